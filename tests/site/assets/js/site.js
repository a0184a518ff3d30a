// From https://example.org/comment.js
const mark = document.createElementNS("http://www.w3.org/2000/svg", "svg")
document.body.append(mark)
