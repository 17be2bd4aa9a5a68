import { anyObject, defineAction, path, z } from '@keyway/sdk'
import { application } from '../../applications.ts'
import { object } from '../../records/answer.ts'

export const readApplicationUserSchema = defineAction({
  id: 'okta.read_application_user_schema',
  title: 'Read schema of assigned users',
  description: 'Reads which attributes users have in an application, by name.',
  effect: 'read',
  scopes: ['okta.schemas.read'],
  input: z.object({ application }),
  output: z.object({ attributes: anyObject, schema: anyObject }),
  async run(input, { http }) {
    const schema = object(await http.get(path`/api/v1/meta/schemas/apps/${input.application}/default`))
    const parts = ['base', 'custom'].map((part) =>
      object(object(object(schema['definitions'])[part])['properties']),
    )
    return { attributes: Object.assign({}, ...parts), schema }
  },
})
