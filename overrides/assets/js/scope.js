// What Material's bundle expects before it runs: helpers for storage that is scoped to this site's path.
// Same names and behavior as the inline script of Material 9.8.1 (partials/javascripts/base.html).
var __md_scope = new URL(document.currentScript.dataset.base, location)

function __md_hash(value) {
  return [...value].reduce((hash, char) => (hash << 5) - hash + char.charCodeAt(0), 0)
}

// Storage can be full, switched off or filled by hand: the page works without it.
function __md_get(key, storage, scope = __md_scope) {
  try {
    return JSON.parse((storage ?? localStorage).getItem(`${scope.pathname}.${key}`))
  } catch {
    return null
  }
}

function __md_set(key, value, storage, scope = __md_scope) {
  try {
    ;(storage ?? localStorage).setItem(`${scope.pathname}.${key}`, JSON.stringify(value))
  } catch {}
}
