import { defineAction, z } from '@keyway/sdk'
import { answer, requestFields, send } from '../client.ts'

export const get = defineAction({
  id: 'http.get',
  title: 'GET',
  description: 'Reads a URL. Fails with the status and body of an answer of 400 or more.',
  effect: 'read',
  standsFor: ['okta-workflows:httpfunctions.get'],
  input: z.object({ ...requestFields }),
  output: answer,
  run: (input, context) => send(context, { method: 'GET', ...input }),
})
