import type { events } from '@keyway/api'
import type { Json, z } from '@keyway/sdk'
import { sql, type ExpressionBuilder } from 'kysely'
import { parseCursor, toPage, type Page } from '../cursor.ts'
import type { Db } from '../db/database.ts'
import type { Schema } from '../db/schema.ts'
import { bothRoles, dayOf, partyKey, partyRoles } from '../db/party-key.ts'
import { firstSeqAt, lastSeqAt } from '../db/seq-at.ts'

type EventDetail = z.input<typeof events.getEvent.answer>
export type EventRecord = Omit<EventDetail, 'payload' | 'skipped'> & { seq: number }
export type EventFilter = z.output<typeof events.eventFilter>

/** Events in the order of arrival, newest first, each with how many executions it started. */
export async function listEvents(
  db: Db,
  filter: EventFilter,
  page: { cursor?: string | undefined; limit: number },
): Promise<Page<EventRecord>> {
  const before = page.cursor === undefined ? undefined : Number(parseCursor(page.cursor, ['number'])[0])
  const limit = page.limit + 1
  const named = partiesOf(filter)
  if (named.length === 0) {
    const rows = await matching(db, filter, { before })
      .select(recordColumns)
      .orderBy('events.seq', 'desc')
      .limit(limit)
      .execute()
    return toPage(rows, page.limit, ({ seq }) => [seq])
  }
  // Days are looked through from the newest on, more of them at a time: one who is named by very many events is found
  // as fast as one who is rarely named.
  const rows: EventRecord[] = []
  for await (const days of daysBackwards(db, filter)) {
    const query = matching(db, filter, { before, days }).select(recordColumns).orderBy('events.seq', 'desc')
    rows.push(...(await query.limit(limit - rows.length).execute()))
    if (rows.length === limit) break
  }
  return toPage(rows, page.limit, ({ seq }) => [seq])
}

export async function findEvent(db: Db, eventId: string): Promise<EventDetail | undefined> {
  const row = await db
    .selectFrom('events')
    .select(recordColumns)
    .select(['events.payload', 'events.skipped'])
    .where('events.id', '=', eventId)
    .executeTakeFirst()
  if (row === undefined) return undefined
  // Stored as JSON text by whoever accepted the event.
  const skipped = JSON.parse(row.skipped ?? '[]') as Pick<
    EventDetail['skipped'][number],
    'flowId' | 'reason'
  >[]
  const ids = skipped.map(({ flowId }) => flowId)
  const flows =
    ids.length === 0
      ? []
      : await db.selectFrom('flows').select(['id', 'name']).where('id', 'in', ids).execute()
  const nameOf = new Map(flows.map(({ id, name }) => [id, name]))
  return {
    ...row,
    payload: JSON.parse(row.payload) as Json,
    skipped: skipped.map((skip) => ({ ...skip, flowName: nameOf.get(skip.flowId) ?? null })),
  }
}

/** What a repetition of events needs of each. */
export interface StoredEvent {
  seq: number
  id: string
  source: string
  type: string
  subject: string | null
  occurredAt: number
  payload: Json
}

/** Events in the order of arrival behind `after`, oldest first. */
export async function readEvents(
  db: Db,
  filter: EventFilter,
  page: { after: number; to: number; limit: number },
): Promise<StoredEvent[]> {
  const days = await partyDays(db, filter)
  if (days?.length === 0) return []
  const rows = await matching(db, filter, { days })
    .select([...storedColumns, 'events.payload'])
    .where('events.seq', '>', page.after)
    .where('events.seq', '<=', page.to)
    .orderBy('events.seq')
    .limit(page.limit)
    .execute()
  return rows.map(({ payload, ...row }) => ({ ...row, payload: JSON.parse(payload) as Json }))
}

/** An event with its payload as it is stored, as JSON text. */
export interface LatestEvent extends Omit<StoredEvent, 'payload' | 'source'> {
  receivedAt: number
  payload: string
}

/** The latest events of a source, newest first; with `before`, those that arrived before that one. */
export function latestEvents(
  db: Db,
  { source, before, limit }: { source: string; before: number | undefined; limit: number },
): Promise<LatestEvent[]> {
  return matching(db, { source }, { before })
    .select(['events.seq as seq', 'events.id as id', 'events.type as type', 'events.subject as subject'])
    .select([
      'events.occurred_at as occurredAt',
      'events.received_at as receivedAt',
      'events.payload as payload',
    ])
    .orderBy('events.seq', 'desc')
    .limit(limit)
    .execute()
}

