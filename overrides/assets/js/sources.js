// Marks, sections and notes that say what a text rests on: shown to who asks. The choice is remembered, and an address
// with `?sources=shown` or `?sources=hidden` carries it to whoever opens it. Before the page is painted: its state.
{
  const root = document.documentElement
  const asked = new URLSearchParams(location.search).get("sources")
  if (["shown", "hidden"].includes(asked)) __md_set("sources", asked)
  root.dataset.pbSources = asked ?? __md_get("sources") ?? "hidden"

  const put = () => {
    const shown = root.dataset.pbSources === "shown"
    for (const button of document.querySelectorAll("[data-pb-sources-switch]")) {
      button.hidden = false
      button.setAttribute("aria-pressed", shown)
    }
  }

  document.addEventListener("DOMContentLoaded", put)
  document.addEventListener("click", event => {
    const button = event.target.closest("[data-pb-sources-switch]")
    if (!button) return
    const from = button.getBoundingClientRect().top
    const choice = root.dataset.pbSources === "shown" ? "hidden" : "shown"
    root.dataset.pbSources = choice
    __md_set("sources", choice)
    const address = new URL(location)
    if (choice === "shown") address.searchParams.set("sources", choice)
    else address.searchParams.delete("sources")
    history.replaceState(history.state, "", address)
    put()
    scrollBy({ top: button.getBoundingClientRect().top - from, behavior: "instant" })  // what grew above it moves nothing
  })
}
