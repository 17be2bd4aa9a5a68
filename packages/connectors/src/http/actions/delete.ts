import { defineAction, z } from '@keyway/sdk'
import { answer, body, requestFields, send } from '../client.ts'

export const deleteUrl = defineAction({
  id: 'http.delete',
  title: 'DELETE',
  description: 'Deletes what is at a URL. Repeating it changes nothing. Fails on an answer of 400 or more.',
  effect: 'idempotent',
  standsFor: ['okta-workflows:httpfunctions.delete'],
  input: z.object({ ...requestFields, body }),
  output: answer,
  run: (input, context) => send(context, { method: 'DELETE', ...input }),
})
