// Checklists: the sign beside an item copies the item's permanent address. Without this script it is a link in place.
// Keeping progress takes more; a page that holds a checklist, or held one, fetches it.

globalThis.playbook ??= {}

// Copy a text. Resolves to whether it was possible: browsers give the newer way only to pages on https and on this
// machine, and in a frame only if the page around it allows it.
playbook.copy = async text => {
  try {
    await navigator.clipboard.writeText(text)
    return true
  } catch {
    const before = document.activeElement
    const field = document.createElement("textarea")
    field.value = text
    field.className = "pb-unseen"
    ;(before?.closest("dialog") ?? document.body).append(field)
    field.select()
    const done = document.execCommand("copy")
    field.remove()
    before?.focus({ preventScroll: true })
    return done
  }
}

document.addEventListener("click", async event => {
  const link = event.target.closest("[data-pb-copy]")
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return
  event.preventDefault()
  const said = link.querySelector(".pb-unseen")
  const before = said.textContent
  if (!(await playbook.copy(new URL(link.dataset.pbCopy, location.href).href))) {
    location.href = link.href
    return
  }
  link.dataset.done = ""
  said.textContent = "Link copied"
  setTimeout(() => {
    delete link.dataset.done
    said.textContent = before
  }, 2000)
})

// Classic scripts, because modules do not load from file://. Not async, so that they run in this order.
{
  const { src } = document.currentScript
  const last = document.querySelector("[data-pb-checklist]") ? "view" : document.querySelector("[data-pb-kept]") ? "kept" : ""
  playbook.path = new URL("../../", src).pathname // of the site's root
  for (const part of last ? ["state", "storage", "parts", last] : []) {
    const script = document.createElement("script")
    script.src = new URL(`progress-${part}.js`, src)
    script.async = false
    document.head.append(script)
  }
}
