import type { HttpServer } from '../../http/server.ts'
import { callEndpoint, type EndpointParts } from './call-endpoint.ts'

/**
 * Mounts the URLs of endpoint flows. The second form is that of Okta Workflows, so that callers who move over change
 * nothing but the host.
 */
export function mountEndpoints(server: HttpServer, parts: EndpointParts): void {
  for (const path of ['/endpoints/:path', '/api/flo/:path/invoke'] as const) {
    server.mountPublic(
      { kind: 'hook', path, methods: ['GET', 'POST', 'OPTIONS'], summary: 'API endpoints of flows' },
      ({ request, params }) => callEndpoint(parts, params['path'] ?? '', request),
    )
  }
}
