import type { InlineHookType } from '@keyway/engine'

/** Where the hook goes in Okta once it was made, by kind. */
const uses: Record<InlineHookType, string> = {
  token:
    'Security, API, the authorization server, Access Policies: in a rule, choose it under Use this inline hook.',
  'saml-assertion':
    "The app's Sign On settings, SAML, Advanced Settings: choose it as Assertion Inline Hook.",
  registration: 'Security, User Profile Policies, the policy, Profile Enrollment: choose it as Inline hook.',
  'user-import': "The app's Provisioning, To Okta, Inline Hooks: choose it for new users.",
  'password-import': 'It is used for each user that is created with the password hook type default.',
  telephony: 'Only one can be active; it is used for every text message and voice call.',
}

/** What the menu of Okta's console calls each kind. */
const menuNames: Record<InlineHookType, string> = {
  token: 'Token',
  'saml-assertion': 'SAML',
  registration: 'Registration',
  'user-import': 'User Import',
  'password-import': 'Password Import',
  telephony: 'Telephony',
}

export const addressTexts = {
  endpoint: 'API endpoint',
  endpointLead: 'Call this address to start the flow.',
  draftNote: 'This is how the draft has it; callers meet the published version.',
  url: 'URL',
  aliasUrl: 'URL with the alias',
  workflowsUrl: 'The same as a URL of Okta Workflows',
  tokenHeader: 'Token header',
  token: 'Token',
  isPublic: 'Anyone who knows the URL can start this flow.',
  isOauth: (issuer: string, scopes: readonly string[]) =>
    `Callers bring a bearer token of ${issuer === '' ? 'an issuer that is not named yet' : issuer} with ${scopes.length === 1 ? 'the scope' : 'the scopes'} ${scopes.join(', ')}.`,
  tokenHidden: 'The token is shown to builders and administrators.',
  previousToken: (until: string) => `The token before this one is accepted until ${until}.`,
  rotateToken: {
    rotate: 'New token',
    rotateTitle: 'Make a new token?',
    rotateText:
      'The old token stays valid for the time you choose, so that callers can change over without an error.',
    overlap: 'The old token stays valid for',
    rotateAction: 'Make new token',
  },
  rate: (calls: number) =>
    `${calls === 1 ? 'One call' : `${calls.toLocaleString('en')} calls`} a second; more are answered 429.`,
  cors: (origins: readonly string[]) =>
    origins.length === 0
      ? 'Pages of other origins may not call it.'
      : `Pages of ${origins.join(', ')} may call it.`,
  example: 'Example',
  copyExample: 'Copy the example',
  alias: 'Alias',
  aliasHelp: '3 to 64 letters, digits, hyphens or underscores. Empty: none.',
  aliasPublic: 'A public flow has no alias: its URL must stay unguessable.',
  saveAlias: 'Save alias',
  hook: 'Inline hook',
  hookLead: 'Okta calls this address and waits for the answer.',
  secret: 'Authentication secret',
  rotateSecret: {
    rotate: 'New secret',
    rotateTitle: 'Make a new secret?',
    rotateText:
      'The old secret stays valid for the time you choose, so that nothing is refused while you put the new one into Okta.',
    overlap: 'The old secret stays valid for',
    rotateAction: 'Make new secret',
  },
  steps: 'In the Okta Admin Console',
  hookSteps: {
    open: (type: InlineHookType) =>
      `Open Workflow, then Inline Hooks, choose Add Inline Hook and ${menuNames[type]}.`,
    name: 'Name',
    url: 'URL',
    field: 'Authentication field',
    save: 'Leave Custom header fields empty, and save. Preview there sends a sample and shows the answer.',
    use: (type: InlineHookType) => uses[type],
  },
  threeSeconds:
    'Okta waits 3 seconds, and asks once more after a failure. Keyway answers after 2.5 seconds at the latest: with what the flow returned, else with the answer for that case. Keep waits, approvals and slow calls out of this flow.',
  lastCalls: 'Last calls',
  noCalls: 'Nobody has called it yet.',
  inTime: 'in time',
  tooLate: 'too late',
  call: (duration: string, verdict: string) => `${duration}, ${verdict}`,
  form: 'Page to fill in',
  formLead: 'People open this address and fill in the page.',
  openForm: 'Open the page',
  formOff: 'It opens while the flow is on.',
  formSignedIn: 'People who are signed in and may operate flows can fill it in.',
  formPeople: (people: readonly string[]) => `Only these people can fill it in: ${people.join(', ')}.`,
  formLink: 'Whoever has the link can fill it in. A new link is made with a new flow only.',
}
