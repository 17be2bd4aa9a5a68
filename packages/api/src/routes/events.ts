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

const name = z.string().trim().min(1).max(256)

/** What events are searched by. Everything that is given must hold. */
export const eventFilter = z.object({
  /** `user.lifecycle.deactivate`; `user.lifecycle.*` for all that begin so. */
  type: z.string().max(200).optional(),
  source: z.string().max(200).optional(),
  /** Id, login or name of whoever did it or had it done to them; letter case does not count. */
  who: name.optional(),
  actor: name.optional(),
  target: name.optional(),
  /** When it arrived: from this time on, and up to this one. */
  from: z.coerce.number().int().min(0).optional(),
  to: z.coerce.number().int().min(0).optional(),
})

export const listEvents = defineRoute({
  method: 'GET',
  path: '/api/events',
  access: 'viewer',
  summary:
    'Events as they arrived, newest first, by type, source, who and time, with how many executions each started',
  params: none,
  query: pageQuery.extend(eventFilter.shape),
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
