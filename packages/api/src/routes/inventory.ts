import { anyJson, z } from '@keyway/sdk'
import { defineRoute } from '../route.ts'
import { id, none, nothing, page, pageQuery, time } from '../shapes.ts'

/** How the inventory of an org is kept. */
export const inventorySettings = z.object({
  /** Whether the org is kept in the inventory. */
  isOn: z.boolean(),
  /** Kinds that are not read. */
  without: z.array(z.string().max(60)).max(200).default([]),
})

const org = z.string().min(1).max(255)

/** How one kind of object stands. */
export const kindState = z.object({
  kind: z.string(),
  title: z.string(),
  /**
   * `forbidden`: the connection may not read it; what was known stays. `unavailable`: the org does not have it. `held`: so
   * many are missing that a person has to confirm it. `off`: not read.
   */
  status: z.enum(['waiting', 'walking', 'complete', 'forbidden', 'unavailable', 'failed', 'held', 'off']),
  /** Objects that are known. */
  count: z.int(),
  /** Of the walk under way: objects seen, and listings over and in all where there is one below each object of another kind. */
  walk: z.object({ seen: z.int(), done: z.int(), total: z.int(), begunAt: time }).nullable(),
  /** When everything was last read; what is known is as old as that, but for what events told. */
  completedAt: time.nullable(),
  /** When it is read next. */
  dueAt: time,
  /** The scope that reading it needs; null for none. */
  scope: z.string().nullable(),
  error: z.object({ at: time, code: z.string(), message: z.string() }).nullable(),
  held: z.object({ at: time, gone: z.int(), known: z.int(), found: z.int() }).nullable(),
})

/** How the inventory of an org stands. */
export const orgState = z.object({
  org: z.string(),
  connections: z.array(z.object({ id, name: z.string() })),
  settings: inventorySettings,
  /** In a sentence: "synchronising, 41,200 of 100,000 users". */
  status: z.enum(['off', 'waiting', 'synchronising', 'complete', 'incomplete']),
  message: z.string(),
  kinds: z.array(kindState),
  /** Objects that events touched and that are to be read again. */
  marks: z.int(),
  /** Of the last day: how long after an event its object was read again, in milliseconds; null where none was. */
  delayMs: z.object({ p50: z.int(), p95: z.int(), count: z.int() }).nullable(),
  /** From when on use is counted; null before events were read. */
  usedSince: time.nullable(),
})

export const listInventories = defineRoute({
  method: 'GET',
  path: '/api/inventory',
  access: 'viewer',
  summary: 'How the inventory of each Okta org stands',
  params: none,
  query: none,
  body: none,
  answer: z.object({ items: z.array(orgState) }),
})

export const updateInventory = defineRoute({
  method: 'PATCH',
  path: '/api/inventory/:org',
  access: 'admin',
  summary: 'Change how the inventory of an org is kept',
  params: z.object({ org }),
  query: none,
  body: z.object({ settings: inventorySettings.partial() }),
  answer: orgState,
})

export const syncInventory = defineRoute({
  method: 'POST',
  path: '/api/inventory/:org/sync',
  access: 'operator',
  summary: 'Read an org, or some kinds of objects of it, at once',
  params: z.object({ org }),
  query: none,
  body: z.object({ kinds: z.array(z.string().max(60)).min(1).max(200).optional() }),
  answer: orgState,
})

export const confirmDrop = defineRoute({
  method: 'POST',
  path: '/api/inventory/:org/kinds/:kind/confirm',
  access: 'admin',
  summary: 'Say that what the last walk did not find any more is really gone',
  params: z.object({ org, kind: z.string().max(60) }),
  query: none,
  body: none,
  answer: nothing,
})

export const change = z.object({
  id,
  org: z.string(),
  kind: z.string(),
  objectId: z.string(),
  name: z.string(),
  at: time,
  what: z.enum(['created', 'updated', 'deleted', 'restored']),
  fields: z.array(z.object({ path: z.string(), from: anyJson, to: anyJson })),
  /** Who did it, where the System Log told. */
  actor: z.object({ id: z.string(), name: z.string().nullable() }).nullable(),
  eventId: z.string().nullable(),
})

export const listChanges = defineRoute({
  method: 'GET',
  path: '/api/inventory-changes',
  access: 'viewer',
  summary: 'What changed in Okta, newest first',
  params: none,
  query: pageQuery.extend({
    org: org.optional(),
    kind: z.string().max(60).optional(),
    objectId: z.string().max(300).optional(),
    since: z.coerce.number().int().optional(),
  }),
  body: none,
  answer: page(change),
})

export const getObject = defineRoute({
  method: 'GET',
  path: '/api/inventory/:org/kinds/:kind/objects/:objectId',
  access: 'viewer',
  summary: 'An object as Okta last gave it, with its versions',
  params: z.object({ org, kind: z.string().max(60), objectId: z.string().max(600) }),
  query: none,
  body: none,
  answer: z.object({
    kind: z.string(),
    objectId: z.string(),
    name: z.string(),
    body: anyJson,
    firstSeen: time,
    changedAt: time,
    /** When it was last known to be so. */
    lastSeen: time,
    deletedAt: time.nullable(),
    /** Newest first: what it was before each change. */
    versions: z.array(change.extend({ before: anyJson.nullable() })),
  }),
})

export const listObjects = defineRoute({
  method: 'GET',
  path: '/api/inventory/:org/kinds/:kind/objects',
  access: 'viewer',
  summary: 'Objects of a kind, by id',
  params: z.object({ org, kind: z.string().max(60) }),
  query: pageQuery.extend({ parentId: z.string().max(300).optional() }),
  body: none,
  answer: page(
    z.object({
      objectId: z.string(),
      name: z.string(),
      type: z.string().nullable(),
      status: z.string().nullable(),
      parentId: z.string().nullable(),
      subjectId: z.string().nullable(),
      createdAt: time.nullable(),
      updatedAt: time.nullable(),
    }),
  ),
})
