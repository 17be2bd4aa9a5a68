import type { CardVariant, ConnectorCardMapping, OutputMapping } from './connector-card-mapping.ts'
import { yesNo } from './connector-options.ts'
import { resultSetRead, resultSets, statusCode, withoutResultSet } from './okta-result-sets.ts'

/** What the picker holds when the author names the application by an input. */
const named = { 'parameters/application': ['-- Enter Application ID --'] }
const applicationId = { 'Application/applicationID': 'application' }

/** A card that names its application by a picker or, with a certain choice there, by an input. */
function ofApplication(mapping: ConnectorCardMapping): ConnectorCardMapping {
  const { inputs, options = {}, variants = [] } = mapping
  const picked = { ...options, application: { to: 'application' } }
  const both = variants.flatMap((variant): CardVariant[] => [
    {
      ...variant,
      when: { ...variant.when, ...named },
      inputs: { ...(variant.inputs ?? inputs), ...applicationId },
      options,
    },
    variant,
  ])
  return {
    ...mapping,
    options: picked,
    variants: [...both, { when: named, inputs: { ...inputs, ...applicationId }, options }],
    ignored: { ...mapping.ignored, application: 'Not used when the application is named by an input.' },
  }
}

type Outputs = Readonly<Record<string, OutputMapping>>

/** How a user is assigned. */
const assignedUser: Outputs = {
  'System Properties/User ID': 'id',
  'System Properties/External ID': 'externalId',
  'System Properties/Created': 'created',
  'System Properties/Last Updated': 'lastUpdated',
  'System Properties/Scope': 'scope',
  'System Properties/Status': 'status',
  'System Properties/Status Changed': 'statusChanged',
  'System Properties/Password Changed': 'passwordChanged',
  'System Properties/Sync State': 'syncState',
  'System Properties/Last Sync': 'lastSync',
  'System Properties/Credentials': { from: 'credentials', record: 'okta.appCredentials' },
}

const session: Outputs = {
  'Session/id': 'id',
  'Session/identitySourceId': 'identitySourceId',
  'Session/status': 'status',
  'Session/importType': 'importType',
}

const operation = {
  importOperation: {
    to: 'operation',
    values: { upsert: 'upsert', UPSERT: 'upsert', delete: 'delete', DELETE: 'delete' },
  },
}

/** Cards of Okta's applications and of the imports of identity sources. */
export const oktaAppCards: Readonly<Record<string, ConnectorCardMapping>> = {
  'okta.readApplication': ofApplication({
    use: 'okta.read_application',
    outputs: { 'Application/ID': 'id', 'Application/Name': 'name', 'Application/Label': 'label' },
  }),
  'okta.searchApplications': {
    use: 'okta.search_applications',
    inputs: { 'Search/Query': 'query' },
    outputs: {
      'Result/ID': 'application.id',
      'Result/Name': 'application.name',
      'Result/Label': 'application.label',
      'Result/Status': 'application.status',
      'Result/Applications': { from: 'applications', record: 'okta.app' },
    },
    variants: resultSets('Matching Records', {
      limit: 'limit',
      record: 'okta.app',
      count: 'Result/Records Streamed',
    }),
    ignored: resultSetRead,
  },
  'okta.listUsersAssignedToApplication': ofApplication({
    use: 'okta.list_application_users',
    inputs: { 'List Criteria/Limit': 'limit' },
    outputs: { 'Result/Users': { from: 'users', record: 'okta.appUser' } },
    variants: resultSets(
      'Records',
      { record: 'okta.appUser', count: 'Result/Records Streamed', limit: 'limit' },
      500,
    ).map(withoutResultSet),
    ignored: resultSetRead,
  }),
  'okta.listGroupsAssignedToApplication': ofApplication({
    use: 'okta.list_application_groups',
    inputs: { 'List Criteria/Limit': 'limit' },
    outputs: { 'Result/Groups': { from: 'groups', record: 'okta.appGroup' } },
    variants: resultSets('Records', {
      limit: 'limit',
      record: 'okta.appGroup',
      count: 'Result/Records Streamed',
    }).map(withoutResultSet),
    ignored: resultSetRead,
  }),
  'okta.assignGroupToApplication': ofApplication({
    use: 'okta.assign_group_to_application',
    inputs: { 'Group/groupID': 'group' },
    outputs: {
      'Group/ID': 'id',
      'Group/Last Updated': 'lastUpdated',
      'Group/Priority': 'priority',
      'Group/Links': 'raw._links',
      'Group/Profile': 'profile',
    },
  }),
  'okta.getAssignedUserForApplication': ofApplication({
    use: 'okta.read_application_user',
    inputs: { 'User/id': 'user' },
    outputs: assignedUser,
    outputGroups: { 'Profile Properties': 'profile' },
  }),
  'okta.assignUserToApplicationForSSO': ofApplication({
    use: 'okta.assign_user_to_application',
    inputs: {
      'User/id': 'user',
      'User/Scope': 'scope',
      'Credentials/Username': 'userName',
      'Credentials/Password': 'password',
    },
    groups: { Profile: 'profile', 'Profile Properties': 'profile' },
    outputs: assignedUser,
    outputGroups: { 'Profile Properties': 'profile' },
  }),
  'okta.removeUserFromApplication': ofApplication({
    use: 'okta.remove_user_from_application',
    inputs: { 'User/id': 'user', 'User/Send Email?': 'sendEmail' },
    options: { sendEmail: yesNo('sendEmail') },
    outputs: { 'Result/status': 'statusCode' },
  }),
  'okta.createAnImportSession': ofApplication({ use: 'okta.create_import_session', outputs: session }),
  'okta.listImportSessions': ofApplication({
    use: 'okta.list_import_sessions',
    outputs: { 'Result/Sessions': 'sessions' },
  }),
  'okta.triggerImportSession': ofApplication({
    use: 'okta.trigger_import_session',
    inputs: { 'Application/sessionId': 'session' },
    outputs: session,
  }),
  'okta.deleteImportSession': ofApplication({
    use: 'okta.delete_import_session',
    inputs: { 'Application/sessionId': 'session' },
    outputs: statusCode,
  }),
  'okta.bulkUserImport': ofApplication({
    use: 'okta.import_users',
    inputs: { 'Application/sessionId': 'session', 'Data/Users': 'users' },
    options: operation,
    outputs: { 'Response/recordsImported': 'uploaded' },
  }),
  'okta.mapProfileSourceAttributes': {
    use: 'okta.map_source_users',
    inputs: { 'Import Data/externalIdKey': 'externalIdKey', 'Import Data/users': 'users' },
    options: operation,
    outputs: { 'Result/Users': 'users' },
    ignored: {
      application: 'Its schema is not needed to shape the users.',
      'Application/applicationID': 'Names the same application.',
    },
  },
}
