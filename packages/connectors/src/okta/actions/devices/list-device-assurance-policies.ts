import { path, z } from '@keyway/sdk'
import { limit } from '../../../listing.ts'
import { listOf } from '../../define/list-of.ts'
import { deviceAssuranceKind } from '../../kinds/device-assurance.ts'
import { defineListing } from '../../listing.ts'

export const listDeviceAssurancePolicies = defineListing({
  id: 'okta.list_device_assurance_policies',
  title: 'List device assurance policies',
  description: 'Lists what the org demands of devices.',
  scopes: ['okta.deviceAssurance.read'],
  input: z.object({ limit }),
  list: (input) => ({ path: path`/api/v1/device-assurances`, pageSize: null, limit: input.limit }),
  ...listOf('policies', deviceAssuranceKind),
})
