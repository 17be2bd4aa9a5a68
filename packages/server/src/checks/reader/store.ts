import {
  isBodyField,
  isQuestion,
  type AnswerRow,
  type InventoryReader,
  type OwnWork,
  type Question,
  type QuestionValue,
  type StoredApp,
  type StoredObject,
} from '@keyway/identity'
import { isJsonObject, type Json, type JsonObject } from '@keyway/sdk'
import { sql, type RawBuilder } from 'kysely'
import type { Db } from '../../db/database.ts'
import { engineOf } from '../../db/engine.ts'

/** Reads an org's inventory for checks. Short lists are read once in the life of a reader: one look at all checks. */
export function createInventoryReader(
  db: Db,
  { org, flows }: { org: string; flows: () => OwnWork['flows'] },
): InventoryReader {
  const lists = new Map<string, Promise<readonly StoredObject[]>>()
  let apps: Promise<readonly StoredApp[]> | undefined
  return {
    objects(kind) {
      const list = lists.get(kind) ?? readObjects(db, org, kind)
      lists.set(kind, list)
      return list
    },
    apps: () => (apps ??= readApps(db, org)),
    async ask(question) {
      const { rows } = await toSql(db, question).$castTo<AnswerRow>().execute(db)
      return rows
    },
    own: async () => ({ flows: flows(), logReadAt: await readLogPosition(db, org) }),
    async events({ types, since, user }) {
      // Who signs in is the actor of an event that is about an app or an identity provider.
      const actor = bodyField(db, { column: 'events.payload', path: ['actor', 'id'] })
      const rows = await db
        .selectFrom('events')
        .select(['events.id', 'type', 'occurred_at', 'subject', 'payload'])
        .where('source', '=', 'okta')
        .where('type', 'in', [...types])
        .where('occurred_at', '>=', since)
        // Events do not name their org: the people of one are in no other.
        .where((e) =>
          e.exists(
            e
              .selectFrom('okta_users')
              .select('okta_users.id')
              .where('okta_users.org', '=', org)
              .where((of) =>
                of.or([
                  of('okta_users.id', '=', of.ref('events.subject')),
                  sql<boolean>`${sql.ref('okta_users.id')} = ${actor}`,
                ]),
              ),
          ),
        )
        .$if(user !== undefined, (query) =>
          query.where((of) => of.or([of('subject', '=', user ?? ''), sql<boolean>`${actor} = ${user}`])),
        )
        .orderBy('seq', 'desc')
        .limit(10_000)
        .execute()
      return rows.map(({ id, type, occurred_at, subject: about, payload }) => {
        const body = toObject(payload)
        const uuid = body['uuid']
        return {
          id: typeof uuid === 'string' ? uuid : id,
          type,
          at: occurred_at,
          subject: about,
          payload: body,
        }
      })
    },
  }
}

async function readObjects(db: Db, org: string, kind: string): Promise<StoredObject[]> {
  const rows = await db
    .selectFrom('okta_objects')
    .selectAll()
    .where('org', '=', org)
    .where('kind', '=', kind)
    .where('deleted_at', 'is', null)
    .orderBy('id')
    .execute()
  return rows.map((row) => ({ ...row, body: toObject(row.body) }))
}

async function readApps(db: Db, org: string): Promise<StoredApp[]> {
  const rows = await db
    .selectFrom('okta_apps')
    .selectAll()
    .where('org', '=', org)
    .where('deleted_at', 'is', null)
    .orderBy('id')
    .execute()
  return rows.map((row) => ({ ...row, body: toObject(row.body) }))
}

/** Up to when the System Log of the org was read here. */
async function readLogPosition(db: Db, org: string): Promise<number | null> {
  const row = await db.selectFrom('okta_feeds').select('state').where('org', '=', org).executeTakeFirst()
  const position = toObject(row?.state ?? '{}')['position']
  return typeof position === 'number' ? position : null
}

function toObject(text: string): JsonObject {
  const parsed: Json = JSON.parse(text)
  return isJsonObject(parsed) ? parsed : {}
}

/** A question of a check as the engine takes it: its values become parameters. */
function toSql(db: Db, { texts, values }: Question): RawBuilder<unknown> {
  const fragments = texts.flatMap((text, index) => {
    const value = values[index]
    return value === undefined ? [sql.raw(text)] : [sql.raw(text), valueToSql(db, value)]
  })
  return sql.join(fragments, sql``)
}

function valueToSql(db: Db, value: QuestionValue): RawBuilder<unknown> {
  if (Array.isArray(value)) {
    return value.length === 0 ? sql`(null)` : sql`(${sql.join(value.map((item) => sql`${item}`))})`
  }
  if (value !== null && typeof value === 'object') {
    if ('texts' in value && isQuestion(value)) return toSql(db, value)
    if ('column' in value && isBodyField(value)) return bodyField(db, value)
  }
  return sql`${value}`
}

function bodyField(
  db: Db,
  { column, path }: { column: string; path: readonly string[] },
): RawBuilder<unknown> {
  return engineOf(db) === 'postgres'
    ? sql`(${sql.ref(column)}::json #>> ${sql.val([...path])}::text[])`
    : sql`json_extract(${sql.ref(column)}, ${`$${path.map((name) => `."${name}"`).join('')}`})`
}
