import { oktaAppCards } from './connector-okta-apps.ts'
import type { CardVariant, ConnectorCardMapping, OutputMapping } from './connector-card-mapping.ts'
import { yesNo } from './connector-options.ts'
import { resultSetRead, resultSets, statusCode, withoutResultSet } from './okta-result-sets.ts'

type Outputs = Readonly<Record<string, OutputMapping>>

/** Fields of one user, in group `group`, found at `at` in the output. */
function userOutputs(group: string, at = ''): Outputs {
  return {
    [`${group}/ID`]: `${at}id`,
    [`${group}/Status`]: `${at}status`,
    [`${group}/Created`]: `${at}created`,
    [`${group}/Activated`]: `${at}activated`,
    [`${group}/Status Changed`]: `${at}statusChanged`,
    [`${group}/Last Login`]: `${at}lastLogin`,
    [`${group}/Last Updated`]: `${at}lastUpdated`,
    [`${group}/Password Changed`]: `${at}passwordChanged`,
    [`${group}/Realm ID`]: `${at}realmId`,
    [`${group}/Credentials`]: { from: `${at}credentials`, record: 'okta.credentials' },
  }
}

/** The first match of a list of users, spread over single outputs. */
const firstUserOutputs: Outputs = {
  ...userOutputs('Result', 'user.'),
  'Result/First Name': 'user.profile.firstName',
  'Result/Last Name': 'user.profile.lastName',
  'Result/Mobile Phone': 'user.profile.mobilePhone',
  'Result/Second Email': 'user.profile.secondEmail',
  'Result/Login': 'user.profile.login',
  'Result/Email': 'user.profile.email',
  'Result/Raw Output': 'user.raw',
}

const streamedUsers = { record: 'okta.user', count: 'Result/Records Streamed', limit: 'limit' } as const

function withLimit(variants: readonly CardVariant[], input: string): CardVariant[] {
  // A limit the author set wins over the one of the variant: it is an input of the card, so it comes later.
  return variants.map((variant) => ({ ...variant, inputs: { ...variant.inputs, [input]: 'limit' } }))
}

const customApi = {
  'Request/Relative URL': 'path',
  'Request/Query': 'query',
  'Request/Headers': 'headers',
}

const searchInputs = {
  'Inputs/Custom Search Criteria': 'search',
  'Sort/sortBy': 'sortBy',
  'Sort/sortOrder': 'sortOrder',
}
const groupOutputs: Outputs = {
  'Result/ID': 'group.id',
  'Result/Created': 'group.created',
  'Result/Last Updated': 'group.lastUpdated',
  'Result/Last Membership Updated': 'group.lastMembershipUpdated',
  'Result/Object Class': 'group.objectClass',
  'Result/Type': 'group.type',
  'Result/Profile': { from: 'group.profile', record: 'okta.groupProfile' },
  'Result/Raw Object': 'group.raw',
  'Result/Groups': { from: 'groups', record: 'okta.group' },
}
const logOutputs: Outputs = {
  'Result/UUID': 'event.uuid',
  'Result/Published': 'event.published',
  'Result/Event Type': 'event.eventType',
  'Result/Severity': 'event.severity',
  'Result/Display Message': 'event.displayMessage',
  'Result/Actor': { from: 'event.actor', record: 'okta.logActor' },
  'Result/Target': 'event.target',
  'Result/Client': { from: 'event.client', record: 'okta.logClient' },
  'Result/Request': { from: 'event.raw.request', record: 'okta.logRequest' },
  'Result/Raw Output': 'event.raw',
  'Result/System Logs': { from: 'events', record: 'okta.logEvent' },
}

