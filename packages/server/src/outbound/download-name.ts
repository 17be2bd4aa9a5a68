/**
 * What the other side calls a download: the name in `Content-Disposition` (RFC 6266), or the end of the URL's path. It is
 * data from outside; whoever keeps it makes it safe.
 */
export function toDownloadName(headers: Readonly<Record<string, string>>, url: URL): string {
  const disposition = headers['content-disposition'] ?? ''
  const encoded = /filename\*\s*=\s*utf-8'[^']*'([^;\s]+)/i.exec(disposition)?.[1]
  const quoted = /filename\s*=\s*"((?:[^"\\]|\\.)*)"/i.exec(disposition)?.[1]?.replaceAll(/\\(.)/g, '$1')
  const plain = /filename\s*=\s*([^";\s]+)/i.exec(disposition)?.[1]
  const given = encoded === undefined ? (quoted ?? plain) : decode(encoded)
  return given ?? decode(url.pathname.split('/').at(-1) ?? '')
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    // Percent signs that encode nothing are part of the name.
    return text
  }
}
