import { anyJson, defineAction, field, z } from '@keyway/sdk'
import { optional, textOf } from '../../../input.ts'
import { answer, headers, query, relativePath } from '../../custom-request.ts'
import { scopesOfCall } from '../../operations.ts'

export const customApiAction = defineAction({
  id: 'okta.custom_api_action',
  title: 'Custom API action',
  description:
    'Calls any endpoint of the org that changes something. Fails when Okta refuses. To read, use the custom API read.',
  effect: 'write',
  scopesFor: ({ method, path }) => scopesOfCall(textOf(method), textOf(path)),
  standsFor: ['okta-workflows:okta.hTTPRequest'],
  input: z.object({
    method: field(z.enum(['POST', 'PUT', 'PATCH', 'DELETE']), { title: 'Method' }),
    path: relativePath(['POST', 'PUT', 'PATCH', 'DELETE']),
    query,
    headers,
    body: field(optional(anyJson), {
      title: 'Body',
      description: 'An object or list is sent as JSON, text as it is.',
    }),
  }),
  output: answer,
  async run({ body, ...input }, { http }) {
    const response = await http.request({
      method: input.method,
      path: { relative: input.path },
      query: input.query,
      headers: typeof body === 'string' ? asJson(input.headers) : input.headers,
      ...(body === undefined ? {} : { body }),
    })
    return { statusCode: response.status, headers: { ...response.headers }, body: response.body }
  },
})

/** Okta reads JSON only, also where the flow composed the text itself. */
function asJson(headers: Record<string, string>): Record<string, string> {
  const isTyped = Object.keys(headers).some((name) => name.toLowerCase() === 'content-type')
  return isTyped ? headers : { ...headers, 'Content-Type': 'application/json' }
}
