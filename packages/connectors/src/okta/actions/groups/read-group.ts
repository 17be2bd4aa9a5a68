import { defineAction, path, z } from '@keyway/sdk'
import { group } from '../../fields.ts'
import { groupRecord, toGroup } from '../../records.ts'

export const readGroup = defineAction({
  id: 'okta.read_group',
  title: 'Read group',
  description: 'Reads one group by id. Fails with okta_E0000007 if there is none.',
  effect: 'read',
  scopes: ['okta.groups.read'],
  standsFor: ['okta-workflows:okta.readGroup', 'torq:Get a single group'],
  input: z.object({ group }),
  output: groupRecord,
  async run(input, { http }) {
    return toGroup(await http.get(path`/api/v1/groups/${input.group}`))
  },
})
