// A former or short address leads on to the page's own, with the same anchor. Without this script there is the link.

const forward = document.querySelector("[data-pb-forward]")
if (forward) location.replace(new URL(forward.dataset.pbForward, location.href).href + location.hash)
