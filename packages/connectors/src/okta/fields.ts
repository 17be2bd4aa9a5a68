import { field, path, z } from '@keyway/sdk'
import type { ActionContext, Json, JsonObject, Option } from '@keyway/sdk'
import { requiredText, textOf, withDefault } from '../input.ts'
import { toGroup, toUser } from './records.ts'

async function searchUsers({ http }: ActionContext, search: string): Promise<Option[]> {
  const found = asList(await http.get(path`/api/v1/users`, { q: search, limit: 25 })).map(toUser)
  return found.map((user) => ({ value: user.id, label: userLabel(user.profile) }))
}

/** Name and login of a user, as people know them. */
export function userLabel(profile: JsonObject): string {
  const name = `${textOf(profile['firstName'])} ${textOf(profile['lastName'])}`.trim()
  return `${name} (${textOf(profile['login'])})`.trim()
}

async function searchGroups({ http }: ActionContext, search: string): Promise<Option[]> {
  const found = asList(await http.get(path`/api/v1/groups`, { q: search, limit: 50 })).map(toGroup)
  return found.map((group) => ({ value: group.id, label: group.name }))
}

/** Items of a list answer; anything else counts as no items. */
export function asList(body: Json): Json[] {
  return Array.isArray(body) ? body : []
}

export const user = field(requiredText(), {
  title: 'User',
  description: 'Id or login. A login with a slash in it must be given by id.',
  options: searchUsers,
})

export const userId = field(requiredText(), { title: 'User', description: 'Id.', options: searchUsers })

export const group = field(requiredText(), { title: 'Group', description: 'Id.', options: searchGroups })

export const sendEmail = field(withDefault(z.boolean(), true), {
  title: 'Send e-mail',
  description: 'Whether Okta writes to the user.',
})

export const resultSet = field(withDefault(z.enum(['first', 'all']), 'all'), {
  title: 'Result set',
  description: 'first: the first match only. all: every page, up to the limit.',
})

/** How many records are wanted; undefined where nobody said. */
export function limitOf(input: {
  resultSet: 'first' | 'all'
  limit?: number | undefined
}): number | undefined {
  return input.resultSet === 'first' ? 1 : input.limit
}

export const statusCode = field(z.int(), { title: 'Status code', description: 'HTTP status of the answer.' })
