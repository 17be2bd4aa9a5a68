import { defineAction, field, path, z } from '@keyway/sdk'
import type { Http } from '@keyway/sdk'
import { optional, requiredText } from '../../../input.ts'
import { asList } from '../../fields.ts'
import { groupRecord, toGroup, type Group } from '../../records.ts'

export const createGroup = defineAction({
  id: 'okta.create_group',
  title: 'Create group',
  description: 'Creates a group. Fails with okta_E0000001 if the name is taken.',
  effect: 'write',
  scopes: ['okta.groups.manage'],
  standsFor: ['okta-workflows:okta.createGroup', 'torq:Create a group'],
  input: z.object({
    name: field(requiredText(), { title: 'Name' }),
    description: field(optional(z.string()), { title: 'Description' }),
  }),
  output: groupRecord,
  async run({ name, description }, { http }) {
    const profile = description === undefined ? { name } : { name, description }
    return toGroup(await http.post(path`/api/v1/groups`, { profile }))
  },
  async lookUp({ name, description }, { http }) {
    const found = await findByName(http, name)
    // Same name but another description is someone else's group: trying again lets Okta say that the name is taken.
    return (found?.description ?? undefined) === description ? found : undefined
  },
  async readState({ name }, { http }) {
    const found = await findByName(http, name)
    return found === undefined ? null : { id: found.id }
  },
  inverse: {
    action: 'okta.delete_group',
    input: ({ before, output }) => (before === null ? { group: output.id } : undefined),
  },
})

async function findByName(http: Http, name: string): Promise<Group | undefined> {
  const found = asList(await http.get(path`/api/v1/groups`, { q: name })).map(toGroup)
  return found.find((group) => group.name === name)
}
