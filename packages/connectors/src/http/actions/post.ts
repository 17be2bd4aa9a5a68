import { defineAction, z } from '@keyway/sdk'
import { answer, body, requestFields, send } from '../client.ts'

export const post = defineAction({
  id: 'http.post',
  title: 'POST',
  description: 'Posts to a URL. Each call has an effect of its own. Fails on an answer of 400 or more.',
  effect: 'write',
  standsFor: ['okta-workflows:httpfunctions.post'],
  input: z.object({ ...requestFields, body }),
  output: answer,
  run: (input, context) => send(context, { method: 'POST', ...input }),
})
