import { InputError, field, isJsonObject, path, z } from '@keyway/sdk'
import type { Http, Json, JsonObject, Path } from '@keyway/sdk'
import { optional, requiredText, textOf, withDefault } from '../input.ts'
import { searchApplications, searchUserTypes } from './pickers.ts'

/** Whose attributes they are. */
export const schemaOf = field(withDefault(z.enum(['user', 'group', 'application']), 'user'), {
  title: 'Of',
  description: 'Users, groups, or the users of an application.',
})

export const schemaUserType = field(optional(z.string()), {
  title: 'User type',
  description: 'Id. Left out: the type that users have by default.',
  shownFor: { of: ['user'] },
  options: searchUserTypes,
})

export const schemaApplication = field(optional(z.string()), {
  title: 'Application',
  description: 'Id.',
  shownFor: { of: ['application'] },
  options: searchApplications,
})

export const attributeName = field(
  requiredText().regex(/^[A-Za-z_]\w*$/, 'A name has letters, digits and underscores.'),
  { title: 'Name', description: 'As flows and mappings name it; it cannot be changed later.' },
)

export interface SchemaOwner {
  of: 'user' | 'group' | 'application'
  userType?: string | undefined
  application?: string | undefined
}

/** The schema of a type of users has an id of its own, which only the type tells. */
export async function findSchema(http: Http, { of, userType, application }: SchemaOwner): Promise<Path> {
  if (of === 'group') return path`/api/v1/meta/schemas/group/default`
  if (of === 'application') {
    if (application !== undefined) return path`/api/v1/meta/schemas/apps/${application}/default`
    throw new InputError('Which application? Attributes of application users belong to one: choose it.')
  }
  if (userType === undefined) return path`/api/v1/meta/schemas/user/default`
  const type = await http.get(path`/api/v1/meta/types/user/${userType}`)
  const href = textOf(member(member(member(type, '_links'), 'schema'), 'href'))
  return path`/api/v1/meta/schemas/user/${href.split('/').at(-1) || 'default'}`
}

/** An attribute that the org added; null where there is none of that name. */
export async function readAttribute(
  input: SchemaOwner & { name: string },
  { http }: { http: Http },
): Promise<JsonObject | null> {
  return attributeIn(await http.get(await findSchema(http, input)), input.name)
}

export function attributeIn(schema: Json, name: string): JsonObject | null {
  const properties = member(member(member(schema, 'definitions'), 'custom'), 'properties')
  const found = member(properties, name)
  return isJsonObject(found) ? found : null
}

/** The change of one custom attribute as Okta takes it; null takes it away. */
export function attributeChange(name: string, attribute: JsonObject | null): JsonObject {
  const properties = Object.fromEntries([[name, attribute]])
  return { definitions: { custom: { id: '#custom', type: 'object', properties } } }
}

function member(value: Json | undefined, name: string): Json | undefined {
  return isJsonObject(value) && Object.hasOwn(value, name) ? value[name] : undefined
}
