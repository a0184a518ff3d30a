// What pages that show progress are made of: elements, words, files to save. All words from outside enter as text.

playbook.parts = (() => {
  const { file } = playbook.state

  const make = (tag, properties = {}, ...children) => {
    const element = document.createElement(tag)
    for (const [name, value] of Object.entries(properties))
      if (name in element) element[name] = value
      else element.setAttribute(name, value)
    element.append(...children)
    return element
  }
  const button = (text, onclick, properties = {}) =>
    make("button", { type: "button", className: "pb-progress__button", onclick, ...properties }, text)
  const labeled = (text, control, className) => make("label", { className }, make("span", {}, text), control)
  const unseen = text => make("span", { className: "pb-unseen" }, text)

  const plural = (number, one, many) => `${number} ${number === 1 ? one : many}`
  const quoted = text => `“${text}”`
  const summary = ({ done, na, total }) => `${done} of ${total - na} done${na ? `, ${na} not applicable` : ""}`
  const STATES = { open: "Open", done: "Done", na: "Not applicable" }

  const dated = day => {
    const date = new Date(`${day}T12:00`)
    return /^\d{4}-\d\d-\d\d$/.test(day) && !isNaN(date) ? date.toLocaleDateString("en-US", { dateStyle: "medium" }) : day
  }
  // The day of a moment, with the year where it is another one.
  const dayOf = at => {
    const date = new Date(at)
    const year = date.getFullYear() === new Date().getFullYear() ? {} : { year: "numeric" }
    return make("time", { dateTime: date.toISOString() }, date.toLocaleDateString("en-US", { month: "short", day: "numeric", ...year }))
  }

  const details = ({ who, when, note }) => [
    ...(who ? [make("span", { className: "pb-task__fact" }, make("span", { className: "pb-task__label" }, "Who "), who)] : []),
    ...(when ? [make("span", { className: "pb-task__fact" }, make("span", { className: "pb-task__label" }, "When "), dated(when))] : []),
    ...(note ? [make("span", { className: "pb-task__note" }, unseen("Note: "), note)] : []),
  ]
  // An entry whose item is not on the page.
  const bygone = (id, entry) => {
    const state = make("span", { className: "pb-task__fact" }, STATES[entry.state])
    if (entry.state === "done" && entry.at) state.append(" ", dayOf(entry.at))
    return make("li", {}, make("span", { className: "pb-progress__old" }, entry.text || id), state, ...details(entry))
  }

  const download = (name, text) => {
    const link = make("a", { href: URL.createObjectURL(new Blob([text], { type: "application/json" })), download: name })
    link.click()
    setTimeout(() => URL.revokeObjectURL(link.href), 60000)
  }
  const save = (list, name, runs) => {
    const word = name.toLowerCase().replace(/[^a-z0-9]+/g, "-").replace(/^-|-$/g, "") || "run"
    download(`${list}-${word}-${new Date().toISOString().slice(0, 10)}.json`, JSON.stringify(file(runs, Date.now()), null, 1))
  }

  return { make, button, labeled, unseen, plural, quoted, summary, dated, dayOf, details, bygone, download, save }
})()
