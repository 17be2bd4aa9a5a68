import { defineAction, z } from '@keyway/sdk'
import { answer, body, requestFields, send } from '../client.ts'

export const put = defineAction({
  id: 'http.put',
  title: 'PUT',
  description: 'Puts something at a URL. Repeating it changes nothing. Fails on an answer of 400 or more.',
  effect: 'idempotent',
  standsFor: ['okta-workflows:httpfunctions.put'],
  input: z.object({ ...requestFields, body }),
  output: answer,
  run: (input, context) => send(context, { method: 'PUT', ...input }),
})
