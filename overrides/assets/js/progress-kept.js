// On the page of a list that was retired: the runs of it that this browser still has, to read and to export.

{
  const { said } = playbook.state
  const { make, button, plural, quoted, bygone, save } = playbook.parts

  const place = document.querySelector("[data-pb-kept]")
  const ids = place.dataset.pbKept.split(" ")
  const store = playbook.storage(() => localStorage, playbook.path)

  const about = run => {
    const entries = Object.entries(run.items).filter(([, entry]) => said(entry))
    const done = entries.filter(([, { state }]) => state === "done").length
    return make("details", {},
      make("summary", {}, `${quoted(run.name)}: ${done} done`),
      make("ul", {}, ...entries.map(([id, entry]) => bygone(id, entry))))
  }

  const render = () => {
    const runs = ids.flatMap(id => store.runs(id))
    place.hidden = !runs.length
    place.replaceChildren(
      make("p", { className: "pb-progress__notice" },
        make("span", {}, `You have ${plural(runs.length, "run", "runs")} of this list in this browser. You can read ${runs.length === 1 ? "it" : "them"} here, and export ${runs.length === 1 ? "it" : "them"} to keep.`),
        button("Export", () => save(ids[0], runs.length === 1 ? runs[0].name : "all runs", runs))),
      ...runs.map(about),
    )
  }

  render()
  addEventListener("storage", event => {
    if (store.concerns(event.key)) render()
  })
}
