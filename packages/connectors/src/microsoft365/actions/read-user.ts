import { anyObject, defineAction, field, z } from '@keyway/sdk'
import { withDefault } from '../../input.ts'
import { user } from '../fields.ts'
import { readDirectoryUser, readUserDetail, userDetails } from '../user.ts'

export const readUser = defineAction({
  id: 'microsoft365.read_user',
  title: 'Read user',
  description:
    'Reads a user of the tenant, with the properties the directory has. Fails where there is none.',
  effect: 'read',
  scopes: ['User.Read.All'],
  standsFor: ['okta-workflows:office365admin.readUser'],
  input: z.object({
    user: user(),
    include: field(withDefault(z.array(z.enum(userDetails)), []), {
      title: 'Include',
      description:
        'Also read these, one request each: aboutMe, drives (Files.Read.All), licenseDetails. Empty where the app may not.',
    }),
  }),
  output: z.object({ user: anyObject }),
  async run(input, { http }) {
    const found = await readDirectoryUser(http, input.user)
    const details = await Promise.all(
      input.include.map(async (detail) => [detail, await readUserDetail(http, input.user, detail)] as const),
    )
    return { user: { ...found, ...Object.fromEntries(details) } }
  },
})
