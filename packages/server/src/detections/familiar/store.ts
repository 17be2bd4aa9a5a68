import { usualDays, type KnownTrace, type Remembered } from '@keyway/identity'
import type { Db } from '../../db/database.ts'

const atOnce = 500

/** What is remembered of each of these subjects; days from two weeks before this one on. */
export async function readRemembered(
  db: Db,
  subjects: readonly string[],
  day: number,
): Promise<Map<string, Remembered>> {
  const known = new Map<string, { traces: KnownTrace[]; usesByDay: Map<number, number> }>(
    subjects.map((subject) => [subject, { traces: [], usesByDay: new Map() }]),
  )
  if (subjects.length === 0) return known
  const traces = await db
    .selectFrom('detection_traces')
    .selectAll()
    .where('subject', 'in', [...subjects])
    .execute()
  for (const { subject, kind, value, first_seen, last_seen } of traces) {
    known
      .get(subject)
      ?.traces.push({ kind, value, firstSeen: Number(first_seen), lastSeen: Number(last_seen) })
  }
  const days = await db
    .selectFrom('detection_days')
    .selectAll()
    .where('subject', 'in', [...subjects])
    .where('day', '>=', day - usualDays)
    .execute()
  for (const { subject, day: used, uses } of days) known.get(subject)?.usesByDay.set(used, uses)
  return known
}

export async function saveTraces(
  db: Db,
  traces: readonly (KnownTrace & { subject: string })[],
): Promise<void> {
  for (let start = 0; start < traces.length; start += atOnce) {
    await db
      .insertInto('detection_traces')
      .values(
        traces.slice(start, start + atOnce).map(({ subject, kind, value, firstSeen, lastSeen }) => ({
          subject,
          kind,
          value,
          first_seen: firstSeen,
          last_seen: lastSeen,
        })),
      )
      .onConflict((conflict) =>
        conflict.columns(['subject', 'kind', 'value']).doUpdateSet((e) => ({
          first_seen: e.ref('excluded.first_seen'),
          last_seen: e.ref('excluded.last_seen'),
        })),
      )
      .execute()
  }
}

export async function addDays(
  db: Db,
  days: readonly { subject: string; day: number; uses: number }[],
): Promise<void> {
  for (let start = 0; start < days.length; start += atOnce) {
    await db
      .insertInto('detection_days')
      .values(days.slice(start, start + atOnce))
      .onConflict((conflict) =>
        conflict
          .columns(['subject', 'day'])
          .doUpdateSet((e) => ({ uses: e('detection_days.uses', '+', e.ref('excluded.uses')) })),
      )
      .execute()
  }
}

/** Forgets what nobody left for a long time. */
export async function forgetTraces(db: Db, { seen, day }: { seen: number; day: number }): Promise<void> {
  await db.deleteFrom('detection_traces').where('last_seen', '<', seen).execute()
  await db.deleteFrom('detection_days').where('day', '<', day).execute()
}
