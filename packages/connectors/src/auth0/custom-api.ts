import type { CustomApi } from '../custom-api.ts'

export const customApi: CustomApi = {
  connector: 'auth0',
  name: 'Auth0',
  placeholder: '/api/v2/clients',
}
