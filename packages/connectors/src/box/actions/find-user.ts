import { defineAction, field, z } from '@keyway/sdk'
import { requiredText } from '../../input.ts'
import { findUser as find } from '../client.ts'
import { toUser, userOutput } from '../fields.ts'

export const findUser = defineAction({
  id: 'box.find_user',
  title: 'Find user',
  description:
    'Finds the user with a login; where there is none, the first whose name or login starts so. None found is no error.',
  effect: 'read',
  standsFor: ['okta-workflows:box.searchForUser'],
  input: z.object({ search: field(requiredText(), { title: 'Login or name' }) }),
  output: z.object({ user: userOutput.nullable() }),
  async run({ search }, { http }) {
    const found = await find(http, search)
    return { user: found === undefined ? null : toUser(found) }
  },
})
