import { defineAction, field, z } from '@keyway/sdk'
import { answer, body, requestFields, send } from '../client.ts'

const method = z.preprocess(
  (value) => (typeof value === 'string' ? value.trim().toUpperCase() : value),
  z.enum(['GET', 'POST', 'PUT', 'PATCH', 'DELETE']),
)

export const request = defineAction({
  id: 'http.request',
  title: 'Request',
  description: 'Sends a request with any method. Counts as a write, because the method may be one.',
  effect: 'write',
  standsFor: ['okta-workflows:httpfunctions.raw'],
  input: z.object({ method: field(method, { title: 'Method' }), ...requestFields, body }),
  output: answer,
  run: (input, context) => send(context, input),
})
