import { InputError, isJsonObject, path } from '@keyway/sdk'
import type { ActionContext, DynamicField, DynamicFields, Json, JsonObject } from '@keyway/sdk'
import { textOf } from '../input.ts'
import { asList } from './fields.ts'

type Read = DynamicFields['read']

/** Attributes of user profiles, those of the org's own among them: of the type in the input `type`, or the default one. */
const readUserAttributes: Read = async (context, inputs) => {
  const type = textOf(inputs['type']) || textOf(inputs['userType'])
  const schema = type === '' ? 'default' : await findSchema(context, type)
  return toFields(await context.http.get(path`/api/v1/meta/schemas/user/${schema}`))
}

const readGroupAttributes: Read = async ({ http }) =>
  toFields(await http.get(path`/api/v1/meta/schemas/group/default`))

/** Attributes of the users of an application: of the one in the input `application`. */
const readApplicationUserAttributes: Read = async ({ http }, inputs) => {
  const application = textOf(inputs['application'])
  if (application === '') {
    throw new InputError('The attributes depend on the application. Choose it first.')
  }
  return toFields(await http.get(path`/api/v1/meta/schemas/apps/${application}/default`))
}

export const newUserAttributes: DynamicFields = { read: readUserAttributes, isWhole: true }
export const userAttributes: DynamicFields = { read: readUserAttributes, isWhole: false }
export const groupAttributes: DynamicFields = { read: readGroupAttributes, isWhole: false }
export const applicationUserAttributes: DynamicFields = {
  read: readApplicationUserAttributes,
  isWhole: false,
}

/** The schema of a user type has an id of its own, which its link ends with. */
async function findSchema({ http }: ActionContext, type: string): Promise<string> {
  const found = await http.get(path`/api/v1/meta/types/user/${type}`)
  const links = isJsonObject(found) && isJsonObject(found['_links']) ? found['_links'] : {}
  const href = isJsonObject(links['schema']) ? textOf(links['schema']['href']) : ''
  return href.split('/').at(-1) || 'default'
}

/** Attributes of a schema of Okta: those that every org has, then the org's own, each by name. */
function toFields(schema: Json): DynamicField[] {
  const definitions = isJsonObject(schema) && isJsonObject(schema['definitions']) ? schema['definitions'] : {}
  const known = new Map<string, DynamicField>()
  for (const part of ['base', 'custom']) {
    const definition = isJsonObject(definitions[part]) ? definitions[part] : {}
    const properties = isJsonObject(definition['properties']) ? definition['properties'] : {}
    const required = new Set(asList(definition['required'] ?? null))
    for (const [name, property] of Object.entries(properties)) {
      if (isJsonObject(property)) known.set(name, toField(name, property, required.has(name)))
    }
  }
  return [...known.values()]
}

const types: Readonly<Partial<Record<string, DynamicField['type']>>> = {
  array: 'list',
  boolean: 'boolean',
  integer: 'number',
  number: 'number',
  object: 'object',
}

function toField(name: string, property: JsonObject, isListed: boolean): DynamicField {
  const description = textOf(property['description'])
  const choices = toChoices(property)
  return {
    name,
    title: textOf(property['title']) || name,
    ...(description === '' ? {} : { description }),
    type: types[textOf(property['type'])] ?? 'text',
    isRequired: isListed || property['required'] === true,
    isReadOnly: property['mutability'] === 'READ_ONLY',
    ...(choices.length === 0 ? {} : { choices }),
  }
}

/** Values of an enumeration, with the names that `oneOf` gives them. */
function toChoices(property: JsonObject): { value: string | number; label: string }[] {
  const labels = new Map(
    asList(property['oneOf'] ?? null).flatMap((one): [Json, string][] =>
      isJsonObject(one) ? [[one['const'] ?? null, textOf(one['title'])]] : [],
    ),
  )
  return asList(property['enum'] ?? null).flatMap((value) =>
    typeof value === 'string' || typeof value === 'number'
      ? [{ value, label: labels.get(value) || String(value) }]
      : [],
  )
}
