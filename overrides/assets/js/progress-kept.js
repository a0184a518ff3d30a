// On the page of a list that was retired: the run that came with a link, and those that this browser still has, to read
// and to export.

{
  const { said, settle, decode, LINK } = playbook.state
  const { make, button, plural, quoted, bygone, save } = playbook.parts

  const place = document.querySelector("[data-pb-kept]")
  const ids = place.dataset.pbKept.split(" ")
  const store = playbook.storage(() => localStorage, playbook.path)
  // What was on the list: of words that are still the same, a link holds only a hash.
  const items = Array.from(document.querySelectorAll(".pb-formers li"), li => ({
    id: li.id,
    aliases: Array.from(li.querySelectorAll(".pb-alias"), alias => alias.id),
    text: li.querySelector(".pb-formers__title").textContent.replace(/\s+/g, " ").trim(),
  }))
  let linked = [] // what there is to say and to show of a link

  const notice = (text, ...buttons) => make("p", { className: "pb-progress__notice" }, make("span", {}, text), ...buttons)
  const about = (run, open = false) => {
    const entries = Object.entries(run.items).filter(([, entry]) => said(entry))
    const done = entries.filter(([, { state }]) => state === "done").length
    return make("details", { open },
      make("summary", {}, `${quoted(run.name)}: ${done} done`),
      make("ul", {}, ...entries.map(([id, entry]) => bygone(id, entry))))
  }

  const read = code => {
    const found = decode(code, items, Date.now())
    if (!found || !ids.includes(found.list))
      return [notice("This link holds no run of a list on this page, or was cut on the way. Nothing was changed.")]
    const run = settle({ ...found, list: ids[0] }, items)
    return [
      notice(`${quoted(run.name)} came with a link. You can read it; it is not kept in this browser.`,
        button("Export", () => save(ids[0], run.name, [run]))),
      about(run, true),
    ]
  }

  const kept = () => {
    const runs = ids.flatMap(id => store.runs(id))
    if (!runs.length) return []
    const them = runs.length === 1 ? "it" : "them"
    return [
      notice(`You have ${plural(runs.length, "run", "runs")} of this list in this browser. You can read ${them} here, and export ${them} to keep.`,
        button("Export", () => save(ids[0], runs.length === 1 ? runs[0].name : "all runs", runs))),
      ...runs.map(run => about(run)),
    ]
  }

  const render = () => {
    place.replaceChildren(...linked, ...kept())
    place.hidden = !place.children.length
  }

  const follow = ({ oldURL }) => {
    const { hash } = location
    if (hash.startsWith(LINK)) {
      linked = read(hash.slice(LINK.length))
      render()
      place.scrollIntoView({ block: "nearest" })
    } else if (hash && linked.length && oldURL?.includes(LINK)) history.replaceState(history.state, "", oldURL)
  }

  render()
  addEventListener("hashchange", follow)
  follow({})
  addEventListener("storage", event => {
    if (store.concerns(event.key)) render()
  })
}
