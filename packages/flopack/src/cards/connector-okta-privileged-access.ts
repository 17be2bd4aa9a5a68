import type { ConnectorCardMapping } from './connector-card-mapping.ts'
import { customApiCard } from './connector-custom-api.ts'

export const oktaPrivilegedAccessCards: Readonly<Record<string, ConnectorCardMapping>> = {
  'oktaprivilegedaccess.customApiAction_KC4ijKL5WC': customApiCard('okta_privileged_access', {
    method: 'request_type_QBJ3VI',
    inputs: {
      'Inputs/relative_url_9KSKGU': 'path',
      'Inputs/query_7JH1QC': 'query',
      'Inputs/headers_CG1EEI': 'headers',
      'Inputs/body_SPVYBK': 'body',
    },
    outputs: {
      'Response/status_code_WGJUCK': 'statusCode',
      'Response/headers_NRUK9C': 'headers',
      'Response/body_ABKPIP': 'body',
    },
  }),
}
