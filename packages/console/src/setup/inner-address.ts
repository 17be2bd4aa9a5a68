const home = '/executions'

/** Where to go after signing in: an address of this console only, so that a crafted link cannot lead elsewhere. */
export function toInnerAddress(next: string | null): string {
  if (next === null) return home
  const base = 'http://console.invalid'
  const url = URL.parse(next, base)
  if (url === null || url.origin !== base || !next.startsWith('/')) return home
  // Dots in a path can resolve to two leading slashes, which would be another host.
  return url.pathname.startsWith('//') ? home : url.pathname + url.search + url.hash
}
