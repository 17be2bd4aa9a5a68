/**
 * Whether a browser says that the page that sent this request is Keyway's own. Other sites can make a browser send
 * requests with its cookie, but cannot forge `Sec-Fetch-Site` or `Origin`.
 */
export function isSameOrigin(headers: Headers, publicOrigin: string): boolean {
  const site = headers.get('sec-fetch-site')
  if (site !== null) return site === 'same-origin'
  const origin = headers.get('origin')
  if (origin === null) return false
  return origin === publicOrigin || URL.parse(origin)?.host === headers.get('host')
}

/** Whether the request shows that it came from a page at all; commands send neither header. */
export function comesFromPage(headers: Headers): boolean {
  return headers.has('sec-fetch-site') || headers.has('origin')
}
