import { anyObject, defineAction, field, path, z } from '@keyway/sdk'
import { withDefault } from '../../input.ts'
import { asObject } from '../client.ts'
import { license, user } from '../fields.ts'

export const assignLicense = defineAction({
  id: 'microsoft365.assign_license',
  title: 'Assign license',
  description: 'Gives a user a license. Repeating it changes nothing. The user needs a usage location.',
  effect: 'idempotent',
  scopes: ['LicenseAssignment.ReadWrite.All'],
  standsFor: ['okta-workflows:office365admin.assignLicenseToUser'],
  input: z.object({
    user: user(),
    license: license(),
    disabledPlans: field(withDefault(z.array(z.string()), []), {
      title: 'Disabled plans',
      description: 'Ids of service plans of the license that the user does not get.',
    }),
  }),
  output: z.object({ user: anyObject }),
  async run(input, { http }) {
    const disabledPlans = input.disabledPlans.filter((plan) => plan !== '')
    const body = { addLicenses: [{ skuId: input.license, disabledPlans }], removeLicenses: [] }
    return { user: asObject(await http.post(path`/users/${input.user}/assignLicense`, body)) }
  },
})
