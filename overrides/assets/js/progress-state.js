// Progress on checklists as plain values, and everything that can happen to it. No page, no storage, no clock.
//
//   run     {v, list, id, name, made, at, items, before}     one use of one list
//   items   {id: entry}                                      by the permanent id of the item
//   entry   {state, text, at, was, note, who, when, edited}  text: what the item said when its state was set, at `at`;
//                                                            was: the former id under which it was begun, or ""
//   before  [{at, why, items}]                               what resets and imports replaced, the last one first
//   item    {id, aliases, text}                              an item as the page has it now
//
// Times are in milliseconds and grow within a run: of two versions of an entry, the later one is known.
// Values are never changed in place. Objects keyed by ids have no prototype: "constructor" is a good id.

globalThis.playbook ??= {}

playbook.state = (() => {
  const VERSION = 1
  const LINK = "#run="
  const FORMAT = "ml-org-playbook-progress"
  const STATES = ["open", "done", "na"]
  const LONGEST = { name: 120, text: 4000, note: 20000, who: 200, when: 40 }
  const MOST_UNDO = 5
  const MINUTE = 60000
  const NEW = { state: "open", text: "", at: 0, was: "", note: "", who: "", when: "", edited: 0 }

  const record = (...parts) => Object.assign(Object.create(null), ...parts)
  const next = (run, now) => Math.max(now, run.at + 1)
  const said = entry => !!entry && (entry.state !== "open" || !!(entry.note || entry.who || entry.when))
  const alike = (a, b) => ["state", "text", "note", "who", "when"].every(key => a[key] === b[key])

  const blank = (list, id, name, now) => ({ v: VERSION, list, id, name, made: now, at: now, items: record(), before: [] })

  const rename = (run, name, now) => ({ ...run, name: name.slice(0, LONGEST.name), at: next(run, now) })

  const set = (run, item, change, now) => {
    const at = next(run, now)
    const was = run.items[item.id] ?? NEW
    const entry = { ...was, ...change }
    if ("state" in change) entry.at = at
    if ("state" in change || !was.text) entry.text = item.text
    if ("note" in change || "who" in change || "when" in change) entry.edited = at
    return { ...run, at, items: record(run.items, { [item.id]: entry }) }
  }

  // ---------------------------------------------------------------- undo

  // Put other items in place. What differs counts as set now.
  const replace = (run, items, why, now) => {
    const at = next(run, now)
    const stamped = record()
    for (const [id, entry] of Object.entries(items)) {
      const was = run.items[id]
      stamped[id] = was && alike(was, entry) ? was : { ...entry, at, edited: at }
    }
    return { ...run, at, items: stamped, before: [{ at, why, items: run.items }, ...run.before].slice(0, MOST_UNDO) }
  }

  // Blank all items, or those with these ids.
  const reset = (run, ids, now) => {
    const chosen = Object.keys(run.items).filter(id => !ids || ids.has(id))
    if (!chosen.some(id => said(run.items[id]))) return run
    const items = record(run.items)
    for (const id of chosen) items[id] = { ...NEW, text: items[id].text, was: items[id].was }
    return replace(run, items, "reset", now)
  }

  // Bring back what was replaced last. What was set or noted since then stays.
  const undo = (run, now) => {
    if (!run.before.length) return run
    const [{ at: since, items: old }, ...before] = run.before
    const at = next(run, now)
    const items = record()
    for (const id of new Set([...Object.keys(old), ...Object.keys(run.items)])) {
      const then = old[id] ?? NEW
      const current = run.items[id] ?? NEW
      const state = pick(current.at > since ? current : then)
      const back = { ...state, text: state.text || current.text, ...details(current.edited > since ? current : then, then) }
      // Only what changes is set now: an older undo may still have to bring back the rest.
      back.was ||= current.was
      items[id] = alike(back, current) ? current : { ...back, at, edited: at }
    }
    return { ...run, at, items, before }
  }

  // ---------------------------------------------------------------- two versions of one thing

  const pick = ({ state, text, at }) => ({ state, text, at })
  const join = (a, b) => (!b || a.includes(b) ? a : b.includes(a) ? b : `${a}\n${b}`)
  const details = (late, early) => ({
    note: join(late.note, early.note),
    who: late.who || early.who,
    when: late.when || early.when,
    edited: late.edited,
    was: late.was || early.was,
  })
  const byTime = (key, a, b) => (b[key] > a[key] ? [b, a] : [a, b])

  // Of two people: the later state, and every note.
  const combine = (a, b) => ({ ...pick(byTime("at", a, b)[0]), ...details(...byTime("edited", a, b)) })

  // Of one run in two places: the later.
  const later = (a, b) => {
    const [{ note, who, when, edited }] = byTime("edited", a, b)
    return { ...pick(byTime("at", a, b)[0]), note, who, when, edited, was: a.was || b.was }
  }

  const merged = (mine, theirs, choose) => {
    const items = record(mine)
    for (const id in theirs) items[id] = items[id] ? choose(items[id], theirs[id]) : theirs[id]
    return items
  }

  const latest = (a, b) => ({ ...byTime("at", a, b)[0], items: merged(a.items, b.items, later) })

  const take = (run, other, now) => {
    const items = merged(run.items, other.items, combine)
    const changed = Object.keys(items).some(id => !alike(items[id], run.items[id] ?? NEW))
    return changed ? replace(run, items, "import", now) : run
  }

  // ---------------------------------------------------------------- a run and the list of today

  // Entries under former ids move to the id of today. Where two items became one, a second entry stays: it is gone.
  const settle = (run, items) => {
    const here = new Set(items.map(item => item.id))
    const move = entries => {
      const moved = record(entries)
      for (const { id, aliases } of items)
        for (const alias of aliases) {
          if (!moved[alias] || here.has(alias)) continue
          if (moved[id] && moved[id].was !== alias) continue
          moved[id] = { ...(moved[id] ? later(moved[id], moved[alias]) : moved[alias]), was: alias }
          delete moved[alias]
        }
      return moved
    }
    return { ...run, items: move(run.items), before: run.before.map(one => ({ ...one, items: move(one.items) })) }
  }

  const entryOf = (run, item) => run.items[item.id] ?? NEW

  const reworded = (run, item) => {
    const entry = entryOf(run, item)
    return entry.state !== "open" && entry.text !== item.text
  }

  const gone = (run, items) => {
    const here = new Set(items.map(item => item.id))
    return Object.entries(run.items).filter(([id, entry]) => !here.has(id) && said(entry))
  }

  const count = (run, items) => {
    const counts = { open: 0, done: 0, na: 0, total: items.length }
    for (const item of items) counts[entryOf(run, item).state]++
    return counts
  }

  // ---------------------------------------------------------------- from outside: storage, files, links

  const isId = value => typeof value === "string" && /^[a-z0-9][a-z0-9-]{0,99}$/.test(value)
  const isObject = value => typeof value === "object" && value !== null && !Array.isArray(value)

  const json = text => {
    try {
      return JSON.parse(text)
    } catch {
      return null
    }
  }

  // As much of a run as can be read, and how much could not. Nothing unexpected gets through.
  const parse = value => {
    let faults = 0
    const fault = instead => (faults++, instead)
    const text = (from, key) => {
      const found = from[key] ?? ""
      if (typeof found !== "string") return fault("")
      return found.length > LONGEST[key] ? fault(found.slice(0, LONGEST[key])) : found
    }
    const time = found => (Number.isFinite(found) && found >= 0 && found <= 8.64e15 ? Math.floor(found) : fault(0))
    const entry = found => ({
      state: STATES.includes(found.state) ? found.state : fault("open"),
      text: text(found, "text"),
      at: time(found.at),
      was: isId(found.was) ? found.was : found.was ? fault("") : "",
      note: text(found, "note"),
      who: text(found, "who"),
      when: text(found, "when"),
      edited: time(found.edited),
    })
    const entries = found => {
      if (!isObject(found)) return fault(record())
      const read = record()
      for (const [id, one] of Object.entries(found))
        if (isId(id) && isObject(one)) read[id] = entry(one)
        else faults++
      return read
    }
    if (!isObject(value) || value.v !== VERSION || !isId(value.list) || !isId(value.id)) return { run: null, faults: 1 }
    const before = Array.isArray(value.before) ? value.before : fault([])
    const run = {
      v: VERSION,
      list: value.list,
      id: value.id,
      name: text(value, "name") || fault("Run"),
      made: time(value.made),
      at: time(value.at),
      items: entries(value.items),
      before: before
        .filter(one => isObject(one) || fault(false))
        .map(one => ({ at: time(one.at), why: one.why === "import" ? "import" : "reset", items: entries(one.items) })),
    }
    return { run, faults }
  }

  const file = (runs, now) => ({ format: FORMAT, version: VERSION, exported: new Date(now).toISOString(), runs })

  // What a file holds: {runs, faults}, or null where it is something else.
  const parseFile = text => {
    const value = json(text)
    if (!isObject(value) || value.format !== FORMAT || value.version !== VERSION || !Array.isArray(value.runs)) return null
    const read = value.runs.map(parse)
    return { runs: read.flatMap(({ run }) => run ?? []), faults: read.reduce((sum, { faults }) => sum + faults, 0) }
  }

  // A link holds the minute in which a state was set, and of words that are still the same only a hash: it stays short.
  const hash = text => {
    let sum = 0x811c9dc5
    for (const byte of new TextEncoder().encode(text)) sum = Math.imul(sum ^ byte, 0x01000193) >>> 0
    return sum
  }

  const encode = (run, items) => {
    const today = new Map(items.map(item => [item.id, item.text]))
    const entries = Object.entries(run.items).filter(([, entry]) => said(entry))
    const short = entries.map(([id, { state, text, at, note, who, when }]) => {
      const words = text === today.get(id) ? hash(text) : text
      const parts = [id, STATES.indexOf(state), words, state === "open" ? 0 : Math.floor(at / MINUTE), note, who, when]
      while (parts.at(-1) === "") parts.pop()
      return parts
    })
    const bytes = new TextEncoder().encode(JSON.stringify([VERSION, run.list, run.name, short]))
    const characters = Array.from(bytes, byte => String.fromCharCode(byte)).join("")
    return btoa(characters).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "")
  }

  // The run in a link, or null. Words that changed, and of which the link has only the hash, are "".
  const decode = (code, items, now) => {
    try {
      const characters = atob(code.replaceAll("-", "+").replaceAll("_", "/"))
      const bytes = Uint8Array.from(characters, character => character.charCodeAt(0))
      const value = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes))
      const [version, list, name, short] = value
      const today = new Map(items.flatMap(item => [item.id, ...item.aliases].map(id => [id, item.text])))
      const entries = record()
      for (const [id, state, words, minute, note, who, when] of short) {
        const same = hash(today.get(id) ?? "") === words ? today.get(id) : ""
        const text = typeof words === "number" ? same : words
        entries[id] = { state: STATES[state], text, at: minute ? Math.min(minute * MINUTE, now) : now, note, who, when, edited: now }
      }
      const { run, faults } = parse({ v: version, list, id: "shared", name, made: now, at: now, items: entries, before: [] })
      return faults ? null : run
    } catch {
      return null
    }
  }

  return {
    LONGEST, said, blank, rename, set, reset, undo, latest, take, settle, entryOf, reworded, gone, count,
    json, parse, file, parseFile, encode, decode, LINK,
  }
})()
