import { InputError, defineAction, field, path, z } from '@keyway/sdk'
import { optional, withDefault } from '../../input.ts'
import { userId } from '../fields.ts'
import { transferFolders } from '../transfer.ts'

export const deleteUser = defineAction({
  id: 'box.delete_user',
  title: 'Delete user',
  description:
    'Deletes a user, by default only one who owns nothing; their files can go to another user first.',
  effect: 'destructive',
  scopes: ['manage_managed_users'],
  standsFor: ['okta-workflows:box.deleteUser'],
  input: z.object({
    user: userId,
    files: field(withDefault(z.enum(['keep', 'transfer', 'delete']), 'keep'), {
      title: 'Files',
      description:
        'keep: a user who owns files is not deleted. transfer: they go to another user. delete: they go too.',
    }),
    to: field(optional(z.string()), { title: 'Transfer to user', description: 'Id, for transfer.' }),
  }),
  output: z.object({ statusCode: z.int() }),
  async run({ user, files, to }, { http }) {
    if (files === 'transfer') {
      if (to === undefined) throw new InputError('Give the id of the Box user whom the files go to.')
      await transferFolders(http, { from: user, to })
    }
    // Never by force after a transfer: what Box did not move would be lost.
    const { status } = await http.request({
      method: 'DELETE',
      path: path`/2.0/users/${user}`,
      query: { force: files === 'delete' },
    })
    return { statusCode: status }
  },
})
