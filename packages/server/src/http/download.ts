/** Types that no browser runs, should it ever show an attachment. Everything else goes out as unknown bytes. */
const inertTypes =
  /^(text\/(plain|csv)|application\/(json|pdf|zip|gzip)|image\/(png|jpeg|gif|webp)|audio\/[\w.+-]+|video\/[\w.+-]+)\s*(;|$)/i

/**
 * An answer that browsers save to disk under a name, and never show. `size` is in bytes; null when only its end tells.
 */
export function toDownload(
  { name, contentType, size }: { name: string; contentType: string; size: number | null },
  content: AsyncIterable<Uint8Array>,
): Response {
  return new Response(ReadableStream.from(content), {
    headers: {
      'content-type': inertTypes.test(contentType) ? contentType : 'application/octet-stream',
      ...(size === null ? {} : { 'content-length': String(size) }),
      'content-disposition': toDisposition(name),
      'cache-control': 'no-store',
    },
  })
}

/** RFC 6266: a plain name for old readers, the whole name percent-encoded (RFC 8187) for the others. */
function toDisposition(name: string): string {
  const plain = name.replaceAll(/[^\w .()-]/g, '_')
  const encoded = encodeURIComponent(name.toWellFormed()).replaceAll(
    /['()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  )
  return `attachment; filename="${plain}"; filename*=UTF-8''${encoded}`
}
