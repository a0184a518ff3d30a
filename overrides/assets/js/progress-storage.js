// Where progress is kept: the browser's storage, one key a run, and memory for what storage does not take.
//
//   playbook.progress:PATH:LIST:RUN    a run, as JSON
//   playbook.current:PATH:LIST         the run that was looked at last
//   playbook.aside:PATH:LIST:RUN:N     what stood under a run's key and could not be read
//
// LIST is the list's id of today. What was kept under a former id moves there when the page of the list is opened.
//
// PATH is that of the site's root: it tells two playbooks below one host, or on one disk, apart.

playbook.storage = (open, path) => {
  const { json, parse, latest, take } = playbook.state
  const PROGRESS = `playbook.progress:${path}:`
  const CURRENT = `playbook.current:${path}:`
  const ASIDE = `playbook.aside:${path}:`
  const key = (list, id) => `${PROGRESS}${list}:${id}`

  const tried = (action, instead = null) => {
    try {
      return action()
    } catch {
      return instead
    }
  }

  // Without storage, null: whatever is tried with it fails.
  const area = tried(() => {
    const found = open()
    found.getItem(PROGRESS)
    return found
  })

  const memory = new Map() // key -> run that storage has not taken
  const stuck = new Set() // keys under which something unreadable had to stay
  const chosen = new Map() // list -> run
  const former = new Map() // key -> key under a former id of its list, to be removed when storage has taken the run
  const store = { trouble: null } // null, "full" or "blocked"

  const attempt = action => {
    try {
      if (!area) throw new Error("blocked")
      action()
      return true
    } catch (error) {
      store.trouble = /quota/i.test(error.name) ? "full" : "blocked"
      return false
    }
  }

  const lookUp = name => tried(() => area.getItem(name))
  const names = start =>
    tried(() => Array.from(area, (_, index) => area.key(index)), []).filter(name => name.startsWith(start)).sort()

  // Move what cannot be read, or not wholly, out of the way; `rest` is what could be read of it.
  const setAside = (name, text, rest) => {
    const start = `${ASIDE}${name.slice(PROGRESS.length)}:`
    const taken = names(start)
    let number = 1
    while (taken.includes(start + number)) number++
    const moved = attempt(() => {
      if (!taken.some(one => lookUp(one) === text)) area.setItem(start + number, text)
      if (rest) area.setItem(name, JSON.stringify(rest))
      else area.removeItem(name)
    })
    if (moved) return stuck.delete(name)
    stuck.add(name)
    if (rest && !memory.has(name)) memory.set(name, rest)
  }

  const read = name => {
    const text = lookUp(name)
    if (text === null) return null
    const { run, faults } = parse(json(text))
    const good = run && key(run.list, run.id) === name ? run : null
    if (!good || faults) setAside(name, text, good)
    return good
  }

  store.get = (list, id) => {
    const stored = read(key(list, id))
    const held = memory.get(key(list, id))
    return held && stored ? latest(held, stored) : (held ?? stored)
  }

  store.runs = list => {
    const start = `${PROGRESS}${list}:`
    const found = new Set([...names(start), ...[...memory.keys()].filter(name => name.startsWith(start))])
    const runs = [...found].flatMap(name => store.get(list, name.slice(start.length)) ?? [])
    return runs.sort((a, b) => a.made - b.made || (a.id < b.id ? -1 : 1))
  }

  // Keep a run. Whether storage took it; if not, memory has it, and the next change tries again.
  store.put = run => {
    memory.set(key(run.list, run.id), run)
    store.trouble = null
    for (const [name, held] of memory) {
      const whole = held === run ? run : store.get(held.list, held.id)
      if (stuck.has(name)) store.trouble = "full"
      else if (attempt(() => area.setItem(name, JSON.stringify(whole)))) {
        memory.delete(name)
        if (former.has(name) && attempt(() => area.removeItem(former.get(name)))) former.delete(name)
      }
    }
    return memory.size === 0
  }

  // Move what is kept under a former id of a list to its id of today. A run that moved already, and was changed under
  // the former id since by a page that stayed open, is merged.
  store.follow = (list, alias, now) => {
    for (const name of names(`${PROGRESS}${alias}:`)) {
      const found = read(name)
      if (!found || former.get(key(list, found.id)) === name) continue
      const moved = { ...found, list }
      const own = store.get(list, found.id)
      former.set(key(list, found.id), name)
      store.put(own ? take(own, moved, now) : moved)
    }
    const current = lookUp(CURRENT + alias)
    if (current === null) return
    if (lookUp(CURRENT + list) === null) store.choose(list, current)
    attempt(() => area.removeItem(CURRENT + alias))
  }

  store.drop = (list, id) => {
    memory.delete(key(list, id))
    attempt(() => area.removeItem(key(list, id)))
  }

  store.current = list => chosen.get(list) ?? lookUp(CURRENT + list)

  store.choose = (list, id) => {
    chosen.set(list, id)
    tried(() => area.setItem(CURRENT + list, id)) // only a convenience: without it, the page opens with another run
  }

  store.asides = lists => {
    const kept = lists.flatMap(list => names(`${ASIDE}${list}:`))
    const left = [...stuck].filter(name => lists.some(list => name.startsWith(`${PROGRESS}${list}:`)))
    return [...kept, ...left].flatMap(name => (lookUp(name) === null ? [] : { name, text: lookUp(name) }))
  }

  store.discard = name => {
    if (attempt(() => area.removeItem(name))) stuck.delete(name)
  }

  store.unsaved = () => memory.size > 0
  store.concerns = name => name === null || name.startsWith(PROGRESS) || name.startsWith(ASIDE)

  return store
}
