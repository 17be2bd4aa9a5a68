import type { CustomApi } from '../custom-api.ts'

export const customApi: CustomApi = {
  connector: 'salesforce',
  name: 'Salesforce',
  placeholder: '/services/data/v62.0/limits',
}
