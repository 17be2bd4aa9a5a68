import { path, z } from '@keyway/sdk'
import { user } from '../../fields.ts'
import { defineListing, inOneAnswer } from '../../listing.ts'
import { toUserBlock, userBlockRecord } from '../../records/belongings.ts'

export const listUserBlocks = defineListing({
  id: 'okta.list_user_blocks',
  title: 'List user blocks',
  description:
    'Lists why a user may be kept from signing in, such as unknown devices after too many failures.',
  scopes: ['okta.users.read'],
  input: z.object({ user }),
  output: z.object({ blocks: z.array(userBlockRecord) }),
  list: (input) => ({ path: path`/api/v1/users/${input.user}/blocks`, ...inOneAnswer }),
  toItem: toUserBlock,
  toOutput: (blocks) => ({ blocks }),
})
