// The box "Link this list": buttons that copy the address, as text for a wiki, and as a frame.

for (const box of document.querySelectorAll("[data-pb-share]")) {
  const whole = path => new URL(path, document.querySelector("[rel=canonical]")?.href ?? document.URL).href
  const address = whole(box.querySelector(".pb-share__address").getAttribute("href"))
  const name = box.dataset.name
  const escape = text => text.replace(/[&<>"]/g, sign => `&#${sign.charCodeAt(0)};`)
  const ways = {
    "Copy address": address,
    "Copy as Markdown": `[${name.replace(/[\\`*_[\]]/g, "\\$&").replace(/[&<]/g, escape)}](${address})`,
    "Copy as HTML": `<a href="${escape(address)}">${escape(name)}</a>`,
  }
  if (box.dataset.embed) {
    const frame = whole(box.dataset.embed)
    ways["Copy as a frame"] = `<iframe src="${escape(frame)}" title="${escape(name)}" width="100%" height="600"></iframe>`
  }
  const row = document.createElement("p")
  row.className = "pb-share__ways"
  const said = document.createElement("output")
  said.className = "pb-share__said"
  for (const [label, text] of Object.entries(ways)) {
    const button = document.createElement("button")
    button.type = "button"
    button.className = "md-button"
    button.textContent = label
    button.addEventListener("click", async () => {
      said.textContent = (await playbook.copy(text)) ? "Copied." : text // else to be copied by hand
    })
    row.append(button, " ")
  }
  row.append(said)
  box.querySelector("p").after(row)
}
