import { InputError, defineAction, field, path, z } from '@keyway/sdk'
import { withDefault } from '../../../input.ts'
import { findAt } from '../../client.ts'
import { asList, group, statusCode } from '../../fields.ts'
import { toGroup } from '../../records.ts'

export const deleteGroup = defineAction({
  id: 'okta.delete_group',
  title: 'Delete group',
  description:
    'Deletes a group for good, with what it grants. Refuses one that has members, unless told otherwise: remove them ' +
    'first. One that is gone is no error.',
  effect: 'destructive',
  scopes: ['okta.groups.manage'],
  standsFor: ['torq:Remove a group'],
  input: z.object({
    group,
    force: field(withDefault(z.boolean(), false), {
      title: 'Even with members',
      description: 'They lose what the group gives them.',
    }),
  }),
  output: z.object({ statusCode }),
  async run(input, { http }) {
    const target = path`/api/v1/groups/${input.group}`
    // As with users, deletion takes two steps: a group whose members still count on it is not taken away unseen.
    if (!input.force) {
      const members = await findAt(http, path`/api/v1/groups/${input.group}/users`, { limit: 1 })
      if (members === undefined) return { statusCode: 404 }
      if (asList(members).length > 0) {
        throw new InputError(
          `Group ${input.group} has members. Remove them first, or set "force" to delete it with them.`,
          { code: 'okta_group_not_empty' },
        )
      }
    }
    const { status } = await http.request({ method: 'DELETE', path: target, allow: [404] })
    return { statusCode: status }
  },
  async lookUp(input, { http }) {
    const found = await findAt(http, path`/api/v1/groups/${input.group}`)
    return found === undefined ? { statusCode: 204 } : undefined
  },
  async readState(input, { http }) {
    const found = await findAt(http, path`/api/v1/groups/${input.group}`)
    if (found === undefined) return null
    const { type, profile } = toGroup(found)
    return { type, profile }
  },
})
