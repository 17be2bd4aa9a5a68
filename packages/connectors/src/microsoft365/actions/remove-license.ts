import { anyObject, defineAction, path, z } from '@keyway/sdk'
import { asObject } from '../client.ts'
import { license, licensesOf, user } from '../fields.ts'
import { readDirectoryUser } from '../user.ts'

export const removeLicense = defineAction({
  id: 'microsoft365.remove_license',
  title: 'Remove license',
  description: 'Takes a license from a user. Fails where the user has none, or has it through a group.',
  effect: 'write',
  scopes: ['LicenseAssignment.ReadWrite.All', 'User.Read.All'],
  standsFor: ['okta-workflows:office365admin.removeLicenseFromUser'],
  input: z.object({ user: user(), license: license() }),
  output: z.object({ user: anyObject }),
  async run(input, { http }) {
    const body = { addLicenses: [], removeLicenses: [input.license] }
    return { user: asObject(await http.post(path`/users/${input.user}/assignLicense`, body)) }
  },
  async lookUp(input, { http }) {
    const found = await readDirectoryUser(http, input.user)
    return licensesOf(found).includes(input.license) ? undefined : { user: found }
  },
})
