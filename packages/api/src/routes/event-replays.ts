import { z } from '@keyway/sdk'
import { defineRoute } from '../route.ts'
import { id, none, page, pageQuery, time } from '../shapes.ts'
import { eventFilter } from './events.ts'

const replay = z.object({
  id,
  filter: eventFilter,
  flowId: id,
  flowName: z.string(),
  /** Number of the flow version it starts. */
  version: z.int().nullable(),
  dryRun: z.boolean(),
  everyEvent: z.boolean(),
  status: z.enum(['running', 'done', 'cancelled']),
  /** Events that the filter found when it began, those looked at so far, and executions started. */
  total: z.int(),
  done: z.int(),
  started: z.int(),
  createdAt: time,
  createdBy: z.string(),
  finishedAt: time.nullable(),
})

const replayParams = z.object({ replayId: id })

export const createReplay = defineRoute({
  method: 'POST',
  path: '/api/event-replays',
  access: 'operator',
  summary: 'Gives stored events to a flow once more, in the order they arrived',
  params: none,
  query: none,
  body: z.object({
    filter: eventFilter,
    flowId: id,
    /** Number of a version; without it, the one that is published. */
    version: z.int().min(1).optional(),
    /** Describe changes instead of making them. */
    dryRun: z.boolean().default(true),
    /** Also events that the flow's trigger does not take. */
    everyEvent: z.boolean().default(false),
  }),
  answer: replay,
})

export const countReplay = defineRoute({
  method: 'POST',
  path: '/api/event-replays/count',
  access: 'viewer',
  summary: 'How many stored events a filter finds',
  params: none,
  query: none,
  body: z.object({ filter: eventFilter }),
  answer: z.object({ events: z.int() }),
})

export const listReplays = defineRoute({
  method: 'GET',
  path: '/api/event-replays',
  access: 'viewer',
  summary: 'Replays of events, newest first',
  params: none,
  query: pageQuery,
  body: none,
  answer: page(replay),
})

export const getReplay = defineRoute({
  method: 'GET',
  path: '/api/event-replays/:replayId',
  access: 'viewer',
  summary: 'One replay, and how far it is',
  params: replayParams,
  query: none,
  body: none,
  answer: replay,
})

export const cancelReplay = defineRoute({
  method: 'POST',
  path: '/api/event-replays/:replayId/cancel',
  access: 'operator',
  summary: 'Starts nothing more; what it started goes on',
  params: replayParams,
  query: none,
  body: none,
  answer: replay,
})
