import type { AnswerOf, flows } from '@keyway/api'
import { eventType } from './okta-delivery.ts'

type Flow = AnswerOf<typeof flows.getFlow>['draft']
type Step = Flow['steps'][number]

/** The name that the flow calls the other system's connection by. */
export const stubConnection = 'other-system'

/** The flow under measurement: a condition on the event, a text from its values and, if it calls out, a post of both. */
export function measuredFlow(callsOut: boolean): Flow {
  return {
    keyway: 1,
    name: callsOut ? 'Bench: condition, compose, post' : 'Bench: condition, compose',
    trigger: { event: `okta.${eventType}` },
    steps: [
      {
        if: { value: { ref: 'trigger.severity' }, is: 'one of', to: ['WARN', 'ERROR'] },
        then: [compose, ...(callsOut ? [post] : [])],
        else: [{ fail: { message: 'The condition did not hold.' } }],
      },
    ],
  }
}

const compose: Step = {
  id: 'text',
  use: 'text.compose',
  with: {
    text: '{{ trigger.actor.displayName }} ({{ trigger.actor.alternateId }}): {{ trigger.displayMessage }}',
  },
}

const post: Step = {
  id: 'post',
  use: 'http.post',
  connection: stubConnection,
  // The stub tells calls apart by the event.
  with: { url: '/messages', body: { event: { ref: 'trigger.uuid' }, text: { ref: 'text.output' } } },
}
