// Set light or dark before the page is painted: the reader's choice, else what their system prefers.
// After Material 9.8.1 (partials/javascripts/palette.html), which sets it only once a choice was stored.
{
  const stored = __md_get("__palette")?.color
  const follow = "(prefers-color-scheme)"
  let color = stored
  if (!stored || stored.media === follow) {
    const dark = matchMedia("(prefers-color-scheme: dark)").matches
    const option = document.querySelector(`[data-md-color-media="(prefers-color-scheme: ${dark ? "dark" : "light"})"]`)
    if (option)
      color = {
        scheme: option.getAttribute("data-md-color-scheme"),
        primary: option.getAttribute("data-md-color-primary"),
        accent: option.getAttribute("data-md-color-accent"),
      }
  }
  for (const [key, value] of Object.entries(color ?? {})) document.body.setAttribute(`data-md-color-${key}`, value)
}
