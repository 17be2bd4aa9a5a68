/** One field of a record: a path, another record, a truth, or what is left of an object. */
export type RecordField = string | { from: string; record: string } | { exists: string }

/** An object of the export's shape, made from one of an action's output. */
export interface RecordShape {
  fields: Readonly<Record<string, RecordField>>
  /** Path of an object whose own fields come first; `''` is the object itself. */
  spread?: string
}

/** Objects that exports know by other names than the actions give them. */
export const connectorRecords = {
  'okta.user': {
    fields: {
      'Raw Output': 'raw',
      ID: 'id',
      Status: 'status',
      Created: 'created',
      Activated: 'activated',
      'Status Changed': 'statusChanged',
      'Last Login': 'lastLogin',
      'Last Updated': 'lastUpdated',
      'Password Changed': 'passwordChanged',
      'First Name': 'profile.firstName',
      'Last Name': 'profile.lastName',
      'Mobile Phone': 'profile.mobilePhone',
      'Second Email': 'profile.secondEmail',
      Login: 'profile.login',
      Email: 'profile.email',
    },
  },
  'okta.realm': { spread: 'raw', fields: { ID: 'id', Name: 'profile.name', 'Raw Output': 'raw' } },
  'okta.credentials': {
    fields: {
      Emails: 'emails',
      Password: { exists: 'password' },
      'Recovery Question': 'recovery_question.question',
      Provider: { from: 'provider', record: 'okta.provider' },
    },
  },
  'okta.provider': { fields: { Name: 'name', Type: 'type' } },
  'okta.group': {
    fields: {
      ID: 'id',
      Name: 'name',
      Description: 'description',
      Created: 'created',
      'Last Updated': 'lastUpdated',
      'Last Membership Updated': 'lastMembershipUpdated',
      'Object Class': 'objectClass',
      Type: 'type',
      Profile: { from: 'profile', record: 'okta.groupProfile' },
    },
  },
  'okta.groupProfile': { fields: { Name: 'name', Description: 'description' }, spread: '' },
  'okta.app': {
    fields: {
      ID: 'id',
      Name: 'name',
      Label: 'label',
      Status: 'status',
      Created: 'created',
      'Last Updated': 'lastUpdated',
      Features: 'features',
      Settings: 'settings',
    },
  },
  'okta.appGroup': {
    fields: {
      ID: 'id',
      'Last Updated': 'lastUpdated',
      Priority: 'priority',
      Links: 'raw._links',
      Profile: 'profile',
    },
  },
  'okta.appUser': {
    fields: {
      'Profile Properties': 'profile',
      'System Properties': { from: '', record: 'okta.appUserSystem' },
    },
  },
  'okta.appUserSystem': {
    fields: {
      'User ID': 'id',
      'External ID': 'externalId',
      Created: 'created',
      'Last Updated': 'lastUpdated',
      Scope: 'scope',
      Status: 'status',
      'Status Changed': 'statusChanged',
      'Password Changed': 'passwordChanged',
      'Sync State': 'syncState',
      'Last Sync': 'lastSync',
      Credentials: { from: 'credentials', record: 'okta.appCredentials' },
    },
  },
  'okta.appCredentials': { fields: { Username: 'userName', Password: { exists: 'password' } } },
  'okta.logEvent': {
    fields: {
      UUID: 'uuid',
      Published: 'published',
      'Event Type': 'eventType',
      Severity: 'severity',
      'Display Message': 'displayMessage',
      Actor: { from: 'actor', record: 'okta.logActor' },
      Target: 'target',
      Client: { from: 'client', record: 'okta.logClient' },
      Request: { from: 'raw.request', record: 'okta.logRequest' },
      'Raw Output': 'raw',
    },
  },
  'okta.logActor': {
    fields: { ID: 'id', Type: 'type', 'Alternate ID': 'alternateId', 'Display Name': 'displayName' },
  },
  'okta.logClient': {
    fields: {
      ID: 'id',
      'User Agent': 'userAgent',
      'Geographical Context': 'geographicalContext',
      Zone: 'zone',
      'IP Address': 'ipAddress',
      Device: 'device',
    },
  },
  'okta.logRequest': { fields: { 'IP Chain': 'ipChain' } },
  'auth0.user': { spread: '', fields: {} },
  'box.enterprise': { fields: { ID: 'id', Type: 'type', Name: 'name' } },
  'box.notificationEmail': { fields: { Email: 'email', 'Is Confirmed': 'is_confirmed' } },
  'microsoft365.license': {
    fields: {
      'Applies To': 'appliesTo',
      'Capability Status': 'capabilityStatus',
      'Consumed Units': 'consumedUnits',
      Id: 'id',
      // Graph has no other name of a subscription.
      Name: 'skuPartNumber',
      'Prepaid Units': 'prepaidUnits',
      'Service Plans': 'servicePlans',
      'SKU Id': 'skuId',
      'SKU Part Number': 'skuPartNumber',
    },
  },
  'tables.row': {
    spread: 'values',
    fields: { 'Row ID': 'rowId', Created: 'createdAt', Updated: 'updatedAt' },
  },
} as const satisfies Readonly<Record<string, RecordShape>>

export type RecordName = keyof typeof connectorRecords
