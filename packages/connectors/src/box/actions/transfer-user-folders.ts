import { defineAction, field, z } from '@keyway/sdk'
import { optional, requiredText, textOf } from '../../input.ts'
import { transferFolders } from '../transfer.ts'

export const transferUserFolders = defineAction({
  id: 'box.transfer_user_folders',
  title: 'Transfer user folders',
  description: 'Moves all files and folders of a user into a new folder of another user.',
  effect: 'write',
  scopes: ['root_readwrite'],
  standsFor: ['okta-workflows:box.transferUserFolders'],
  input: z.object({
    from: field(requiredText(), { title: 'From user', description: 'Id.' }),
    to: field(requiredText(), { title: 'To user', description: 'Id.' }),
    notify: field(optional(z.boolean()), { title: 'Notify', description: 'Whether Box writes to both.' }),
  }),
  output: z.object({ folderId: z.string(), folderName: z.string() }),
  async run(input, { http }) {
    const { id, name } = await transferFolders(http, input)
    return { folderId: textOf(id), folderName: textOf(name) }
  },
})
