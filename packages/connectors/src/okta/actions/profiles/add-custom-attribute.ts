import { anyObject, defineAction, field, z } from '@keyway/sdk'
import type { JsonObject } from '@keyway/sdk'
import { optional, requiredText, withDefault } from '../../../input.ts'
import {
  attributeChange,
  attributeIn,
  attributeName,
  findSchema,
  readAttribute,
  schemaApplication,
  schemaOf,
  schemaUserType,
} from '../../schemas.ts'

export const addCustomAttribute = defineAction({
  id: 'okta.add_custom_attribute',
  title: 'Add custom attribute',
  description:
    'Adds an attribute to users, groups or the users of an application, or changes the title of one that is there.',
  effect: 'idempotent',
  scopes: ['okta.schemas.manage', 'okta.userTypes.read'],
  input: z.object({
    of: schemaOf,
    userType: schemaUserType,
    application: schemaApplication,
    name: attributeName,
    title: field(requiredText(), { title: 'Title' }),
    type: field(withDefault(z.enum(['string', 'number', 'integer', 'boolean', 'array']), 'string'), {
      title: 'Type',
      description: 'A list has texts in it. It cannot be changed later.',
    }),
    description: field(optional(z.string()), { title: 'Description' }),
    required: field(withDefault(z.boolean(), false), { title: 'Required' }),
    choices: field(withDefault(z.array(z.string()), []), {
      title: 'Choices',
      description: 'The only values it may have; left out, any.',
    }),
  }),
  output: z.object({ attribute: anyObject }),
  async run(input, { http }) {
    const schema = await findSchema(http, input)
    const changed = await http.post(schema, attributeChange(input.name, toAttribute(input)))
    return { attribute: attributeIn(changed, input.name) ?? {} }
  },
  readState: readAttribute,
  inverse: {
    action: 'okta.remove_custom_attribute',
    input: ({ input: { of, userType, application, name }, before }) =>
      before === null
        ? {
            of,
            name,
            ...(userType === undefined ? {} : { userType }),
            ...(application === undefined ? {} : { application }),
          }
        : undefined,
  },
})

function toAttribute(input: {
  title: string
  type: string
  description?: string | undefined
  required: boolean
  choices: readonly string[]
}): JsonObject {
  const { title, type, description, required } = input
  const choices = {
    enum: [...input.choices],
    oneOf: input.choices.map((value) => ({ const: value, title: value })),
  }
  const limited = input.choices.length === 0 ? {} : choices
  return {
    title,
    type,
    ...(description === undefined ? {} : { description }),
    required,
    ...(type === 'array' ? { items: { type: 'string', ...limited } } : limited),
  }
}
