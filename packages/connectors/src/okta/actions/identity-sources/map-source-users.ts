import { InputError, anyObject, defineAction, field, toText, z } from '@keyway/sdk'
import { requiredText, withDefault } from '../../../input.ts'

export const mapSourceUsers = defineAction({
  id: 'okta.map_source_users',
  title: 'Map users for import',
  description:
    'Brings users of another system into the form of an import: one key becomes the external id, the others the ' +
    'profile. Calls nothing.',
  effect: 'read',
  standsFor: ['okta-workflows:okta.mapProfileSourceAttributes'],
  input: z.object({
    users: field(withDefault(z.array(anyObject), []), { title: 'Users' }),
    externalIdKey: field(withDefault(requiredText(), 'id'), { title: 'Key of the external id' }),
    operation: field(withDefault(z.enum(['upsert', 'delete']), 'upsert'), {
      title: 'Operation',
      description: 'To delete, the external id is enough.',
    }),
  }),
  output: z.object({
    users: z.array(z.object({ externalId: z.string(), profile: anyObject.optional() })),
  }),
  async run({ users, externalIdKey, operation }) {
    const mapped = users.map((user, index) => {
      const { [externalIdKey]: key = null, ...rest } = user
      const externalId = toText(key)
      if (externalId === '') {
        throw new InputError(`User ${index + 1} has no "${externalIdKey}", which is to be the external id.`, {
          code: 'external_id_missing',
        })
      }
      // Attributes of an import are text or nothing.
      const profile = Object.fromEntries(
        Object.entries(rest).map(([name, value]) => [name, value === null ? null : toText(value)]),
      )
      return operation === 'upsert' ? { externalId, profile } : { externalId }
    })
    return { users: mapped }
  },
})
