import { anyJson, z } from '@keyway/sdk'
import { defineRoute } from '../route.ts'
import { id, none, time } from '../shapes.ts'

const matchedEvent = z.object({
  id,
  type: z.string(),
  subject: z.string().nullable(),
  occurredAt: time,
  receivedAt: time,
})

export const previewTrigger = defineRoute({
  method: 'POST',
  path: '/api/flows/:flowId/trigger/preview',
  access: 'viewer',
  summary:
    'Which of the latest events of its source would have started a flow, by its draft or by another trigger',
  params: z.object({ flowId: id }),
  query: none,
  body: z.object({
    /** The trigger as a flow document has it; left out, that of the draft. */
    trigger: anyJson.optional(),
    /** How many of the latest events of the source are tested. */
    limit: z.int().min(1).max(5_000).default(500),
    /** How many of those that match are answered. */
    show: z.int().min(0).max(500).default(50),
  }),
  answer: z.object({
    /** Id of the connector, or name of the source. */
    source: z.string(),
    tested: z.int(),
    /** How many of them are of the trigger's types, whatever its conditions say. */
    ofType: z.int(),
    matched: z.int(),
    /** When the oldest of them arrived; null without events. */
    since: time.nullable(),
    /** Those that match, the latest first. */
    events: z.array(matchedEvent),
    /** What the trigger may not mean although it can be read. */
    warnings: z.array(z.string()),
  }),
})
