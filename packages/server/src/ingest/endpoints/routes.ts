import type { HttpServer } from '../../http/server.ts'
import { callEndpoint, type EndpointParts } from './call-endpoint.ts'

/** Mounts the URLs of endpoint flows. */
export function mountEndpoints(server: HttpServer, parts: EndpointParts): void {
  server.mountPublic(
    { kind: 'hook', path: '/endpoints/:path', methods: ['GET', 'POST'], summary: 'API endpoints of flows' },
    ({ request, params: { path = '' } }) => callEndpoint(parts, path, request),
  )
}
