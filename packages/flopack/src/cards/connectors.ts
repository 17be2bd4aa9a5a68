import { auth0Cards } from './connector-auth0.ts'
import { boxCards } from './connector-box.ts'
import type { ConnectorCardMapping } from './connector-card-mapping.ts'
import { microsoft365Cards } from './connector-microsoft365.ts'
import { oktaPrivilegedAccessCards } from './connector-okta-privileged-access.ts'
import { oktaRealmCards } from './connector-okta-realms.ts'
import { oktaCards } from './connector-okta.ts'
import { githubCards } from './connector-github.ts'
import { yesNo } from './connector-options.ts'
import { servicenowCards } from './connector-servicenow.ts'
import { salesforceCards } from './connector-salesforce.ts'
import { shopifyCards } from './connector-shopify.ts'

const slackCards: Readonly<Record<string, ConnectorCardMapping>> = {
  'slack.readUser2': {
    use: 'slack.read_user',
    inputs: { 'User/Email': 'email', 'User/User ID': 'user' },
    outputs: {
      'User/User ID': 'id',
      'User/Full Name': 'fullName',
      'User/Email': 'email',
      'User/Username': 'username',
    },
    variants: [
      {
        when: { 'parameters/fieldType': ['Username'] },
        unsupported: {
          reason: 'Slack finds users by e-mail address or id, not by user name.',
          advice: 'Give the e-mail address, which the profile of the Okta user has.',
        },
      },
    ],
    ignored: { fieldType: 'Chooses which inputs there are.' },
  },
  'slack.sendDirectMessage2': {
    use: 'slack.send_direct_message',
    inputs: {
      'User/User ID': 'user',
      'Message/Text': 'text',
      'Message/Notification Message': 'text',
      'Message/Blocks': 'blocks',
      'Message/Thread Timestamp': 'thread',
    },
    options: { links: yesNo('linkNames') },
    outputs: { 'Message/Timestamp': 'timestamp' },
    variants: [
      {
        when: { 'parameters/fieldType': ['Username'] },
        unsupported: {
          reason: 'Slack finds users by id, not by user name.',
          advice: 'Read the user by e-mail address first, and use the id it gives.',
        },
      },
    ],
    ignored: { fieldType: 'Chooses which inputs there are.', messageType: 'Chooses which inputs there are.' },
  },
  'slack.sendMessageToChannel2': {
    use: 'slack.send_message_to_channel',
    inputs: {
      'Message/Text': 'text',
      'Message/Notification Message': 'text',
      'Message/Blocks': 'blocks',
      'Message/Thread Timestamp': 'thread',
      'Slackbot/Name': 'username',
      'Slackbot/Icon Emoji': 'iconEmoji',
    },
    options: { channel: { to: 'channel' }, links: yesNo('linkNames') },
    outputs: { 'Message/Timestamp': 'timestamp' },
    variants: [
      {
        when: { 'parameters/useId': ['Yes'] },
        inputs: {
          'Channel/channelId': 'channel',
          'Message/Text': 'text',
          'Message/Notification Message': 'text',
          'Message/Blocks': 'blocks',
          'Message/Thread Timestamp': 'thread',
          'Slackbot/Name': 'username',
          'Slackbot/Icon Emoji': 'iconEmoji',
        },
        options: { links: yesNo('linkNames') },
      },
    ],
    ignored: {
      bot: 'Messages are posted as the app of the connection.',
      messageType: 'Chooses which inputs there are.',
      useId: 'Chooses where the channel is named.',
      channel: 'Not used when the channel is named by an input.',
    },
  },
}

const theTable = { stash: { to: 'table', kind: 'table' } } as const

