import type { ConnectorCardMapping } from './connector-card-mapping.ts'

export const salesforceCards: Readonly<Record<string, ConnectorCardMapping>> = {
  'salesforce2_29.createUser': {
    use: 'salesforce.create_user',
    inputs: { 'User/Profile Name': 'profile' },
    groups: { User: 'fields' },
    outputs: { 'User/User ID': 'id' },
  },
  'salesforce2_29.activateUser': { use: 'salesforce.activate_user', inputs: { 'User/User ID': 'user' } },
  'salesforce2_29.deactivateUser': {
    use: 'salesforce.deactivate_user',
    inputs: { 'User/User ID': 'user' },
    outputs: { 'Response/Status Code': 'statusCode' },
  },
  'salesforce2_29.searchUsers': {
    use: 'salesforce.find_user',
    inputs: { 'Query/keyword': 'keyword' },
    options: { searchBy: { to: 'by', values: { Username: 'Username', Email: 'Email' } } },
    outputs: {
      'Result/User ID': 'user.id',
      'Result/First Name': 'user.firstName',
      'Result/Last Name': 'user.lastName',
      'Result/Username': 'user.username',
      'Result/Email': 'user.email',
      'Result/Is Active?': 'user.isActive',
      'Result/Is Frozen?': 'user.isFrozen',
    },
  },
}
