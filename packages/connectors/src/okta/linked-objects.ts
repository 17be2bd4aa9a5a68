import { anyObject, field, isJsonObject, path, z } from '@keyway/sdk'
import type { Http, Json, JsonObject } from '@keyway/sdk'
import { requiredText, textOf } from '../input.ts'
import { findAt } from './client.ts'
import { object } from './records/answer.ts'

/** Name of either end of a relation between users, such as `manager` or `subordinate`. */
export const relation = field(requiredText(), {
  title: 'Relation',
  description: 'Name of an end of the relation, such as manager.',
})

export const definitionRecord = z.object({ primary: anyObject, associated: anyObject })
export type Definition = z.output<typeof definitionRecord>

export function toDefinition(answer: Json): Definition {
  const body = object(answer)
  return { primary: object(body['primary']), associated: object(body['associated']) }
}

export async function findDefinition(http: Http, name: string): Promise<Definition | undefined> {
  const found = await findAt(http, path`/api/v1/meta/schemas/user/linkedObjects/${name}`)
  return found === undefined ? undefined : toDefinition(found)
}

export const linkedUserRecord = z.object({ id: z.string() })

/** Okta names a linked user by a link only. */
export function toLinkedUser(answer: Json): z.output<typeof linkedUserRecord> {
  const links: JsonObject = object(object(answer)['_links'])
  const href = isJsonObject(links['self']) ? textOf(links['self']['href']) : ''
  return { id: href.split('/').at(-1) ?? '' }
}

/** The primary user that somebody is linked to by a relation; null where there is none. */
export async function readPrimary(
  http: Http,
  { user, relation: name }: { user: string; relation: string },
): Promise<{ primaryUser: string | null }> {
  const links = await http.get(path`/api/v1/users/${user}/linkedObjects/${name}`)
  const [first] = Array.isArray(links) ? links.map(toLinkedUser) : []
  return { primaryUser: first?.id ?? null }
}
