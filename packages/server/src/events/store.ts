import type { events } from '@keyway/api'
import type { Json, z } from '@keyway/sdk'
import { parseCursor, toPage, type Page } from '../cursor.ts'
import type { Db } from '../db/database.ts'

type EventDetail = z.input<typeof events.getEvent.answer>
export type EventRecord = Omit<EventDetail, 'payload' | 'skipped'> & { seq: number }

/** Events in the order of arrival, newest first, each with how many executions it started. */
export async function listEvents(
  db: Db,
  filter: { type?: string | undefined; source?: string | undefined },
  page: { cursor?: string | undefined; limit: number },
): Promise<Page<EventRecord>> {
  let query = records(db)
    .orderBy('events.seq', 'desc')
    .limit(page.limit + 1)
  if (page.cursor !== undefined) {
    query = query.where('events.seq', '<', Number(parseCursor(page.cursor, ['number'])[0]))
  }
  if (filter.type !== undefined) query = query.where('events.type', '=', filter.type)
  if (filter.source !== undefined) query = query.where('events.source', '=', filter.source)
  return toPage(await query.execute(), page.limit, ({ seq }) => [seq])
}

export async function findEvent(db: Db, eventId: string): Promise<EventDetail | undefined> {
  const row = await records(db)
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

function records(db: Db) {
  return db.selectFrom('events').select((e) => [
    'events.seq as seq',
    'events.id as id',
    'events.source as source',
    'events.type as type',
    'events.subject as subject',
    'events.occurred_at as occurredAt',
    'events.received_at as receivedAt',
    e
      .selectFrom('executions')
      .select(({ fn }) => fn.countAll<number>().as('count'))
      .whereRef('executions.event_id', '=', 'events.id')
      .$asScalar()
      .as('executions'),
  ])
}
