import type { EndpointTrigger } from '@keyway/engine'
import type { Json } from '@keyway/sdk'
import { toCopyText } from '../values/preview.ts'

/** How an endpoint is called from a shell. The credential stays a variable: examples end up in chats. */
export function curlExample(url: string, { endpoint, inputs = [] }: EndpointTrigger): string {
  const keysIn = (place: 'body' | 'headers' | 'query') =>
    inputs
      .filter((input) => input.in === place)
      .map(({ key, type }) => [key, sampleOf(type ?? 'text')] as const)
  const query = new URLSearchParams(keysIn('query').map(([key, value]) => [key, toCopyText(value)]))
  const address = query.size === 0 ? url : `${url}?${query.toString()}`
  const body = JSON.stringify(Object.fromEntries(keysIn('body')))
  const headers = [
    ...(endpoint.security === 'client-token' ? ['"x-api-client-token: $KEYWAY_TOKEN"'] : []),
    ...(endpoint.security === 'oauth' ? ['"authorization: Bearer $ACCESS_TOKEN"'] : []),
    `'content-type: application/json'`,
    ...keysIn('headers').map(([key, value]) => quote(`${key}: ${toCopyText(value)}`)),
  ]
  return [
    `curl -X POST ${quote(address)}`,
    ...headers.map((header) => `-H ${header}`),
    `-d ${quote(body)}`,
  ].join(' \\\n  ')
}

function sampleOf(type: string): Json {
  if (type.endsWith('[]')) return []
  switch (type) {
    case 'number':
      return 1
    case 'boolean':
      return true
    case 'date':
      return '2026-01-31T09:00:00Z'
    case 'object':
      return {}
    default:
      return 'text'
  }
}

/** For a shell: nothing between single quotes means anything but a single quote. */
function quote(text: string): string {
  return `'${text.replaceAll("'", String.raw`'\''`)}'`
}
