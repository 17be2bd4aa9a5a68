/**
 * A surface outside the API contract that other systems call: it verifies the secret of its own callers, in constant
 * time and failing closed, before it looks at anything else. The router never reads its body.
 */
export interface PublicRoute {
  /** `form`: a page for people, with a form and no script. */
  kind: 'hook' | 'form'
  /** Exact pattern with an unguessable part: `/hooks/okta/:path`. Never below `/api/`, except declared API endpoints. */
  path: `/${string}`
  methods: readonly ('GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE' | 'OPTIONS')[]
  summary: string
}

export interface PublicRequest {
  /** The request as it came; read its body with `readBody`. */
  request: Request
  params: Readonly<Record<string, string>>
  /** Address of the socket's other end, for limits; behind a proxy it is the proxy's. */
  address: string
}

/** Answers, or throws: errors become problem details without detail. */
export type PublicHandler = (input: PublicRequest) => Promise<Response>
