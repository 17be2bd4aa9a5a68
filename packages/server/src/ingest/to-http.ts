import type { Response as FlowResponse } from '@keyway/engine'

/** A flow's answer as it goes out: nothing as nothing, text as it is, everything else as JSON. */
export function toHttp({ status, headers, body }: FlowResponse): Response {
  const safe = safeHeaders(headers)
  // By HTTP these two have no body.
  if (body === null || status === 204 || status === 205) return new Response(null, { status, headers: safe })
  const content = typeof body === 'string' ? 'text/plain; charset=utf-8' : 'application/json'
  return new Response(typeof body === 'string' ? body : JSON.stringify(body), {
    status,
    headers: { 'content-type': content, ...safe },
  })
}

/** Headers a flow may set: none that govern the connection, cookies or the page's origin. */
function safeHeaders(headers: Readonly<Record<string, string>>): Record<string, string> {
  const refused =
    /^(connection|content-length|transfer-encoding|set-cookie|access-control-.*|strict-transport-security)$/i
  return Object.fromEntries(
    Object.entries(headers).filter(
      ([name, value]) => !refused.test(name) && /^[\w-]+$/.test(name) && !/[\r\n]/.test(value),
    ),
  )
}
