import type { events } from '@keyway/api'
import type { Json, z } from '@keyway/sdk'
import { parseCursor, toPage, type Page } from '../cursor.ts'
import type { Db } from '../db/database.ts'

type EventDetail = z.input<typeof events.getEvent.answer>
export type EventRecord = Omit<EventDetail, 'payload'> & { seq: number }

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
  const row = await records(db).select('events.payload').where('events.id', '=', eventId).executeTakeFirst()
  // Stored as JSON text by whoever accepted the event.
  return row === undefined ? undefined : { ...row, payload: JSON.parse(row.payload) as Json }
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
