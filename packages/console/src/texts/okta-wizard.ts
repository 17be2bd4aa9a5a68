/** Words of the way from nothing to an org whose events arrive completely. */
export const wizardTexts = {
  title: 'Connect an Okta org',
  lead: 'Step by step; each one is checked as you go. You can leave at any time and come back to this address.',
  open: 'Connect an Okta org',
  back: 'Okta',
  states: { done: 'Done', now: 'Now', later: 'Later', trouble: 'Needs you' },
  again: 'Begin with another org',
  org: {
    title: 'Which org, and how does Keyway sign in?',
    resume: 'Go on with a connection that is there',
    choose: 'How does Keyway sign in?',
    ways: {
      private_key: {
        label: 'Service app with a key pair (recommended)',
        help: 'An app of the type API Services in your org, with only the scopes that your flows need. The private key is made here and never leaves this server.',
      },
      api_token: {
        label: 'API token',
        help: 'Made in a minute under Security > API > Tokens. It can do everything that the administrator who made it can do: good to try Keyway out, not for production.',
      },
      client_secret: {
        label: 'API service integration',
        help: 'Authorised from the Okta Integration Network. Okta shows the client secret once.',
      },
    },
    done: (name: string, domain: string) => `The connection “${name}” leads to ${domain}.`,
    change: 'Change its settings',
  },
  app: {
    title: 'Make the app in Okta',
    notNeeded: 'A connection with a token needs no app.',
    steps: [
      'In the Okta Admin Console, open Applications > Applications and choose Create App Integration, then API Services.',
      'Under General > Client Credentials choose Public key / Private key, then Add key, and paste the public key from here.',
      'Switch “Require Demonstrating Proof of Possession (DPoP)” as you like: Keyway speaks both.',
      'Under Okta API Scopes grant the scopes of the next step.',
      'Under Admin roles assign a role that may do what your flows do: without one, reading users is refused even with the scope.',
      'Copy the Client ID into the settings of the connection.',
    ],
  },
  scopes: {
    title: 'Grant what your flows need',
  },
  check: {
    title: 'Check that it works',
  },
  hook: {
    title: 'Let Okta tell Keyway what happens',
    lead: 'An event hook brings events within seconds. Without one they come by the System Log, some seconds later.',
    waiting: 'As soon as the connection works, the hook can be made here.',
    byHand: 'Set it up by hand instead',
    byHandHelp:
      'Keyway makes a receiver with an address and a key to copy into Okta, and shows when Okta has verified it.',
    noSource:
      'The org is listed as a source of events as soon as a flow that waits for one of its events is switched on. Import one, or use a template; then come back.',
    templates: 'Choose a template',
    openOrg: 'Open the org',
  },
  meter: {
    title: 'See that nothing is missing',
    lead: 'Keyway reads the System Log beside the hook and counts which way brought each event.',
    waiting: 'It begins with the first flow that waits for events of this org.',
  },
}