const tableCards: Readonly<Record<string, ConnectorCardMapping>> = {
  'stash.createRow': {
    use: 'tables.create_row',
    groups: { Fields: 'values' },
    options: theTable,
    outputs: { 'Output/Row ID': 'rowId' },
  },
  'stash.searchRows2': {
    use: 'tables.search_rows',
    inputs: {
      'Sort/Column': 'orderBy',
      'Sort/Direction': 'direction',
      'Sort/Limit': 'limit',
      'Sort/Offset': 'offset',
    },
    hooks: [{ hook: 'tables.where', to: 'where', input: 'Filter/Where Expression', values: '_expr' }],
    options: {
      ...theTable,
      resultSet: { to: 'resultSet', values: { one: 'one', all: 'all', 'all-new': 'all' } },
    },
    outputs: {
      'Row/Row ID': 'rowId',
      'Row/Created': 'createdAt',
      'Row/Updated': 'updatedAt',
      'Result/Rows': { from: 'rows', record: 'tables.row' },
    },
    outputGroups: { Fields: 'values' },
  },
  'stash.readRow': {
    use: 'tables.read_row',
    inputs: { 'Read By/Row ID': 'rowId' },
    options: theTable,
    outputs: { 'Row/Row ID': 'rowId', 'Row/Created': 'createdAt', 'Row/Updated': 'updatedAt' },
    outputGroups: { Fields: 'values' },
  },
  'stash.updateRow': {
    use: 'tables.update_row',
    inputs: { 'Update By/Row ID': 'rowId' },
    groups: { Fields: 'values' },
    // Without the option, empty inputs leave their columns alone, which is also what the action does.
    options: { ...theTable, updateEmptyInputs: { to: 'emptyValues', values: { Yes: 'clear', No: 'keep' } } },
    variants: [{ when: { 'parameters/updateEmptyInputs': ['Yes'] }, emptyGroups: ['Fields'] }],
  },
  'stash.deleteRow': {
    use: 'tables.delete_row',
    inputs: { 'Delete By/Row ID': 'rowId' },
    options: theTable,
  },
  'stash.clearTable': {
    use: 'tables.clear_table',
    options: theTable,
    outputs: { 'Table/Cleared Rows': 'cleared' },
  },
  'stash.readTable': {
    use: 'tables.read_table',
    options: theTable,
    outputs: { 'Output/Column Schema': 'columns' },
    note: {
      reason: "The columns are described with Keyway's names of types (text, number, boolean, date).",
      advice: 'Nothing to do, unless later cards compare the names of types.',
    },
  },
  'stash.exportToCSV': {
    use: 'tables.export_to_csv',
    inputs: {
      'File/Filename': 'fileName',
      'Options/Delimiter': 'delimiter',
      'Options/Limit': 'limit',
      'Options/Offset': 'offset',
      'Options/Columns': 'columns',
    },
    hooks: [{ hook: 'tables.where', to: 'where', input: 'Filter/Where Expression', values: '_expr' }],
    options: theTable,
    outputs: { 'CSV/File Content': 'file' },
  },
}

const fileCards: Readonly<Record<string, ConnectorCardMapping>> = {
  'filefunctions.info': {
    use: 'files.info',
    inputs: { 'File/File Content': 'file' },
    outputs: {
      'File/Filename': 'name',
      'File/Extension': 'extension',
      'File/Size': 'size',
      'File/Created': 'created',
      'File/Updated': 'updated',
    },
  },
  'filefunctions.largeDownload': {
    use: 'files.download',
    inputs: { 'Location/URL': 'url' },
    groups: { Headers: 'headers' },
    outputs: { 'File/File Content': 'file', 'File/Filename': 'name', 'File/Size': 'size' },
  },
}

const request = {
  inputs: {
    'Request/URL': 'url',
    'Request/Query': 'query',
    'Request/Headers': 'headers',
    'Request/Body': 'body',
  },
  outputs: { 'Response/Status Code': 'statusCode', 'Response/Headers': 'headers', 'Response/Body': 'body' },
} as const
const requestWithoutBody = {
  'Request/URL': 'url',
  'Request/Query': 'query',
  'Request/Headers': 'headers',
} as const

const httpCards: Readonly<Record<string, ConnectorCardMapping>> = {
  'httpfunctions.get': { ...request, use: 'http.get', inputs: requestWithoutBody },
  'httpfunctions.post': { ...request, use: 'http.post' },
  'httpfunctions.put': { ...request, use: 'http.put' },
  'httpfunctions.delete': { ...request, use: 'http.delete' },
  'httpfunctions.raw': {
    ...request,
    use: 'http.request',
    inputs: { ...request.inputs, 'Request/Method': 'method' },
    with: { answerAs: 'text' },
    variants: [{ when: { 'Request/Method': ['GET'] }, use: 'http.get', inputs: requestWithoutBody }],
  },
}

/** Cards of connectors, by `connector.method`, and the actions that do their work. */
export const connectorCards: Readonly<Record<string, ConnectorCardMapping>> = {
  ...oktaCards,
  ...oktaRealmCards,
  ...oktaPrivilegedAccessCards,
  ...microsoft365Cards,
  ...slackCards,
  'gmail.sendEmail2': {
    use: 'gmail.send_email',
    inputs: {
      'Email/To': 'to',
      'Email/CC': 'cc',
      'Email/BCC': 'bcc',
      'Email/From': 'from',
      'Email/Subject': 'subject',
      'Email/Body': 'body',
    },
    options: { bodyIsHtml: yesNo('isHtml') },
    outputs: { 'Email/Message ID': 'messageId' },
  },
  ...servicenowCards,
  ...githubCards,
  ...boxCards,
  ...shopifyCards,
  ...salesforceCards,
  ...auth0Cards,
  ...tableCards,
  ...fileCards,
  ...httpCards,
}
