import { anyJson, z } from '@keyway/sdk'
import { defineRoute } from '../route.ts'
import { id, none, nothing, page, pageQuery, time } from '../shapes.ts'
import { severity } from './detections.ts'

/** When a target is told: each subject at once, all of so many minutes together, or all of a day at a time of day. */
const wishedTime = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('at_once') }),
  z.object({ kind: z.literal('digest'), minutes: z.int().min(1).max(1440) }),
  z.object({
    kind: z.literal('daily'),
    /** `08:00` */
    time: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'is not a time of day such as 08:00'),
    /** IANA name, such as `Europe/Berlin`. */
    timeZone: z.string().min(1).max(100),
  }),
])

/** Which subjects a target wants, and when. */
export const targetWishes = z.object({
  topics: z.array(z.enum(['alert', 'finding'])).default(['alert', 'finding']),
  changes: z.array(z.enum(['opened', 'closed'])).default(['opened']),
  /** The least serious it wants. */
  severity: severity.default('medium'),
  /** Detections and checks by id; null for all. */
  rules: z.array(z.string().min(1).max(200)).max(1_000).nullable().default(null),
  when: wishedTime.default({ kind: 'at_once' }),
})

const values = z.record(z.string(), anyJson)
const name = z.string().trim().min(1).max(100)

export const target = z.object({
  id,
  name,
  kind: z.string(),
  kindTitle: z.string(),
  isOn: z.boolean(),
  settings: values,
  /** Names of secrets that have a value. */
  secretsSet: z.array(z.string()),
  wants: targetWishes,
  test: z.object({ at: time, ok: z.boolean(), message: z.string() }).nullable(),
  /** Messages on their way, and those that could not be sent. */
  pending: z.int(),
  dead: z.int(),
})

const targetParams = z.object({ targetId: id })

export const listKinds = defineRoute({
  method: 'GET',
  path: '/api/notification-kinds',
  access: 'viewer',
  summary: 'Kinds of notification targets, each with what it asks for as a JSON Schema',
  params: none,
  query: none,
  body: none,
  answer: z.object({
    items: z.array(
      z.object({
        id: z.string(),
        title: z.string(),
        description: z.string(),
        schema: z.record(z.string(), anyJson),
      }),
    ),
  }),
})

export const listTargets = defineRoute({
  method: 'GET',
  path: '/api/notification-targets',
  access: 'viewer',
  summary: 'Whom Keyway tells of alerts and findings',
  params: none,
  query: none,
  body: none,
  answer: z.object({ items: z.array(target) }),
})

export const createTarget = defineRoute({
  method: 'POST',
  path: '/api/notification-targets',
  access: 'admin',
  summary: 'Adds a notification target',
  params: none,
  query: none,
  body: z.object({ name, kind: z.string(), values, wants: targetWishes.optional() }),
  answer: target,
})

export const changeTarget = defineRoute({
  method: 'PATCH',
  path: '/api/notification-targets/:targetId',
  access: 'admin',
  summary: 'Changes a target; secrets that are not given stay',
  params: targetParams,
  query: none,
  body: z.object({
    name: name.optional(),
    isOn: z.boolean().optional(),
    values: values.optional(),
    wants: targetWishes.optional(),
  }),
  answer: target,
})

export const deleteTarget = defineRoute({
  method: 'DELETE',
  path: '/api/notification-targets/:targetId',
  access: 'admin',
  summary: 'Deletes a target with the log of its deliveries',
  params: targetParams,
  query: none,
  body: none,
  answer: nothing,
})

export const testTarget = defineRoute({
  method: 'POST',
  path: '/api/notification-targets/:targetId/test',
  access: 'operator',
  summary: 'Test Connectivity: sends a test message, and says what stands in the way',
  params: targetParams,
  query: none,
  body: none,
  answer: z.object({ ok: z.boolean(), message: z.string(), statusCode: z.int().nullable(), tookMs: z.int() }),
})

const deliveryStatus = z.enum(['pending', 'sent', 'dead'])

const delivery = z.object({
  id,
  targetId: id,
  targetName: z.string().nullable(),
  title: z.string(),
  /** How many alerts and findings it tells of, and where the first ones are. */
  subjects: z.int(),
  links: z.array(z.object({ topic: z.enum(['alert', 'finding']), id, title: z.string() })),
  status: deliveryStatus,
  attempts: z.int(),
  nextAt: time.nullable(),
  error: z.string().nullable(),
  statusCode: z.int().nullable(),
  createdAt: time,
  sentAt: time.nullable(),
})

export const listDeliveries = defineRoute({
  method: 'GET',
  path: '/api/notification-deliveries',
  access: 'viewer',
  summary: 'Messages to notification targets, newest first, and what became of them',
  params: none,
  query: pageQuery.extend({ targetId: id.optional(), status: deliveryStatus.optional() }),
  body: none,
  answer: page(delivery),
})

export const redriveDeliveries = defineRoute({
  method: 'POST',
  path: '/api/notification-deliveries/redrive',
  access: 'operator',
  summary: 'Sends messages again whose tries ran out',
  params: none,
  query: none,
  body: z.object({ deliveryIds: z.array(id).min(1).max(500) }),
  answer: z.object({ redriven: z.array(id) }),
})
