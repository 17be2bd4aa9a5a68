import type { EndpointSecurity, InlineHookType } from '@keyway/engine'
import type { ValueType } from '@keyway/sdk'
import type { TriggerKind } from '../trigger/trigger-kinds.ts'

const kinds: Record<TriggerKind, { label: string; help: string }> = {
  event: {
    label: 'An event of an app',
    help: 'Okta and others: a user was created, somebody reported something.',
  },
  keyway: {
    label: 'An event of Keyway itself',
    help: 'An execution failed, a flow was published, a connection fails.',
  },
  source: { label: 'A source', help: 'A webhook, a form, a Slack command that is set up under Sources.' },
  table: { label: 'A change of a table', help: 'A row was added, changed or removed.' },
  endpoint: { label: 'A call of its own URL', help: 'Any program calls it and may wait for the answer.' },
  inlineHook: {
    label: 'An inline hook of Okta',
    help: 'Okta asks in the middle of a sign-in or registration, and waits.',
  },
  schedule: { label: 'A schedule', help: 'At times of a calendar, or by cron text.' },
  delegated: { label: 'A person fills in a page', help: 'A form with access of its own.' },
  manual: { label: 'A person in the console', help: 'Nobody else, and nothing else.' },
  helper: { label: 'Other flows', help: 'They call it and get its result.' },
}

const securities: Record<EndpointSecurity, { label: string; help: string }> = {
  'client-token': {
    label: 'Client token',
    help: 'Callers send it in the header x-api-client-token, or as clientToken in the query.',
  },
  oauth: {
    label: 'OAuth 2.0 bearer token',
    help: 'Callers bring a token of an authorization server; its signature, audience and scopes are checked.',
  },
  public: {
    label: 'Public',
    help: 'Whoever knows the URL can start the flow. It has no alias then, so that it cannot be guessed.',
  },
}

const hookTypes: Record<InlineHookType, string> = {
  token: 'Token',
  'saml-assertion': 'SAML assertion',
  registration: 'Registration',
  'user-import': 'User import',
  'password-import': 'Password import',
  telephony: 'Telephony',
}

/** What Okta is told where a flow says nothing in time, by kind of hook. */
const safeAnswers: Record<InlineHookType, string> = {
  token: 'the token is issued unchanged',
  'saml-assertion': 'the assertion is sent unchanged',
  'user-import': 'the user is imported unchanged',
  registration: 'the registration is denied',
  'password-import': 'the password does not count',
  telephony: "the message is left to Okta's own provider",
}

const inputTypes: Partial<Record<ValueType, string>> = {
  text: 'Text',
  number: 'Number',
  boolean: 'Yes or no',
  date: 'Date',
  object: 'Object',
  any: 'Any value',
}

export const wayTexts = {
  kind: 'What starts it',
  kinds,
  connection: 'Connection',
  connectionHelp: 'The name that this flow gives the account; which one it is here is bound below its cards.',
  maxAge: 'Oldest event that still starts it',
  maxAgeHelp: 'Only for events that the System Log brought late. Without it, a day.',
  maxAgeUnits: { '60': 'minutes', '3600': 'hours', '86400': 'days' },
  maxAgeUnit: 'Unit',
  maxAgeIs: (duration: string) => `Events that come later than ${duration} start nothing.`,
  source: 'Source',
  sourceHelp: 'Sources are set up on the server; a flow names one.',
  noSources: 'There is no source yet. Make one under Sources.',
  type: 'Type of its events',
  anyType: 'Any',
  table: 'Table',
  noTables: 'There is no table yet. Make one under Tables.',
  changes: 'Starts when a row was',
  change: { added: 'added', changed: 'changed', removed: 'removed' },
  tableLine: (changes: readonly string[]) => `When a row was ${changes.join(', ')}.`,
  security: 'Who may call it',
  securities,
  issuer: 'Issuer',
  issuerHelp:
    'https://acme.okta.com, or with the path of an authorization server. Its keys are read from its metadata.',
  audience: 'Audience',
  audienceHelp: 'What the token must be made for. Without it, the issuer.',
  scopes: 'Scopes',
  scopesHelp: 'A token must have all of them.',
  cors: 'Pages that may call it',
  corsHelp:
    'Their origins, such as https://forms.example.com, or * for every page. Without any, browsers refuse.',
  rate: 'Calls a second',
  rateHelp: 'More are answered 429 with Retry-After. Without it, 10.',
  hookType: 'Kind of inline hook',
  hookTypes,
  otherwise: 'Answer when the flow is too late or fails',
  otherwiseHelp: (type: InlineHookType) =>
    `JSON as Okta's documentation of the hook has it. Without it ${safeAnswers[type]}.`,
  otherwiseInvalid: 'This is not JSON.',
  access: 'Who may open the page',
  accesses: {
    'signed-in': 'People who are signed in to Keyway',
    link: 'Whoever has the link; it cannot be guessed',
  },
  people: 'Only these people',
  peopleHelp: 'E-mail addresses. Without any, everybody who may operate flows.',
  peoplePlaceholder: 'Type one, press Enter',
  lead: 'Text above the fields',
  confirmation: 'Text after sending',
  confirmationDefault: 'Thank you. It was sent.',
  preview: 'How the page looks',
  send: 'Send',
  inputs: 'Fields',
  inputsHelp: 'Steps refer to each as trigger. and its name.',
  key: 'Name',
  title: 'Title',
  inputType: 'Type',
  inputTypes,
  required: 'Must be filled in',
  options: 'Choices',
  optionsHelp: 'Makes it a choice. Without any it is typed.',
  addInput: 'Add field',
  removeInput: (name: string) => `Remove field ${name}`,
  moveInput: (name: string) => `Move field ${name} up`,
  input: (position: number) => `Field ${position}`,
  byFlows: 'Other flows call it.',
  byPerson: 'A person starts it. Something else can start it instead.',
  byPage: (access: string) => `A person fills in its page: ${access.toLowerCase()}.`,
  byUrl: (security: string) => `A call of its URL: ${security.toLowerCase()}.`,
  byHook: (type: string) => `Okta calls it as a ${type.toLowerCase()} inline hook.`,
  bySource: (source: string, type: string | undefined) =>
    type === undefined ? `Anything that ${source} takes in.` : `${type} of ${source}.`,
}
