// What the frame of a page needs beyond the theme: keyboard and screen reader access. Every page works without it.

// Some browsers keep what was open when a page is loaded anew.
for (const toggle of document.querySelectorAll("#__drawer, #__search")) toggle.checked = false

// The menu and search buttons of narrow windows are labels of hidden checkboxes, out of the keyboard's reach:
// put real buttons in their place. They keep the attribute "for", by which the theme styles them.
for (const label of document.querySelectorAll(".md-header__button:is([for=__drawer], [for=__search])")) {
  const toggle = document.getElementById(label.htmlFor)
  const button = document.createElement("button")
  for (const { name, value } of label.attributes) button.setAttribute(name, value)
  button.type = "button"
  button.setAttribute("aria-label", label.title)
  button.append(...label.childNodes)
  button.addEventListener("click", () => toggle.click())
  const report = () => button.setAttribute("aria-expanded", toggle.checked)
  toggle.addEventListener("change", report)
  report()
  label.replaceWith(button)
}

const drawer = document.getElementById("__drawer")
document.addEventListener("keydown", event => {
  if (event.key !== "Escape" || !drawer.checked) return
  drawer.click()
  document.querySelector("button[for=__drawer]").focus()
})

// In the menu, the way back from a deeper level, and the way to the contents of this page. Enter works on labels.
for (const label of document.querySelectorAll(".md-nav--primary :is(.md-nav__title[for^=__nav], label[for=__toc])"))
  label.tabIndex = 0

// A table that stacks on narrow screens is laid out as blocks, which some screen readers then take it for.
const parts = { thead: "rowgroup", tbody: "rowgroup", tr: "row", td: "cell", "th[scope=col]": "columnheader",
  "th[scope=row]": "rowheader" }
for (const table of document.querySelectorAll(".pb-table--stacks")) {
  table.setAttribute("role", "table")
  for (const [name, role] of Object.entries(parts))
    for (const part of table.querySelectorAll(name)) part.setAttribute("role", role)
}

// A region that scrolls sideways must be reachable with the keyboard, and have a name.
const nameOf = region => {
  const caption = region.querySelector("caption")
  if (caption) return caption.textContent.trim()
  const headings = [...document.querySelectorAll(".md-content :is(h1, h2, h3, h4)")]
  const before = headings.filter(h => h.compareDocumentPosition(region) & Node.DOCUMENT_POSITION_FOLLOWING).at(-1)
  return before ? `Table: ${before.firstChild.textContent.trim()}` : "Table"
}
const regions = () => {
  for (const region of document.querySelectorAll(".md-typeset__scrollwrap, .pb-scroll")) {
    const scrolls = region.scrollWidth > region.clientWidth
    if (!scrolls || region.hasAttribute("tabindex")) continue
    region.tabIndex = 0
    region.setAttribute("role", "region")
    if (!region.hasAttribute("aria-label")) region.setAttribute("aria-label", nameOf(region))
  }
  // Material puts the copy button into a nameless navigation landmark.
  for (const nav of document.querySelectorAll(".md-code__nav")) nav.setAttribute("role", "presentation")
}
addEventListener("load", regions)
addEventListener("resize", regions)

// Browsers without ::details-content print closed details closed: open them for the time of printing.
let closed = []
addEventListener("beforeprint", () => {
  closed = [...document.querySelectorAll("details:not([open])")]
  for (const details of closed) details.open = true
})
addEventListener("afterprint", () => {
  for (const details of closed) details.open = false
  closed = []
})
