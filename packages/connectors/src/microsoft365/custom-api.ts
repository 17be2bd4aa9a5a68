import type { CustomApi } from '../custom-api.ts'

export const customApi: CustomApi = {
  connector: 'microsoft365',
  name: 'Microsoft Graph',
  placeholder: '/users?$top=10',
}
