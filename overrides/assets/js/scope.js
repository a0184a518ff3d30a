// What Material's bundle expects before it runs: helpers for storage that is scoped to this site's path.
// Same names and behavior as the inline script of Material 9.8.1 (partials/javascripts/base.html).
var __md_scope = new URL(document.currentScript.dataset.base, location)

function __md_hash(value) {
  return [...value].reduce((hash, char) => (hash << 5) - hash + char.charCodeAt(0), 0)
}

function __md_get(key, storage = localStorage, scope = __md_scope) {
  return JSON.parse(storage.getItem(`${scope.pathname}.${key}`))
}

function __md_set(key, value, storage = localStorage, scope = __md_scope) {
  try {
    storage.setItem(`${scope.pathname}.${key}`, JSON.stringify(value))
  } catch {
    // Storage can be full or switched off: the page works without it.
  }
}
