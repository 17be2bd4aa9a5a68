import { defineAction, path, z } from '@keyway/sdk'
import { done, group } from '../fields.ts'

export const deleteGroup = defineAction({
  id: 'microsoft365.delete_group',
  title: 'Delete group',
  description: 'Deletes a group. A Microsoft 365 group can be restored for 30 days, others not at all.',
  effect: 'destructive',
  scopes: ['Group.ReadWrite.All'],
  standsFor: ['okta-workflows:office365admin.deleteGroup'],
  input: z.object({ group: group() }),
  output: done(),
  async run(input, { http }) {
    const { status } = await http.request({ method: 'DELETE', path: path`/groups/${input.group}` })
    return { statusCode: status }
  },
})
