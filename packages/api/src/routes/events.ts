import { anyJson, z } from '@keyway/sdk'
import { defineRoute } from '../route.ts'
import { id, none, page, pageQuery, time } from '../shapes.ts'

const event = z.object({
  id,
  source: z.string(),
  type: z.string(),
  subject: z.string().nullable(),
  occurredAt: time,
  receivedAt: time,
  executions: z.int(),
})

export const listEvents = defineRoute({
  method: 'GET',
  path: '/api/events',
  access: 'viewer',
  summary: 'Events as they arrived, newest first, with how many executions each started',
  params: none,
  query: pageQuery.extend({ type: z.string().max(200).optional(), source: z.string().max(200).optional() }),
  body: none,
  answer: page(event),
})

export const getEvent = defineRoute({
  method: 'GET',
  path: '/api/events/:eventId',
  access: 'viewer',
  summary: 'One event with its payload',
  params: z.object({ eventId: id }),
  query: none,
  body: none,
  answer: event.extend({
    payload: anyJson,
    /** Flows that matched and were not started: the log brought the event when it was older than they allow. */
    skipped: z.array(z.object({ flowId: id, flowName: z.string().nullable(), reason: z.literal('too_old') })),
  }),
})
