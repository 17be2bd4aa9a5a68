import { path, z } from '@keyway/sdk'
import { application } from '../../applications.ts'
import { defineListing, inOneAnswer } from '../../listing.ts'
import { featureRecord, toFeature } from '../../records/features.ts'

export const listApplicationFeatures = defineListing({
  id: 'okta.list_application_features',
  title: 'List application features',
  description: 'Lists what provisioning of an application does. Needs an application with provisioning.',
  scopes: ['okta.apps.read'],
  input: z.object({ application }),
  output: z.object({ features: z.array(featureRecord) }),
  list: (input) => ({ path: path`/api/v1/apps/${input.application}/features`, ...inOneAnswer }),
  toItem: toFeature,
  toOutput: (features) => ({ features }),
})
