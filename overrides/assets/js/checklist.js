// Checklists: the sign beside an item copies the item's address. Without this script it is a link to the item.

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
