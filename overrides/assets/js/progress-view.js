// Progress on the page: one controller a list, for all places that show it. What happens to a run is in
// progress-state.js, where it is kept in progress-storage.js.

{
  const {
    LONGEST, said, blank, rename, set, reset, undo, latest, take, settle, entryOf, reworded, gone, count,
    parseFile, encode, decode, LINK,
  } = playbook.state
  const { make, button, labeled, unseen, plural, quoted, summary, dated, dayOf, details, bygone, download, save } = playbook.parts
  const LONG_LINK = 8000
  const LARGEST_FILE = 5e6
  const MOST_RUNS = 200 // each new run looks through the others for its name
  const framed = window !== window.top

  const store = playbook.storage(() => localStorage, playbook.path)

  const fresh = () => Date.now().toString(36) + Math.random().toString(36).slice(2, 8)
  // Build the children of an element anew if what they show has changed.
  const shown = new WeakMap()
  const show = (element, what, build) => {
    const now = JSON.stringify(what)
    if (shown.get(element) === now) return
    shown.set(element, now)
    element.replaceChildren(...build())
  }
  const live = make("p", { className: "pb-unseen", role: "status" })

  // Ask for one thing. Resolves to [button, value], or to null.
  let asked = 0
  const ask = (title, { text, field, value = "", readOnly = false, actions, cancel = "Cancel" }) =>
    new Promise(resolve => {
      const id = `pb-dialog--${++asked}`
      const input = field && make("input", { type: "text", value, readOnly, autocomplete: "off", ...(readOnly ? {} : { maxLength: LONGEST.name }) })
      let answer = null
      const choose = action => {
        if (input && !readOnly && !input.value.trim()) return input.focus()
        answer = [action, input?.value.trim()]
        dialog.close()
      }
      const dialog = make(
        "dialog",
        { className: "pb-dialog", "aria-labelledby": id },
        make("p", { className: "pb-dialog__title", id }, title),
        ...(text ? [make("p", {}, text)] : []),
        ...(input ? [labeled(field, input, "pb-progress__field")] : []),
        make(
          "div",
          { className: "pb-progress__buttons" },
          ...actions.map((action, index) =>
            button(action, () => choose(action), index ? {} : { className: "pb-progress__button pb-progress__button--main" })),
          button(cancel, () => dialog.close()),
        ),
      )
      dialog.addEventListener("close", () => {
        dialog.remove()
        resolve(answer)
      })
      input?.addEventListener("keydown", event => {
        if (event.key !== "Enter" || !actions.length) return
        event.preventDefault()
        choose(actions[0])
      })
      document.querySelector("[data-pb-checklist]").append(dialog)
      dialog.showModal()
      input?.select()
    })

  // ---------------------------------------------------------------- the list on the page

  const idsIn = text => (text ?? "").split(" ").filter(Boolean)
  const rowOf = li => {
    const line = li.querySelector(":scope > .pb-task__line")
    const more = li.querySelector(":scope > .pb-task__more")
    const label = line.querySelector(".pb-task__text").cloneNode(true)
    const number = label.querySelector(".pb-task__number")
    number.remove()
    const parent = li.parentElement.closest(".pb-task")
    return {
      li, line, more,
      box: line.querySelector(".pb-task__box"),
      number: number.textContent.trim(),
      role: li.dataset.role ?? parent?.dataset.role ?? "",
      phase: li.dataset.phase ?? parent?.dataset.phase ?? "",
      item: {
        id: li.dataset.item,
        aliases: idsIn(li.dataset.aliases),
        text: label.textContent.replace(/\s+/g, " ").trim(),
      },
    }
  }

  const control = (list, roots) => {
    const aliases = idsIn(roots[0].dataset.aliases)
    const ours = one => one.list === list || aliases.includes(one.list)
    const places = roots.map(root => ({ root, rows: [...root.querySelectorAll(".pb-task")].map(rowOf) }))
    const items = [...new Map(places.flatMap(({ rows }) => rows.map(({ item }) => [item.id, item]))).values()]
    const choices = key => [...new Set(places.flatMap(({ rows }) => rows.map(row => row[key])).filter(Boolean))]
    const filter = { role: "", phase: "" }
    let shared = null // the run of a link
    let message = null // what the last action has to say: {text, actions}
    let paper = "blank"
    let panel = false
    let heard = { message: null, texts: [] } // what was announced already
    let id, run, kept

    // ---------------------------------------------------------------- runs

    const open = (chosen, first = "first") => {
      const runs = store.runs(list)
      id = runs.some(one => one.id === chosen) ? chosen : (runs.at(-1)?.id ?? first)
      run = null
      load()
    }
    // The run as it is kept now. One that is kept no longer stays as it was.
    const load = () => {
      const found = store.get(list, id)
      kept = found ? true : kept && run?.id === id
      run = settle(found ?? (run?.id === id ? run : blank(list, id, "My run", Date.now())), items)
      return run
    }
    const keep = after => {
      store.put(after)
      store.choose(list, after.id)
      id = after.id
      run = settle(after, items)
      kept = true
    }
    const act = (change, say) => {
      const place = places.find(({ root }) => root.contains(document.activeElement))
      const before = load()
      const after = change(before, Date.now())
      if (after !== before) keep(after)
      tell(say?.(before, after) ?? (message?.actions[0] && message))
      if (place && document.activeElement === document.body) place.options.focus()
    }
    const tell = notice => {
      message = typeof notice === "string" ? { text: notice, actions: [] } : notice
      render()
    }
    const choose = chosen => {
      store.choose(list, chosen)
      open(chosen)
      tell(`Now on ${quoted(run.name)}: ${summary(count(run, items))}.`)
    }
    const unused = name => {
      const names = store.runs(list).map(one => one.name)
      let free = name
      for (let number = 2; names.includes(free); number++) free = `${name} (${number})`
      return free
    }
    // A run of the reader's own, with what another one holds.
    const begin = (name, from) => {
      keep({ ...blank(list, fresh(), unused(name), Date.now()), ...(from && { items: from.items, before: from.before, at: from.at }) })
    }

    // What a reset is about: the whole run where the page shows the whole list, else the items that are shown.
    const resettable = () => {
      const whole = places.some(({ root }) => "pbHome" in root.dataset) && !filter.role && !filter.phase
      return whole ? null : new Set(places.flatMap(({ rows }) => rows.filter(fits).map(({ item }) => item.id)))
    }
    const others = (run, ids) => !!ids && Object.entries(run.items).some(([id, entry]) => !ids.has(id) && said(entry))

    const actions = {
      set: (item, change, say) => act((run, now) => set(run, item, change, now), say),
      async create() {
        const answer = await ask("New run", { text: "A run is one use of this list: a team, a quarter, a launch.", field: "Name", actions: ["Begin"] })
        if (!answer) return
        begin(answer[1])
        tell(`Begun: ${quoted(run.name)}.`)
      },
      async rename() {
        const answer = await ask("Rename run", { field: "Name", value: run.name, actions: ["Rename"] })
        if (answer) act((run, now) => (answer[1] === run.name ? run : rename(run, unused(answer[1]), now)), (_, run) => `Now called ${quoted(run.name)}.`)
      },
      reset() {
        const ids = resettable()
        const part = others(run, ids)
        act((run, now) => reset(run, ids, now), (before, after) => before === after ? "There is nothing to reset." : {
          text: part ? `The items shown here are blank again in ${quoted(after.name)}. The others are as they were.` : `${quoted(after.name)} is blank again.`,
          actions: [["Undo", actions.undo]],
        })
      },
      undo: () => act(undo, (before, after) =>
        before === after ? "There is nothing to undo." : `Undone. ${summary(count(after, items))}.`),
      drop() {
        const dropped = load()
        store.drop(list, id)
        open(null, fresh())
        tell({ text: `${quoted(dropped.name)} is deleted.`, actions: [["Undo", () => {
          const other = store.get(list, dropped.id)
          keep(other ? latest(dropped, other) : dropped)
          tell(`${quoted(dropped.name)} is back.`)
        }]] })
      },
      async link() {
        const current = shared ?? load()
        const address = `${location.href.split("#")[0]}${LINK}${encode(current, items)}`
        const long = address.length > LONG_LINK ? " It is long, and some programs cut such links: a file is safer." : ""
        const about = `It holds the run as it is now, with notes and names.${long}`
        if (await playbook.copy(address)) tell(`Link copied. ${about}`)
        else
          await ask("Link to this run", { text: `Copy it. ${about}`, field: "Link", value: address, readOnly: true, actions: [], cancel: "Close" })
      },
      save(runs, name) {
        save(list, name, runs)
        tell(runs.length === 1 ? `Exported: ${quoted(runs[0].name)}.` : `Exported: ${runs.length} runs.`)
      },
      saveOne: () => actions.save([load()], run.name),
      saveAll: () => actions.save(kept ? store.runs(list) : [load()], "all runs"),
      async bring(chosen) {
        const read = chosen.size <= LARGEST_FILE ? parseFile(await chosen.text()) : null
        if (!read) return tell(`${quoted(chosen.name)} is not a file of progress that this page can read. Nothing was changed.`)
        const own = read.runs.filter(ours)
        if (own.length > MOST_RUNS) return tell(`${quoted(chosen.name)} holds ${own.length} runs of this list, and a file to import at most ${MOST_RUNS}. Export fewer, one run at a time. Nothing was changed.`)
        const runs = own.map(one => settle({ ...one, list }, items))
        const others = [...new Set(read.runs.filter(one => !ours(one)).map(one => one.list))]
        const elsewhere = others.length ? ` It is about other lists: ${others.slice(0, 5).join(", ")}.` : ""
        if (!runs.length) return tell(`${quoted(chosen.name)} holds nothing about this list.${elsewhere} Nothing was changed.`)
        const about = runs.map(one => `${quoted(one.name)}: ${summary(count(one, items))}.`).slice(0, 8).join(" ")
        const faults = read.faults ? ` ${plural(read.faults, "value", "values")} in the file could not be read, and will be left out.` : ""
        const target = runs.length === 1 && (store.get(list, runs[0].id) ?? load())
        const add = runs.length === 1 ? "Add as a new run" : `Add as ${runs.length} new runs`
        const merge = target && `Merge into ${quoted(target.name)}`
        const answer = await ask("Import", { text: about + faults, actions: merge ? [add, merge] : [add] })
        if (!answer) return tell("Nothing was imported.")
        if (answer[0] === add) {
          for (const one of runs) begin(one.name, one)
          return tell(runs.length === 1 ? `Added: ${quoted(run.name)}.` : `Added: ${runs.length} runs.`)
        }
        if (target.id !== id) open(target.id)
        act((run, now) => take(run, runs[0], now), (before, after) =>
          before === after ? "The file holds nothing new." : { text: `Merged into ${quoted(after.name)}.`, actions: [["Undo", actions.undo]] })
      },
      adopt() {
        const adopted = shared
        leave()
        begin(adopted.name, adopted)
        tell(`Kept as a run of yours: ${quoted(run.name)}.`)
      },
      dismiss() {
        leave()
        tell(`Dismissed. Now on ${quoted(run.name)}.`)
      },
    }

    // ---------------------------------------------------------------- runs that come with a link

    const leave = () => {
      shared = null
      paper = "blank"
      if (location.hash.startsWith(LINK)) history.replaceState(history.state, "", location.href.split("#")[0])
      places[0].options.focus()
    }
    const receive = code => {
      const found = decode(code, items, Date.now())
      if (!found || !ours(found)) return false
      shared = settle({ ...found, list }, items)
      paper = "progress"
      tell(null)
      places[0].root.scrollIntoView({ block: "start" })
      return true
    }

    // ---------------------------------------------------------------- what there is to say

    const notices = () => {
      const found = []
      const told = (text, ...actions) => found.push({ text, actions })
      if (shared)
        told(`${quoted(shared.name)} came with a link: ${summary(count(shared, items))}. You can read it; it is not kept in this browser.`,
          ["Adopt as a run of mine", actions.adopt], ["Dismiss", actions.dismiss])
      if (store.unsaved()) {
        const full = store.trouble === "full"
        const cause = full ? "The browser’s storage is full. Your last changes are" : `The browser lets this ${framed ? "frame" : "page"} store nothing. Your progress is`
        const way = `export ${full ? "them" : "it"} before you leave${framed && !full ? ", or open the list in the playbook" : ""}`
        told(`${cause} on this page only: ${way}.`, ["Export", actions.saveAll])
      }
      for (const { name, text } of store.asides([list, ...aliases]))
        told("Something stored for this list cannot be read. It is kept aside, as it was.",
          ["Download it", () => download(`${list}-set-aside.txt`, text)], ["Discard it", () => {
            store.discard(name)
            tell("Discarded.")
          }])
      if (kept && !shared && !store.get(list, id))
        told(`${quoted(run.name)} was deleted in another window. It is still here, and your next change keeps it again.`)
      if (message) found.push(message)
      return found
    }

    // ---------------------------------------------------------------- controls

    const select = (label, onchange) => {
      const element = make("select", { onchange: () => onchange(element.value) })
      return [element, labeled(label, element, "pb-progress__field")]
    }
    const options = (element, pairs, value) => {
      show(element, pairs, () => pairs.map(([value, text]) => make("option", { value }, text)))
      element.value = value
    }
    const group = (title, ...children) =>
      make("div", { className: "pb-progress__group", role: "group", "aria-label": title }, make("span", { className: "pb-progress__title" }, title), ...children)

    const furnish = (place, index) => {
      const name = `pb-progress-${list}-${index}`
      const bar = place.root.querySelector(".pb-progress")
      place.meter = make("progress", { "aria-label": "Done" })
      place.count = make("span", { className: "pb-progress__count" })
      const [runs, runField] = select("Run", choose)
      const [role, roleField] = select("Role", value => narrow({ role: value }))
      const [phase, phaseField] = select("Phase", value => narrow({ phase: value }))
      Object.assign(place, { runs, role, phase })
      roleField.hidden = choices("role").length < 2
      phaseField.hidden = choices("phase").length < 2
      place.options = button("Options", () => {
        panel = !panel
        render()
      }, { "aria-controls": `${name}-panel` })
      const chooser = make("input", { type: "file", accept: ".json,application/json", hidden: true, onchange: () => {
        const [chosen] = chooser.files
        chooser.value = ""
        if (chosen) actions.bring(chosen)
      } })
      const radio = (value, text) =>
        make("label", { className: "pb-progress__choice" }, make("input", { type: "radio", name, value, onchange: () => {
          paper = value
          render()
        } }), text)
      place.reset = button("Reset", actions.reset)
      place.undo = button("Undo", actions.undo)
      place.own = [
        group("Run", button("New run", actions.create), button("Rename", actions.rename), place.reset, place.undo, button("Delete", actions.drop)),
        group("File", button("Export this run", actions.saveOne), button("Export all runs", actions.saveAll), button("Import", () => chooser.click()), chooser),
      ]
      place.panel = make(
        "div",
        { className: "pb-progress__panel", id: `${name}-panel` },
        ...place.own,
        group("Link", button("Copy a link to this run", actions.link)),
        group("Paper", radio("blank", "Blank"), radio("progress", "With progress"), button("Print", () => print())),
      )
      place.notices = make("div", { className: "pb-progress__notices" })
      place.paper = make("p", { className: "pb-progress__paper" })
      bar.append(
        make("div", { className: "pb-progress__bar" }, place.meter, place.count),
        make("div", { className: "pb-progress__row" }, runField, roleField, phaseField, place.options),
        place.notices, place.panel, place.paper,
      )
      bar.setAttribute("role", "group")
      bar.setAttribute("aria-label", "Progress")
      place.gone = make("div", { className: "pb-progress__gone", hidden: true }, make("details", {}, make("summary"), make("ul")))
      place.root.querySelector(".pb-checklist__note")?.before(place.gone)
      place.rows.forEach(equip)
      place.root.dataset.on = ""
    }

    const equip = row => {
      const { li, item } = row
      row.box.autocomplete = "off"
      row.box.addEventListener("change", () => actions.set(item, { state: row.box.checked ? "done" : "open" }))
      row.record = make("div", { className: "pb-task__record", id: `${li.id}--record`, hidden: true })
      row.more.after(row.record)
      row.box.setAttribute("aria-describedby", `${row.record.id} ${row.box.getAttribute("aria-describedby") ?? ""}`.trim())
      row.button = make("button", { type: "button", className: "pb-task__open", title: "Note, who, when, not applicable", "aria-expanded": "false",
        onclick: () => unfold(row, !row.edit || row.edit.hidden) }, unseen(`More on item ${row.number}`))
      row.line.querySelector(".pb-task__tools").append(row.button)
      row.at = make("span", { className: "pb-task__fact pb-task__at", hidden: true })
      row.more.querySelector(".pb-task__meta").append(row.at)
    }

    const unfold = (row, wanted) => {
      const { item } = row
      if (!row.edit) {
        const field = (tag, key, properties) =>
          make(tag, { maxLength: LONGEST[key], autocomplete: "off", ...properties, oninput: event => actions.set(item, { [key]: event.target.value }) })
        row.na = make("input", { type: "checkbox", onchange: () => actions.set(item, { state: row.na.checked ? "na" : "open" }) })
        row.fields = { who: field("input", "who", { type: "text" }), when: field("input", "when", { type: "date" }), note: field("textarea", "note", { rows: 2 }) }
        row.edit = make(
          "div",
          { className: "pb-task__edit", role: "group", "aria-label": `Item ${row.number}`, hidden: true, onkeydown: event => {
            if (event.key !== "Escape") return
            unfold(row, false)
            row.button.focus()
          } },
          make("label", { className: "pb-progress__choice" }, row.na, "Not applicable"),
          labeled("Who", row.fields.who, "pb-progress__field"),
          labeled("When", row.fields.when, "pb-progress__field"),
          labeled("Note", row.fields.note, "pb-progress__field pb-progress__field--wide"),
        )
        row.record.after(row.edit)
      }
      row.edit.hidden = !wanted
      row.button.setAttribute("aria-expanded", wanted)
      render()
    }

    const narrow = change => {
      Object.assign(filter, change)
      const { rows } = places[0]
      const left = rows.filter(visible).length
      tell(`Showing ${left < rows.length ? `${left} of ${rows.length}` : "all"} items.`)
    }
    const fits = row => (!filter.role || row.role === filter.role) && (!filter.phase || row.phase === filter.phase)
    const visible = (row, _, rows) => rows.some(part => row.li.contains(part.li) && fits(part))

    // ---------------------------------------------------------------- from values to the page

    const render = () => {
      const current = shared ?? run
      const counts = count(current, items)
      const runs = store.runs(list)
      const left = gone(current, items)
      const all = notices()
      const choosable = runs.some(one => one.id === id) ? runs : [...runs, run]
      for (const place of places) {
        const { root, meter, rows } = place
        root.dataset.print = paper
        root.toggleAttribute("data-shared", !!shared)
        meter.max = Math.max(1, counts.total - counts.na)
        meter.value = counts.done
        place.count.textContent = summary(counts)
        options(place.runs, shared ? [["", shared.name]] : choosable.map(one => [one.id, one.name]), shared ? "" : id)
        place.runs.disabled = !!shared
        options(place.role, [["", "All roles"], ...choices("role").map(one => [one, one])], filter.role)
        options(place.phase, [["", "All phases"], ...choices("phase").map(one => [one, one])], filter.phase)
        place.options.setAttribute("aria-expanded", panel)
        place.panel.hidden = !panel
        for (const part of place.own) part.hidden = !!shared
        place.reset.textContent = others(current, resettable()) ? "Reset the items shown here" : "Reset"
        place.undo.hidden = !current.before.length
        place.undo.textContent = `Undo ${current.before[0]?.why ?? ""}`
        for (const radio of place.panel.querySelectorAll("[type=radio]")) radio.checked = radio.value === paper
        show(place.notices, all, () => all.map(({ text, actions }) =>
          make("p", { className: "pb-progress__notice" }, make("span", {}, text), ...actions.map(([label, action]) => button(label, () => {
            action()
            if (document.activeElement === document.body) place.options.focus()
          })))))
        const state = paper === "progress" ? `${current.name}. ${summary(counts)}. Printed ${new Date().toLocaleDateString("en-US", { dateStyle: "medium" })}.` : ""
        const part = [filter.role, filter.phase].filter(Boolean).join(", ")
        place.paper.textContent = [state, part && `Only: ${part}.`].filter(Boolean).join(" ")
        renderGone(place, "pbHome" in root.dataset ? left : [])
        for (const row of rows) {
          row.li.hidden = !visible(row, 0, rows)
          renderRow(row, current)
        }
        for (const list of root.querySelectorAll(":scope > .pb-tasks")) {
          list.hidden = [...list.children].every(li => li.hidden)
          const title = list.previousElementSibling
          if (title?.matches(".pb-checklist__phase")) title.hidden = list.hidden
        }
      }
      const news = all.filter(notice => notice === message ? heard.message !== message : !heard.texts.includes(notice.text))
      heard = { message, texts: all.map(notice => notice.text) }
      if (news.length) live.textContent = news.map(notice => notice.text).join(" ")
    }

    const renderRow = (row, current) => {
      const { item, li, box, record } = row
      const entry = entryOf(current, item)
      const changed = reworded(current, item)
      const editing = row.edit && !row.edit.hidden && !shared
      li.dataset.state = entry.state
      box.checked = entry.state === "done"
      box.disabled = !!shared
      row.button.hidden = !!shared
      if (row.edit) {
        row.edit.classList.toggle("pb-task__edit--off", !!shared)
        row.na.checked = entry.state === "na"
        for (const [key, input] of Object.entries(row.fields))
          if (input.value !== entry[key]) input.value = entry[key]
      }
      const [who, when] = li.querySelector(":scope > .pb-task__more > .pb-task__sign")?.children ?? []
      for (const [place, value] of [[who, entry.who], [when, dated(entry.when)]])
        if (place && value) place.dataset.value = value
        else if (place) delete place.dataset.value
      record.hidden = !said({ ...entry, state: entry.state === "na" ? "na" : "open" }) && !changed
      record.classList.toggle("pb-task__record--editing", !!editing)
      row.at.hidden = entry.state !== "done" || !entry.at
      show(row.at, entry.at, () => ["Done ", dayOf(entry.at)])
      show(record, [entry, changed, !!shared], () => [
        ...(entry.state === "na" ? [make("span", { className: "pb-task__na" }, "Not applicable")] : []),
        ...details(entry),
        ...(changed ? [changes(row, entry)] : []),
      ])
    }

    const changes = (row, entry) => {
      const old = make("span", { className: "pb-task__old", hidden: true }, entry.text ? quoted(entry.text) : "The link does not hold the old words.")
      const reveal = button("What it said", () => {
        old.hidden = !old.hidden
        reveal.setAttribute("aria-expanded", !old.hidden)
      }, { "aria-expanded": "false" })
      const still = button(entry.state === "na" ? "Still not applicable" : "Still done", () => {
        actions.set(row.item, { state: entry.state }, () => "Taken over with its words of today.")
        row.box.focus()
      })
      const verb = entry.state === "na" ? "set it aside" : "ticked it"
      return make("span", { className: "pb-task__changed" }, make("strong", {}, `Changed since ${shared ? "somebody" : "you"} ${verb}.`), reveal, ...(shared ? [] : [still]), old)
    }

    const renderGone = ({ gone }, left) => {
      const [title, body] = gone.firstChild.children
      gone.hidden = !left.length
      title.textContent = `Progress on items that are gone (${left.length})`
      show(body, left, () => left.map(([id, entry]) => bygone(id, entry)))
    }

    const catchUp = () => aliases.forEach(alias => store.follow(list, alias, Date.now()))
    catchUp()
    open(store.current(list))
    places.forEach(furnish)
    render()
    return {
      receive,
      tell,
      refresh() {
        catchUp()
        load()
        render()
      },
      // An item that somebody links to must not be hidden by the filter.
      reveal(target) {
        if (!target?.hidden || !places.some(({ root }) => root.contains(target))) return
        narrow({ role: "", phase: "" })
        target.scrollIntoView()
      },
    }
  }

  // ---------------------------------------------------------------- the page

  const roots = new Map()
  for (const root of document.querySelectorAll("[data-pb-checklist]")) {
    const list = root.dataset.pbChecklist
    roots.set(list, [...(roots.get(list) ?? []), root])
  }
  document.querySelector("[data-pb-checklist]").before(live)
  const controls = [...roots].map(([list, places]) => control(list, places))

  const follow = ({ oldURL }) => {
    const { hash } = location
    if (hash.startsWith(LINK)) {
      if (!controls.some(one => one.receive(hash.slice(LINK.length))))
        controls[0].tell("This link holds no run of a list on this page, or was cut on the way. Nothing was changed.")
    } else if (hash) {
      for (const one of controls) one.reveal(document.getElementById(hash.slice(1))?.closest(".pb-task"))
      // The address keeps the run that is shown: a reload brings it back.
      if (document.querySelector("[data-shared]") && oldURL?.includes(LINK)) history.replaceState(history.state, "", oldURL)
    }
  }
  addEventListener("hashchange", follow)
  follow({})

  addEventListener("storage", event => {
    if (store.concerns(event.key)) for (const one of controls) one.refresh()
  })
  addEventListener("pageshow", event => {
    if (event.persisted) for (const one of controls) one.refresh()
  })
  addEventListener("beforeunload", event => {
    if (store.unsaved()) event.preventDefault()
  })
}
