// Checklists: the sign beside an item copies the item's address. Without this script it is a link to the item.
// Keeping progress takes more; a page that holds a checklist fetches it.

document.addEventListener("click", async event => {
  const link = event.target.closest("[data-pb-copy]")
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey || !navigator.clipboard) return
  event.preventDefault()
  const said = link.querySelector(".pb-unseen")
  const before = said.textContent
  try {
    await navigator.clipboard.writeText(link.href)
  } catch {
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
if (document.querySelector("[data-pb-checklist]")) {
  const { src } = document.currentScript
  globalThis.playbook = { path: new URL("../../", src).pathname } // of the site's root
  for (const part of ["state", "storage", "parts", "view"]) {
    const script = document.createElement("script")
    script.src = new URL(`progress-${part}.js`, src)
    script.async = false
    document.head.append(script)
  }
}