/** How many events the filter finds up to a sequence number. */
export async function countEvents(db: Db, filter: EventFilter, to: number): Promise<number> {
  const days = await partyDays(db, filter)
  if (days?.length === 0) return 0
  const row = await matching(db, filter, { days })
    .select((e) => e.fn.countAll<number>().as('count'))
    .where('events.seq', '<=', to)
    .executeTakeFirstOrThrow()
  return Number(row.count)
}

/** The sequence number of the newest event; 0 where there is none. */
export async function lastEventSeq(db: Db): Promise<number> {
  const row = await db
    .selectFrom('events')
    .select((e) => e.fn.max('seq').as('seq'))
    .executeTakeFirst()
  return Number(row?.seq ?? 0)
}

interface Bounds {
  before?: number | undefined
  /** Days that parties are looked up in. */
  days?: readonly number[] | undefined
}

/** The events that a filter asks for, without columns. */
function matching(db: Db, filter: EventFilter, { before, days = [] }: Bounds) {
  const { type, source, from, to } = filter
  let query = db.selectFrom('events')
  if (before !== undefined) query = query.where('events.seq', '<', before)
  if (type?.endsWith('*') === true) {
    query = query.where('events.type', 'like', sql<string>`${toPrefixPattern(type.slice(0, -1))} escape '\\'`)
  } else if (type !== undefined) query = query.where('events.type', '=', type)
  if (source !== undefined) query = query.where('events.source', '=', source)
  if (from !== undefined) {
    query = query
      .where('events.received_at', '>=', from)
      .where('events.seq', '>=', firstSeqAt('events', from))
  }
  if (to !== undefined) {
    query = query.where('events.received_at', '<=', to).where('events.seq', '<=', lastSeqAt('events', to))
  }
  for (const { name, roles } of partiesOf(filter)) {
    query = query.where('events.seq', 'in', (e) =>
      e
        .selectFrom('event_parties')
        .select('event_seq')
        .where('day', 'in', [...days])
        .where('party', '=', partyKey(name))
        .where('role', 'in', roles),
    )
  }
  return query
}

function partiesOf({ who, actor, target }: EventFilter): { name: string; roles: number[] }[] {
  return [
    ...(who === undefined ? [] : [{ name: who, roles: [...Object.values(partyRoles), bothRoles] }]),
    ...(actor === undefined ? [] : [{ name: actor, roles: [partyRoles.actor, bothRoles] }]),
    ...(target === undefined ? [] : [{ name: target, roles: [partyRoles.target, bothRoles] }]),
  ]
}

const mostDays = 3_660
const mostDaysAtOnce = 400

/** The days that may hold what the filter asks for, newest first: one, then twice as many each time. */
async function* daysBackwards(db: Db, filter: EventFilter): AsyncGenerator<number[]> {
  const days = (await daysOf(db, filter)).toReversed()
  for (let at = 0, size = 1; at < days.length; at += size, size = Math.min(size * 2, mostDaysAtOnce)) {
    yield days.slice(at, at + size)
  }
}

/** The days to look names up in; undefined where the filter has none. */
async function partyDays(db: Db, filter: EventFilter): Promise<number[] | undefined> {
  return partiesOf(filter).length === 0 ? undefined : daysOf(db, filter)
}

async function daysOf(db: Db, { from, to }: EventFilter): Promise<number[]> {
  const { rows } = await sql<{ first: number | null; last: number | null }>`
    select (select min(day) from event_parties) as first, (select max(day) from event_parties) as last`.execute(
    db,
  )
  const [known] = rows
  if (known === undefined || known.first === null || known.last === null) return []
  const first = Math.max(Number(known.first), from === undefined ? 0 : dayOf(from))
  const last = Math.min(Number(known.last), to === undefined ? Infinity : dayOf(to))
  const count = Math.min(mostDays, last - first + 1)
  return Array.from({ length: Math.max(0, count) }, (_, at) => last - count + 1 + at)
}

function toPrefixPattern(prefix: string): string {
  return `${prefix.replaceAll(/[\\%_]/g, '\\$&')}%`
}

const storedColumns = [
  'events.seq as seq',
  'events.id as id',
  'events.source as source',
  'events.type as type',
  'events.subject as subject',
  'events.occurred_at as occurredAt',
] as const

function recordColumns(e: ExpressionBuilder<Schema, 'events'>) {
  return [
    ...storedColumns,
    'events.received_at as receivedAt' as const,
    e
      .selectFrom('executions')
      .select(({ fn }) => fn.countAll<number>().as('count'))
      .whereRef('executions.event_id', '=', 'events.id')
      .$asScalar()
      .as('executions'),
  ] as const
}
