import { defineAction, field, path, z } from '@keyway/sdk'
import { requiredText, textOf, withDefault } from '../../input.ts'
import { toObject } from '../client.ts'
import { userId } from '../fields.ts'

export const createPersonalFolder = defineAction({
  id: 'box.create_personal_folder',
  title: 'Create personal folder',
  description: 'Makes a folder at the top of what a user owns, in their name.',
  effect: 'write',
  scopes: ['root_readwrite', 'manage_managed_users'],
  input: z.object({
    user: userId,
    name: field(requiredText(), { title: 'Folder name' }),
    sync: field(withDefault(z.boolean(), false), { title: 'Sync to desktop' }),
  }),
  output: z.object({ id: z.string(), name: z.string() }),
  async run({ user, name, sync }, { http }) {
    const { body } = await http.request({
      method: 'POST',
      path: path`/2.0/folders`,
      headers: { 'As-User': user },
      body: { name, parent: { id: '0' }, sync_state: sync ? 'synced' : 'not_synced' },
    })
    const folder = toObject(body)
    return { id: textOf(folder['id']), name: textOf(folder['name']) }
  },
})
