import type { CustomApi } from '../custom-api.ts'

export const customApi: CustomApi = {
  connector: 'servicenow',
  name: 'ServiceNow',
  placeholder: '/api/now/table/incident',
  standsFor: ['okta-workflows:servicenow.hTTPRequest'],
}
