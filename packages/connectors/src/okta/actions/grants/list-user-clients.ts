import { path, z } from '@keyway/sdk'
import { userId } from '../../fields.ts'
import { defineListing, inOneAnswer } from '../../listing.ts'
import { clientRecord, toClient } from '../../records/grants.ts'

export const listUserClients = defineListing({
  id: 'okta.list_user_clients',
  title: 'List user clients',
  description: 'Lists the OAuth clients that have grants or tokens of a user.',
  scopes: ['okta.users.read'],
  input: z.object({ user: userId }),
  output: z.object({ clients: z.array(clientRecord) }),
  list: (input) => ({ path: path`/api/v1/users/${input.user}/clients`, ...inOneAnswer }),
  toItem: toClient,
  toOutput: (clients) => ({ clients }),
})
