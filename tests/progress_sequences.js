// Random sequences of what a reader can do to a checklist, against a simple model of what must be kept.
// Runs inside the page and works its controls. Returns figures, or throws at the first difference.
//
// The model keeps, for each run, what every item holds, with a counter in place of a clock. A reload is the page's
// HTML as it came, and the page's script run again on it.

async ({ sequences, steps, seed, script }) => {
  let random = seed
  const next = () => {
    random = (random + 0x6d2b79f5) | 0
    let t = Math.imul(random ^ (random >>> 15), 1 | random)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
  const pick = list => list[Math.floor(next() * list.length)]
  const copy = value => structuredClone(value)
  const turn = () => new Promise(done => {
    const { port1, port2 } = new MessageChannel()
    port1.onmessage = () => done()
    port2.postMessage(0)
  })
  const until = async condition => {
    for (let turns = 0; turns < 100000; turns++) {
      const found = condition()
      if (found) return found
      await turn()
    }
    throw new Error(`waited in vain for ${condition}`)
  }

  // ---------------------------------------------------------------- the page in the hand of the test

  // Storage that can be full, downloads that stay here, no clipboard.
  const setItem = Storage.prototype.setItem
  let full = false
  Storage.prototype.setItem = function (...parts) {
    if (full) throw new DOMException("full", "QuotaExceededError")
    return setItem.apply(this, parts)
  }
  let blob = null
  URL.createObjectURL = made => ((blob = made), "#nothing")
  URL.revokeObjectURL = () => {}
  HTMLAnchorElement.prototype.click = () => {}
  Object.defineProperty(navigator, "clipboard", { value: undefined })
  document.execCommand = () => false
  // Each reload would leave its listeners behind.
  const listeners = []
  const listen = window.addEventListener
  window.addEventListener = (...parts) => (listeners.push(parts), listen.apply(window, parts))

  // As text, because to fetch it for each of many thousand reloads would take minutes. The page's policy is off for this.
  const begin = new Function(await (await fetch(script)).text())
  const source = new DOMParser().parseFromString(await (await fetch(location.pathname)).text(), "text/html")
  const pristine = source.querySelector("[data-pb-checklist]")
  // The rest of the page only costs time.
  document.body.replaceChildren(document.querySelector("[data-pb-checklist]"))
  document.querySelectorAll("link[rel=stylesheet]").forEach(one => one.remove())
  let list, formerLists
  const stem = (id = list) => `playbook.progress:${playbook.path}:${id}:`
  const words = li => {
    const label = li.querySelector(".pb-task__text").cloneNode(true)
    label.querySelector(".pb-task__number").remove()
    return label.textContent.replace(/\s+/g, " ").trim()
  }
  const first = [...pristine.querySelectorAll(".pb-task")].map(li => ({ id: li.dataset.item, text: words(li), removed: false, aliases: [] }))
  const leaves = first.map((_, index) => index).filter(index => !pristine.querySelectorAll(".pb-task")[index].querySelector(".pb-task"))

  let root, items
  const show = async () => {
    for (const [type, handler] of listeners.splice(0)) removeEventListener(type, handler)
    const built = document.importNode(pristine, true)
    built.dataset.pbChecklist = list
    built.dataset.aliases = formerLists.join(" ")
    const all = [...built.querySelectorAll(".pb-task")]
    items.forEach((item, index) => {
      const li = all[index]
      li.dataset.item = item.id
      li.dataset.aliases = item.aliases.join(" ")
      li.querySelector(".pb-task__text").lastChild.data = ` ${item.text}`
      li.dataset.key = index
      if (item.removed) li.remove()
    })
    document.querySelectorAll(".pb-unseen[role=status], dialog").forEach(old => old.remove())
    document.querySelector("[data-pb-checklist]").replaceWith(built)
    root = built
    begin()
  }
  const button = (text, within = root) => {
    const found = [...within.querySelectorAll("button")].find(one => one.textContent === text)
    if (!found) throw new Error(`no button ${text}`)
    return found
  }
  const dialog = async (action, value) => {
    const open = await until(() => root.querySelector("dialog"))
    if (value !== undefined) open.querySelector("input").value = value
    const link = open.querySelector("input")?.value
    button(action, open).click()
    await until(() => !root.querySelector("dialog"))
    await turn()
    return link
  }
  const row = key => root.querySelector(`[data-key="${key}"]`)
  const own = (key, selector) => row(key).querySelector(`:scope > ${selector}`)
  const edit = key => {
    if (!own(key, ".pb-task__edit") || own(key, ".pb-task__edit").hidden) row(key).querySelector(".pb-task__open").click()
    return own(key, ".pb-task__edit")
  }
  const importText = async (text, action) => {
    const files = new DataTransfer()
    files.items.add(new File([text], "progress.json"))
    const chooser = root.querySelector("[type=file]")
    chooser.files = files.files
    chooser.dispatchEvent(new Event("change"))
    const open = await until(() => root.querySelector("dialog"))
    const choice = [...open.querySelectorAll("button")].find(one => one.textContent.startsWith(action))
    choice.click()
    await until(() => !root.querySelector("dialog"))
    await turn()
  }

  // ---------------------------------------------------------------- the model

  const NOTHING = { state: "open", text: "", note: "", who: "", when: "" }
  let model, current, clock, garbage
  const entry = (run, key) => (run.items[key] ??= { ...NOTHING, set: 0, noted: 0 })
  // What the reader changes: from then on the run is kept.
  const change = key => ((run().kept = true), entry(run(), key))
  const run = () => model.get(current)
  const same = (a, b) => Object.keys(NOTHING).every(field => a[field] === b[field])
  const unused = name => {
    const names = [...model.values()].filter(one => one.kept).map(one => one.name)
    if (!names.includes(name)) return name
    let number = 2
    while (names.includes(`${name} (${number})`)) number++
    return `${name} (${number})`
  }
  // The page names runs by ids of its own making.
  const chosen = () => root.querySelector("select").value
  const begun = (name, items = {}, before = []) => {
    const id = chosen()
    if (model.has(id)) throw new Error("a run was overwritten")
    model.set(id, { name, items: copy(items), before: copy(before), kept: true })
    current = id
  }
  // What comes of a run when another version of it is merged into it.
  const joined = theirs => {
    const mine = copy(run().items)
    for (const [key, one] of Object.entries(theirs)) {
      const old = mine[key] ?? one
      const state = one.set > old.set ? one : old
      const [late, early] = one.noted > old.noted ? [one, old] : [old, one]
      mine[key] = { state: state.state, text: state.text, set: state.set, noted: late.noted,
        note: both(late.note, early.note), who: late.who || early.who, when: late.when || early.when }
    }
    if (Object.keys(mine).some(key => !same(mine[key], run().items[key] ?? NOTHING))) put(mine)
  }
  const both = (a, b) => (!b || a.includes(b) ? a : b.includes(a) ? b : `${a}\n${b}`)
  const put = items => {
    const now = ++clock
    const old = run().items
    run().before.unshift({ now, items: copy(old) })
    run().before.splice(5)
    for (const key in items) if (!old[key] || !same(old[key], items[key])) items[key] = { ...items[key], set: now, noted: now }
    run().items = items
  }

  // Set an item's state in storage, as another window does, and let the page hear of it.
  const elsewhere = (key, there) => {
    const { settle, set } = playbook.state
    const stored = JSON.parse(localStorage.getItem(stem() + current))
    const here = items.filter(item => !item.removed)
    const state = pick(["open", "done", "na"])
    const run = settle({ ...stored, list: there, items: Object.assign(Object.create(null), stored.items) }, here)
    localStorage.setItem(stem(there) + current, JSON.stringify(set(run, items[key], { state }, Date.now())))
    dispatchEvent(new StorageEvent("storage", { key: stem(there) + current }))
    return state
  }

  const actions = {
    tick(key) {
      row(key).querySelector(".pb-task__box").click()
      const one = change(key)
      Object.assign(one, { state: one.state === "done" ? "open" : "done", text: items[key].text, set: ++clock })
    },
    skip(key) {
      edit(key).querySelector("[type=checkbox]").click()
      const one = change(key)
      Object.assign(one, { state: one.state === "na" ? "open" : "na", text: items[key].text, set: ++clock })
    },
    note(key) {
      const field = pick(["note", "who", "when"])
      const value = field === "when" ? pick(["2026-11-23", "2027-02-01", ""]) : pick(["", "Ana", "<b>&amp;</b>", "“no”\u2028\u{1f600}", `word ${Math.floor(next() * 99)}`])
      const input = edit(key).querySelector({ note: "textarea", who: "[type=text]", when: "[type=date]" }[field])
      input.value = value
      input.dispatchEvent(new Event("input"))
      const one = change(key)
      Object.assign(one, { [field]: value, noted: ++clock, text: one.text || items[key].text })
    },
    still(key) {
      const one = run().items[key]
      if (!one || one.state === "open" || one.text === items[key].text) return
      button(one.state === "na" ? "Still not applicable" : "Still done", own(key, ".pb-task__record")).click()
      Object.assign(one, { text: items[key].text, set: ++clock })
    },
    async create() {
      const name = pick(["Search team, Q3", "Ads", "<img src=x onerror=alert(1)>"])
      const free = unused(name)
      button("New run").click()
      await dialog("Begin", name)
      begun(free)
    },
    choose() {
      const id = pick([...model.keys()])
      const select = root.querySelector("select")
      if (id === current || ![...select.options].some(option => option.value === id)) return
      select.value = id
      select.dispatchEvent(new Event("change"))
      if (!run().kept) model.delete(current)
      current = id
    },
    async rename() {
      const name = pick(["Search team, Q4", "Feed"])
      const free = name === run().name ? name : unused(name)
      button("Rename").click()
      await dialog("Rename", name)
      Object.assign(run(), { name: free, kept: run().kept || name !== run().name })
    },
    reset() {
      button("Reset").click()
      if (!Object.values(run().items).some(one => one.state !== "open" || one.note || one.who || one.when)) return
      const blank = {}
      for (const [key, one] of Object.entries(run().items)) blank[key] = { ...NOTHING, text: one.text, set: one.set, noted: one.noted }
      put(blank)
    },
    undo() {
      const [last] = run().before
      if (!last) return
      button(`Undo ${root.querySelector("[role=group] [role=group]").textContent.match(/Undo (reset|import)/)[1]}`).click()
      const now = ++clock
      run().before.shift()
      for (const key of new Set([...Object.keys(last.items), ...Object.keys(run().items)])) {
        const then = last.items[key] ?? { ...NOTHING, set: 0, noted: 0 }
        const one = entry(run(), key)
        const state = one.set > last.now ? one : then
        const back = { state: state.state, text: state.text || one.text, set: state.set, noted: then.noted }
        for (const field of ["note", "who", "when"]) back[field] = then[field]
        if (one.noted > last.now)
          Object.assign(back, { note: both(one.note, then.note), who: one.who || then.who, when: one.when || then.when, noted: one.noted })
        run().items[key] = same(back, one) ? one : { ...back, set: now, noted: now }
      }
    },
    drop() {
      const gone = current
      const held = run()
      button("Delete").click()
      if (next() < 0.5 && [...model.values()].some(one => one.kept && one !== held)) {
        model.delete(gone)
        current = chosen()
      } else {
        button("Undo", root.querySelector(".pb-progress__notices")).click()
        held.kept = true
      }
    },
    async exportAndAdd() {
      button("Export this run").click()
      const { name, items, before } = copy(run())
      await importText(await blob.text(), "Add as a new run")
      begun(unused(name), items, before)
    },
    async exportAndMerge(key) {
      button("Export this run").click()
      const text = await blob.text()
      const theirs = copy(run().items)
      if (!run().kept) return
      actions.tick(key)
      actions.note(key)
      await importText(text, "Merge into")
      joined(theirs)
    },
    async linkAndAdopt() {
      button("Copy a link to this run").click()
      const link = await dialog("Close")
      location.hash = link.slice(link.indexOf("#"))
      await until(() => root.hasAttribute("data-shared"))
      const { name, items } = copy(run())
      const before = snapshot()
      if (root.querySelectorAll(".pb-task__box:not(:disabled)").length) throw new Error("a shared run can be ticked")
      if (next() < 0.3) {
        button("Dismiss").click()
        if (snapshot() !== before) throw new Error("a dismissed link left something")
        return
      }
      button("Adopt as a run of mine").click()
      // A link holds only what was said, and no former words where it has but their hash.
      for (const key in items) if (same({ ...items[key], text: "" }, NOTHING)) delete items[key]
      const now = ++clock
      for (const one of Object.values(items)) Object.assign(one, { set: now, noted: now })
      begun(unused(name), items)
    },
    otherWindow(key) {
      // Another window has the same run, and ticks something.
      if (!run().kept || full) return
      const state = elsewhere(key, list)
      Object.assign(entry(run(), key), { state, text: items[key].text, set: ++clock })
    },
    formerWindow(key) {
      // The same, in a window that still has the list under a former id.
      if (!run().kept || full || !formerLists.length) return
      const theirs = copy(run().items)
      const state = elsewhere(key, pick(formerLists))
      theirs[key] = { ...NOTHING, noted: 0, ...theirs[key], state, text: items[key].text, set: ++clock }
      joined(theirs)
    },
    garbage() {
      if (full) return
      const text = pick(["", "null", "[]", "{", '{"v":1}', '{"v":2,"list":"x"}', "\u0000", '{"v":1,"list":"__proto__","id":"constructor"}']) + " ".repeat(garbage.length)
      localStorage.setItem(`${stem()}bad-${garbage.length}`, text)
      garbage.push(text)
      dispatchEvent(new StorageEvent("storage", { key: `${stem()}bad` }))
    },
    async reload() {
      if (full) return
      const unkept = !run().kept
      await show()
      if (unkept) {
        model.delete(current)
        current = chosen()
        if (!model.has(current)) model.set(current, { name: "My run", items: {}, before: [], kept: false })
      }
    },
    async reword(key) {
      if (full) return
      items[key].text = `Words ${clock} of ${key}.`
      await actions.reload()
    },
    async renameItem(key) {
      if (full) return
      items[key].aliases.push(items[key].id)
      items[key].id = `item-${key}-${++clock}`
      await actions.reload()
    },
    async renameList() {
      if (full) return
      formerLists.push(list)
      list = `list-${++clock}`
      await actions.reload()
    },
    async remove() {
      if (full) return
      const key = pick(leaves)
      items[key].removed = !items[key].removed
      await actions.reload()
    },
    fill(key) {
      full = true
      actions.tick(key)
    },
    free(key) {
      full = false
      actions.tick(key)
    },
  }
  // ---------------------------------------------------------------- comparison

  const snapshot = () => JSON.stringify(Object.keys(localStorage).filter(name => name.startsWith(stem())).sort().map(name => [name, localStorage[name]]))
  const differ = (what, expected, found) => {
    if (JSON.stringify(expected) !== JSON.stringify(found))
      throw new Error(`${what}: expected ${JSON.stringify(expected)}, found ${JSON.stringify(found)}`)
  }
  const compare = () => {
    // The page.
    items.forEach((item, key) => {
      if (item.removed) return
      const one = run().items[key] ?? NOTHING
      differ(`state of ${key} on the page`, one.state, row(key).dataset.state)
      differ(`tick of ${key}`, one.state === "done", row(key).querySelector(".pb-task__box").checked)
      const record = own(key, ".pb-task__record")
      differ(`note of ${key}`, one.note, record.querySelector(":scope > .pb-task__note")?.lastChild.data ?? "")
      differ(`change of ${key}`, one.state !== "open" && one.text !== item.text, !!record.querySelector(".pb-task__changed"))
    })
    const here = items.filter(item => !item.removed)
    const states = items.flatMap((item, key) => (item.removed ? [] : (run().items[key] ?? NOTHING).state))
    const na = states.filter(state => state === "na").length
    const done = states.filter(state => state === "done").length
    differ("count", `${done} of ${here.length - na} done${na ? `, ${na} not applicable` : ""}`, root.querySelector(".pb-progress__count").textContent)
    const gone = items.filter((item, key) => item.removed && run().items[key] && !same({ ...run().items[key], text: "" }, NOTHING))
    differ("no longer on the list", gone.length, root.querySelectorAll(".pb-progress__gone li").length)
    // What is kept.
    if (full) return
    for (const [id, held] of model) {
      if (!held.kept) continue
      const text = localStorage.getItem(stem() + id)
      if (text === null) throw new Error(`run ${id} is gone`)
      const stored = JSON.parse(text)
      differ("name", held.name, stored.name)
      items.forEach((item, key) => {
        const ids = [item.id, ...item.aliases.toReversed()].filter(id => Object.hasOwn(stored.items, id))
        const { state, text, note, who, when } = stored.items[ids[0]] ?? NOTHING
        const one = held.items[key] ?? NOTHING
        const plain = one => [one.state, one.note, one.who, one.when, one.state === "open" ? "" : one.text]
        differ(`${key} of ${held.name} in storage`, plain(one), plain({ state, text, note, who, when }))
      })
    }
    const kept = Object.values(localStorage)
    for (const text of garbage) if (!kept.includes(text)) throw new Error(`${JSON.stringify(text)} was thrown away`)
  }

  const counts = {}
  for (let sequence = 0; sequence < sequences; sequence++) {
    full = false
    localStorage.clear()
    if (location.hash) history.replaceState(null, "", location.pathname)
    items = copy(first)
    list = pristine.dataset.pbChecklist
    formerLists = []
    model = new Map([["first", { name: "My run", items: {}, before: [], kept: false }]])
    current = "first"
    clock = 0
    garbage = []
    const done = []
    try {
      await show()
      for (let step = 0; step < steps; step++) {
        const name = pick(Object.keys(actions))
        const key = pick(items.map((_, index) => index).filter(index => !items[index].removed))
        done.push(`${name} ${key}`)
        await actions[name](key)
        counts[name] = (counts[name] ?? 0) + 1
        compare()
      }
    } catch (error) {
      throw new Error(`sequence ${sequence}: ${done.join(", ")}\n${error.stack}`)
    }
  }
  return counts
}