export const oktaCards: Readonly<Record<string, ConnectorCardMapping>> = {
  ...oktaAppCards,
  'okta.readUser': {
    use: 'okta.read_user',
    inputs: { 'User/ID or Login': 'user' },
    outputs: userOutputs('System Properties'),
    outputGroups: { 'Profile Properties': 'profile' },
  },
  'okta.searchUsers': {
    use: 'okta.find_users',
    inputs: { 'Inputs/Query': 'query' },
    outputs: { ...firstUserOutputs, 'Result/Users': { from: 'users', record: 'okta.user' } },
    variants: [
      { when: { 'parameters/resultSet': ['First Matching Record'] }, with: { resultSet: 'first' } },
      { when: { 'parameters/resultSet': ['All Matching Records'] }, with: { resultSet: 'all' } },
    ],
    ignored: resultSetRead,
  },
  'okta.listUsersWithSearch': {
    use: 'okta.list_users',
    inputs: searchInputs,
    groups: { Inputs: 'match' },
    outputs: { ...firstUserOutputs, 'Result/Users': { from: 'users', record: 'okta.user' } },
    variants: withLimit(
      resultSets('Matching Records', streamedUsers).map((variant) => ({ ...variant, inputs: searchInputs })),
      'Search Criteria/Limit',
    ),
    ignored: resultSetRead,
  },
  'okta.listUsersWithFilter': {
    use: 'okta.list_users',
    inputs: { 'Inputs/Custom Filter Criteria': 'filter' },
    groups: { Inputs: 'match' },
    outputs: { ...firstUserOutputs, 'Result/Users': { from: 'users', record: 'okta.user' } },
    variants: resultSets('Matching Records', streamedUsers).map((variant) => ({
      ...variant,
      with: { ...variant.with, matchBy: 'filter' },
    })),
    ignored: resultSetRead,
  },
  'okta.createUser': {
    use: 'okta.create_user',
    inputs: { 'Activate/Activate': 'activate', 'Credentials/Password': 'password' },
    groups: { Profile: 'profile' },
    outputs: {
      ...userOutputs('Results'),
      'Results/Activated': { exists: 'activated' },
      'Results/Raw Body': 'raw',
    },
    variants: [
      {
        when: {
          'parameters/option': [
            'getInputsAuthProv',
            'getInputsGroup',
            'getInputsPWRecoveryQ',
            'getInputswithRecoveryQ',
          ],
        },
        unsupported: {
          reason:
            'Users with a recovery question, another provider or groups are not created by this action yet.',
          advice:
            'Use Create User and then Add User to Group; for the question or provider, Custom API action with POST /api/v1/users.',
        },
      },
    ],
    ignored: { option: 'Chooses which inputs there are.' },
  },
  'okta.updateUser': {
    use: 'okta.update_user',
    inputs: { 'User/ID': 'user' },
    groups: { Profile: 'profile' },
    options: { updateSemantics: { to: 'mode', values: { POST: 'partial', PUT: 'replace' } } },
    outputs: userOutputs('System Properties'),
    outputGroups: { 'Profile Properties': 'profile' },
  },
  'okta.activateUser': {
    use: 'okta.activate_user',
    inputs: { 'User/id': 'user' },
    options: { sendEmail: yesNo('sendEmail') },
    outputs: statusCode,
  },
  'okta.deactivateUser': {
    use: 'okta.deactivate_user',
    inputs: { 'User/id': 'user' },
    options: { sendEmail: yesNo('sendEmail') },
    outputs: statusCode,
  },
  'okta.suspendUser': { use: 'okta.suspend_user', inputs: { 'User/id': 'user' }, outputs: statusCode },
  'okta.deleteUser': {
    use: 'okta.delete_user',
    inputs: { 'User/ID': 'user' },
    outputs: { 'Output/Status Code': 'statusCode' },
    note: {
      reason:
        'Deletes a deactivated user only, and sends no e-mail; on another user the card only deactivated.',
      advice: 'Put Deactivate User before it where the user may still be active.',
    },
  },
  'okta.resetPassword': {
    use: 'okta.reset_password',
    inputs: { 'User/userID': 'user' },
    options: { email: yesNo('sendEmail') },
    outputs: { 'Response/Status Code': 'statusCode', 'Reset Password/URL': 'resetPasswordUrl' },
    variants: [
      {
        when: { 'parameters/convert': ['Yes'] },
        unsupported: {
          reason: 'Converting a federated user while resetting the password is not supported.',
          advice:
            'Before Reset Password, call Custom API action: POST /api/v1/users/{id}/lifecycle/reset_password with provider=OKTA.',
        },
      },
    ],
    ignored: { convert: 'Only "No" is imported, which changes nothing.' },
  },
  'okta.clearUserSessions': {
    use: 'okta.clear_user_sessions',
    inputs: { 'User/ID': 'user', 'User/Revoke oauthTokens?': 'revokeTokens' },
    outputs: { 'Output/Status Code': 'statusCode' },
  },
  'okta.addNewUserToGroup': {
    use: 'okta.add_user_to_group',
    inputs: { 'Group/id': 'group', 'User/id': 'user' },
    outputs: { 'Result/status': 'statusCode' },
  },
  'okta.removeUserFromGroup': {
    use: 'okta.remove_user_from_group',
    inputs: { 'Group/id': 'group', 'User/id': 'user' },
    outputs: { 'Result/status': 'statusCode' },
  },
  'okta.readGroup': {
    use: 'okta.read_group',
    inputs: { 'Group/ID': 'group' },
    outputs: {
      'Properties/ID': 'id',
      'Properties/Created': 'created',
      'Properties/Last Updated': 'lastUpdated',
      'Properties/Type': 'type',
      'Properties/Profile': { from: 'profile', record: 'okta.groupProfile' },
      'Properties/Links': 'raw._links',
    },
    outputGroups: { 'Custom Properties': 'profile' },
  },
  'okta.createGroup': {
    use: 'okta.create_group',
    inputs: { 'Group/Name': 'name', 'Group/Description': 'description' },
    outputs: {
      'Properties/ID': 'id',
      'Properties/Created': 'created',
      'Properties/Last Updated': 'lastUpdated',
      'Properties/Type': 'type',
      'Properties/Profile': { from: 'profile', record: 'okta.groupProfile' },
      'Properties/Links': 'raw._links',
    },
  },
  'okta.updateGroup': {
    use: 'okta.update_group',
    inputs: { 'Group/ID': 'group', 'Group/Name': 'name', 'Group/Description': 'description' },
    groups: { 'Custom Properties': 'profile' },
    outputs: {
      'Properties/ID': 'id',
      'Properties/Created': 'created',
      'Properties/Last Updated': 'lastUpdated',
      'Properties/Type': 'type',
      'Properties/Profile': { from: 'profile', record: 'okta.groupProfile' },
      'Properties/Links': 'raw._links',
    },
  },
  'okta.searchGroups': {
    use: 'okta.search_groups',
    inputs: { 'Inputs/Query': 'query', 'Inputs/Custom Search Criteria': 'search' },
    groups: { Inputs: 'match' },
    outputs: groupOutputs,
    variants: resultSets('Matching Records', {
      record: 'okta.group',
      count: 'Result/Records Streamed',
      limit: 'limit',
    }),
    ignored: resultSetRead,
  },
  'okta.listGroupMembers': {
    use: 'okta.list_group_members',
    inputs: { 'Group/groupId': 'group', 'List Criteria/Limit': 'limit' },
    outputs: { 'Result/Users': { from: 'users', record: 'okta.user' } },
    variants: resultSets('Records', streamedUsers).map(withoutResultSet),
    ignored: resultSetRead,
  },
  'okta.getUsersGroups': {
    use: 'okta.get_user_groups',
    inputs: { 'User/ID': 'user' },
    outputs: { 'Output/Groups': { from: 'groups', record: 'okta.group' } },
    variants: [
      {
        when: { 'parameters/resultSet': ['Stream Records'] },
        stream: { record: 'okta.group', count: 'Output/Records Streamed' },
        note: {
          reason: 'Every group of the user is read; a record limit is left out.',
          advice: 'Take the first items of the list where only so many are wanted.',
        },
      },
    ],
    ignored: resultSetRead,
  },
  'okta.searchSystemLogs': {
    use: 'okta.search_system_log',
    inputs: {
      'Search By/Custom Filter': 'filter',
      'Search By/Keyword': 'query',
      'Date/since': 'since',
      'Date/until': 'until',
    },
    outputs: logOutputs,
    variants: resultSets('Matching Records', {
      limit: 'limit',
      record: 'okta.logEvent',
      count: 'Result/Records Streamed',
    }),
    ignored: { ...resultSetRead, searchBy: 'Chooses which inputs there are.' },
  },
  'okta.hTTPRequest': {
    use: 'okta.custom_api_action',
    inputs: { ...customApi, 'Request/Body': 'body' },
    options: { requestType: { to: 'method' } },
    outputs: {
      'Response/Status Code': 'statusCode',
      'Response/Headers': 'headers',
      'Response/Body': 'body',
    },
    variants: [
      {
        when: { 'parameters/requestType': ['GET'] },
        use: 'okta.custom_api_read',
        inputs: customApi,
        options: {},
      },
      {
        when: { 'parameters/requestType': ['GET(Streaming)'] },
        unsupported: {
          reason: 'Streaming a custom API call is not supported.',
          advice: 'List the records with a card of their own, such as List Users, and stream that one.',
        },
      },
    ],
  },
}
