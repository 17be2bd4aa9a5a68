const allowedHeaders = 'authorization, content-type, idempotency-key, x-api-client-token'
const methods = 'GET, POST'

/** Headers that let a page of another origin read the answer; none when the endpoint does not allow that origin. */
export function corsHeaders(allowed: readonly string[], request: Request): Record<string, string> {
  const origin = request.headers.get('origin')
  if (origin === null || allowed.length === 0) return {}
  const isAllowed = allowed.includes('*') || allowed.includes(origin)
  // Never with credentials: cookies of Keyway are no way into a flow.
  return isAllowed ? { 'access-control-allow-origin': origin, vary: 'origin' } : { vary: 'origin' }
}

/** The answer to a browser that asks whether a page may call (a CORS preflight). */
export function answerPreflight(allowed: readonly string[], request: Request): Response {
  const headers = corsHeaders(allowed, request)
  const granted =
    'access-control-allow-origin' in headers
      ? {
          'access-control-allow-methods': methods,
          'access-control-allow-headers': allowedHeaders,
          'access-control-max-age': '600',
        }
      : {}
  return new Response(null, { status: 204, headers: { ...headers, ...granted } })
}
