import { defineAction, path, z } from '@keyway/sdk'
import { application, applicationRecord, toApplication } from '../../applications.ts'

export const readApplication = defineAction({
  id: 'okta.read_application',
  title: 'Read application',
  description: 'Reads an application by its id. Fails with okta_E0000007 if there is none.',
  effect: 'read',
  scopes: ['okta.apps.read'],
  standsFor: ['okta-workflows:okta.readApplication'],
  input: z.object({ application }),
  output: applicationRecord,
  run: async (input, { http }) => toApplication(await http.get(path`/api/v1/apps/${input.application}`)),
})
