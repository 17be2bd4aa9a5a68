/**
 * Targets of a `Link` header (RFC 8288) by their `rel`, as written. Several header lines come joined by commas; a URL may
 * contain commas itself, so the angle brackets decide.
 */
export function parseLinks(header: string | undefined): Record<string, string> {
  const links: Record<string, string> = Object.create(null)
  for (const [, target = '', parameters = ''] of (header ?? '').matchAll(/<([^>]*)>((?:[^,"<]|"[^"]*")*)/g)) {
    const rel = /;\s*rel\s*=\s*(?:"([^"]*)"|([^\s;,]+))/i.exec(parameters)
    for (const name of (rel?.[1] ?? rel?.[2] ?? '').split(/\s+/)) {
      if (name !== '') links[name.toLowerCase()] ??= target
    }
  }
  return links
}
