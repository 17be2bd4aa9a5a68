import type { ConnectorCardMapping, OutputMapping } from './connector-card-mapping.ts'
import { customApiCard } from './connector-custom-api.ts'
import { resultSetRead, resultSets } from './okta-result-sets.ts'

type Outputs = Readonly<Record<string, OutputMapping>>

const statusOnly: Outputs = { 'Output/Status Code': 'statusCode' }
/** Cards of the connectors Office 365 Admin and Office 365 Mail. */
export const microsoft365Cards: Readonly<Record<string, ConnectorCardMapping>> = {
  'office365admin.addUserToGroup': {
    use: 'microsoft365.add_user_to_group',
    inputs: { 'User/id': 'user', 'Group/id': 'group' },
    outputs: statusOnly,
  },
  'office365admin.removeUserFromGroup': {
    use: 'microsoft365.remove_user_from_group',
    inputs: { 'User/id': 'user', 'Group/id': 'group' },
    outputs: statusOnly,
  },
  'office365admin.deleteGroup': {
    use: 'microsoft365.delete_group',
    inputs: { 'Group/id': 'group' },
    outputs: statusOnly,
  },
  'office365admin.enableUserAccount': {
    use: 'microsoft365.enable_user_account',
    inputs: { 'User/id': 'user' },
    outputs: statusOnly,
  },
  'office365admin.disableUserAccount': {
    use: 'microsoft365.disable_user_account',
    inputs: { 'User/id': 'user' },
    outputs: statusOnly,
  },
  'office365admin.revokeUserSignInSessions': {
    use: 'microsoft365.revoke_user_sessions',
    inputs: { 'User/userId': 'user' },
    outputs: { 'Response/Are All Sessions Revoked?': 'revoked', 'Response/Status Code': 'statusCode' },
  },
  'office365admin.readUser': {
    use: 'microsoft365.read_user',
    inputs: { 'User/ID or Email': 'user' },
    // Outputs of the card that are not part of what the directory keeps of a user.
    with: { include: ['aboutMe', 'drives', 'licenseDetails'] },
    outputGroups: { User: 'user' },
  },
  'office365admin.getLicenses': {
    use: 'microsoft365.list_licenses',
    outputs: { 'Output/Licenses': { from: 'licenses', record: 'microsoft365.license' } },
  },
  'office365admin.assignLicenseToUser': {
    use: 'microsoft365.assign_license',
    inputs: { 'User/id': 'user', 'License/skuId': 'license', 'License/disabledPlans': 'disabledPlans' },
    outputGroups: { User: 'user' },
  },
  'office365admin.removeLicenseFromUser': {
    use: 'microsoft365.remove_license',
    inputs: { 'User/id': 'user', 'License/skuId': 'license' },
    outputGroups: { User: 'user' },
  },
  'office365admin.searchGroups': {
    use: 'microsoft365.search_groups',
    groups: { Search: 'match' },
    options: { filter_type: { to: 'operator', values: { eq: 'eq', startsWith: 'startsWith' } } },
    outputs: { 'Result/Groups': 'groups' },
    outputGroups: { Result: 'group' },
    variants: resultSets('Matching Records', undefined),
    ignored: resultSetRead,
  },
  'office365admin.createGuestUser': {
    use: 'microsoft365.create_guest_user',
    inputs: {
      'User/invitedUserEmailAddress': 'email',
      'User/inviteRedirectUrl': 'redirectUrl',
      'User/invitedUserDisplayName': 'displayName',
      'User/invitedUserType': 'userType',
      'User/sendInvitationMessage': 'sendMessage',
      'Invited User Message Info/customizedMessageBody': 'message',
      'Invited User Message Info/messageLanguage': 'language',
      'Invited User Message Info/address': 'ccAddress',
      'Invited User Message Info/name': 'ccName',
    },
    // The invitation has an object there; the card gives its id.
    outputs: { 'User/invitedUser': 'userId' },
    outputGroups: { User: 'invitation', 'Invited User Message Info': 'messageInfo' },
  },
  'office365admin.customAPIAction': customApiCard('microsoft365'),
  'office365mail.sendEmail2': {
    use: 'microsoft365.send_email',
    inputs: {
      'Fields/To': 'to',
      'Fields/CC': 'cc',
      'Fields/BCC': 'bcc',
      'Fields/Subject': 'subject',
      'Fields/Body': 'body',
      'Fields/Message Type': 'contentType',
      'Fields/Attachments': 'attachments',
    },
    outputs: { 'Email/Message ID': 'messageId' },
  },
}
