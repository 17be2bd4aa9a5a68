import { path, z } from '@keyway/sdk'
import { user } from '../../fields.ts'
import { defineListing, inOneAnswer } from '../../listing.ts'
import { applicationLinkRecord, toApplicationLink } from '../../records/belongings.ts'

export const listUserApplicationLinks = defineListing({
  id: 'okta.list_user_application_links',
  title: 'List user application links',
  description: 'Lists the tiles that a user sees on the dashboard, by whichever way the apps were assigned.',
  scopes: ['okta.users.read'],
  input: z.object({ user }),
  output: z.object({ links: z.array(applicationLinkRecord) }),
  list: (input) => ({ path: path`/api/v1/users/${input.user}/appLinks`, ...inOneAnswer }),
  toItem: toApplicationLink,
  toOutput: (links) => ({ links }),
})
