import type { ConnectorCardMapping } from './connector-card-mapping.ts'

const module = 'auth0_293ca73ef2a04fe48eaa3bb7876df2e6'

export const auth0Cards: Readonly<Record<string, ConnectorCardMapping>> = {
  [`${module}.readUser_yV4wY1c5VT`]: {
    use: 'auth0.read_user',
    inputs: { 'User/id_QLAWX1': 'user' },
    outputGroups: { User: 'user' },
  },
  [`${module}.deleteUser_5OXBSvnvar`]: {
    use: 'auth0.delete_user',
    inputs: { 'User/id_082NUU': 'user' },
    outputs: { 'Response/status_code_PT4TDP': 'statusCode' },
  },
  [`${module}.searchUsers_BAejT5bvR1Y`]: {
    use: 'auth0.search_users',
    inputs: { 'User/custom_filter': 'filter' },
    groups: { User: 'match' },
    outputs: {
      'Result/user_id': 'user.user_id',
      'Result/name': 'user.name',
      'Result/email': 'user.email',
    },
    variants: [
      { when: { 'parameters/result_set_OBTYKK': ['first_match'] }, with: { resultSet: 'first' } },
      {
        when: { 'parameters/result_set_OBTYKK': ['stream'] },
        stream: { record: 'auth0.user', count: 'Result/Records Streamed', limit: 'limit' },
      },
    ],
    ignored: {
      search_by_PYUQWV: 'The action searches by properties, of which the e-mail address is one.',
      result_set_OBTYKK: 'Chooses the variant.',
    },
  },
}
