import type { CustomApi } from '../custom-api.ts'

export const customApi: CustomApi = {
  connector: 'github',
  name: 'GitHub',
  placeholder: '/repos/acme/flows/issues',
  standsFor: ['okta-workflows:github.customAPIAction'],
}
