import type { CustomApi } from '../custom-api.ts'

export const customApi: CustomApi = {
  connector: 'okta_privileged_access',
  name: 'Okta Privileged Access',
  placeholder: '/v1/teams/acme/groups',
  standsFor: ['okta-workflows:oktaprivilegedaccess.customApiAction_KC4ijKL5WC'],
}
