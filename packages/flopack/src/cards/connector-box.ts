import type { ConnectorCardMapping, OutputMapping } from './connector-card-mapping.ts'

/** What the new user's fields are called in the answer, which the action passes on as `raw`. */
const user: Readonly<Record<string, string>> = {
  'User ID': 'id',
  Type: 'type',
  Name: 'name',
  Login: 'login',
  'Created At': 'created_at',
  'Modified At': 'modified_at',
  Language: 'language',
  Timezone: 'timezone',
  'Space Allotted': 'space_amount',
  'Space Used': 'space_used',
  'Max Upload Size': 'max_upload_size',
  Status: 'status',
  'Job Title': 'job_title',
  Phone: 'phone',
  Address: 'address',
  'Avatar URL': 'avatar_url',
  Role: 'role',
  'Can See Managed Users': 'can_see_managed_users',
  'Is Sync Enabled': 'is_sync_enabled',
  'Is External Collab Restricted': 'is_external_collab_restricted',
  'Is Exempt From Device Limits': 'is_exempt_from_device_limits',
  'Is Exempt From Login Verification': 'is_exempt_from_login_verification',
  'Is Password Reset Required': 'is_password_reset_required',
  'My Tags': 'my_tags',
  Hostname: 'hostname',
}
const userOutputs: Readonly<Record<string, OutputMapping>> = {
  ...Object.fromEntries(Object.entries(user).map(([name, at]) => [`Response/${name}`, `raw.${at}`])),
  'Response/Enterprise': { from: 'raw.enterprise', record: 'box.enterprise' },
  'Response/Notification Email': { from: 'raw.notification_email', record: 'box.notificationEmail' },
}

export const boxCards: Readonly<Record<string, ConnectorCardMapping>> = {
  'box.createNewUser': {
    use: 'box.create_new_user',
    inputs: {
      'New User Details/Login': 'login',
      'New User Details/Name': 'name',
      'New User Details/Role': 'role',
      'New User Details/Job Title': 'jobTitle',
      'New User Details/Address': 'address',
      'New User Details/Phone Number': 'phone',
      'New User Details/Language': 'language',
      'New User Details/Status': 'status',
      'New User Details/Timezone': 'timezone',
      'New User Details/Allotted Space (GBs)': 'space',
      'New User Details/Can See Managed Users': 'canSeeManagedUsers',
      'New User Details/Is Exempt From Device Limits': 'exemptFromDeviceLimits',
      'New User Details/Is Exempt From Login Verification': 'exemptFromLoginVerification',
      'New User Details/Is External Collab Restricted': 'externalCollabRestricted',
      'New User Details/Is Synced Enabled': 'syncEnabled',
    },
    outputs: userOutputs,
  },
  'box.deactivateUser': {
    use: 'box.deactivate_user',
    inputs: { 'User Deactivation/User ID': 'user' },
    outputs: { 'User Deactivation/User Status': 'status' },
  },
  'box.deleteUser': {
    use: 'box.delete_user',
    inputs: { 'User Deletion/User ID': 'user', 'User Deletion/Transfer To User ID': 'to' },
    // The apostrophe is a typographic one. What the other choices are called is not known.
    options: {
      fileTransferDestination: {
        to: 'files',
        values: { 'Transfer user\u2019s files to another user': 'transfer' },
      },
    },
    outputs: { 'User Deletion/Deletion Status Code': 'statusCode' },
  },
  'box.searchForUser': {
    use: 'box.find_user',
    inputs: { 'Search By/User Details': 'search' },
    outputs: {
      'Result/User ID': 'user.id',
      'Result/Role': 'user.role',
      'Result/Name': 'user.name',
    },
    ignored: {
      'Search By': 'The action finds by login and by name.',
      'Result Set': 'The action gives the first match.',
    },
  },
  'box.transferUserFolders': {
    use: 'box.transfer_user_folders',
    inputs: {
      'Transfer Details/Transfer From User ID': 'from',
      'Transfer Details/Transfer To User ID': 'to',
    },
  },
}
