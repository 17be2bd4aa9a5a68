import { defineAction, field, z } from '@keyway/sdk'
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

export const removeCustomAttribute = defineAction({
  id: 'okta.remove_custom_attribute',
  title: 'Remove custom attribute',
  description:
    'Removes an attribute that the org added, with the values that everybody has in it. One that is gone is no error.',
  effect: 'destructive',
  scopes: ['okta.schemas.manage', 'okta.userTypes.read'],
  input: z.object({
    of: schemaOf,
    userType: schemaUserType,
    application: schemaApplication,
    name: attributeName,
  }),
  output: z.object({ changed: field(z.boolean(), { title: 'Changed' }) }),
  async run(input, { http }) {
    const schema = await findSchema(http, input)
    if (attributeIn(await http.get(schema), input.name) === null) return { changed: false }
    await http.post(schema, attributeChange(input.name, null))
    return { changed: true }
  },
  lookUp: async (input, context) =>
    (await readAttribute(input, context)) === null ? { changed: true } : undefined,
  readState: readAttribute,
})
