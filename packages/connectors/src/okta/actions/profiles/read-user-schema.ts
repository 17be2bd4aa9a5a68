import { defineAction, z } from '@keyway/sdk'
import { schemaKind } from '../../kinds/schema.ts'
import { findSchema, schemaUserType } from '../../schemas.ts'

export const readUserSchema = defineAction({
  id: 'okta.read_user_schema',
  title: 'Read user schema',
  description: 'Reads the attributes of users, of one type or of the default one.',
  effect: 'read',
  scopes: ['okta.schemas.read', 'okta.userTypes.read'],
  input: z.object({ userType: schemaUserType }),
  output: schemaKind.schema,
  async run({ userType }, { http }) {
    return schemaKind.read(await http.get(await findSchema(http, { of: 'user', userType })))
  },
})
