import { defineAction, field, path, z } from '@keyway/sdk'
import { optional, record, requiredText, withDefault } from '../../../input.ts'
import { groupAttributes } from '../../attributes.ts'
import { findAt } from '../../client.ts'
import { group } from '../../fields.ts'
import { groupRecord, toGroup } from '../../records.ts'

export const updateGroup = defineAction({
  id: 'okta.update_group',
  title: 'Update group',
  description: "Replaces a group's name, description and other attributes; what is not given is emptied.",
  effect: 'idempotent',
  scopes: ['okta.groups.manage'],
  standsFor: ['okta-workflows:okta.updateGroup'],
  input: z.object({
    group,
    name: field(requiredText(), { title: 'Name' }),
    description: field(optional(z.string()), { title: 'Description' }),
    profile: field(withDefault(record(), {}), {
      title: 'Other attributes',
      description: 'Attributes that were added to the schema of groups, by name.',
      dynamicFields: groupAttributes,
    }),
  }),
  output: groupRecord,
  async run({ group: id, name, description, profile }, { http }) {
    const whole = { ...profile, name, ...(description === undefined ? {} : { description }) }
    return toGroup(await http.put(path`/api/v1/groups/${id}`, { profile: whole }))
  },
  async readState(input, { http }) {
    const found = await findAt(http, path`/api/v1/groups/${input.group}`)
    return found === undefined ? null : { profile: toGroup(found).profile }
  },
  inverse: {
    action: 'okta.update_group',
    input({ input, before }) {
      if (before === null) return undefined
      const { name = null, description = null, ...profile } = before.profile
      return { group: input.group, name, description, profile }
    },
  },
})
