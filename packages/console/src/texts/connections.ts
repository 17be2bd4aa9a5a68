export const connectionTexts = {
  title: 'Connections',
  lead: 'Accounts in other systems that flows act with. Secrets are stored encrypted and never shown again.',
  back: 'Connections',
  create: 'New connection',
  emptyTitle: 'No connections yet',
  emptyText:
    'A connection is one account in one system: an Okta org with an API token, a mail server, a Slack app. Flows name the connections they need; you bind each name to one of these.',
  columns: { name: 'Name', connector: 'System', test: 'Last test', usage: 'Used by', changed: 'Changed' },
  usedBy: (count: number) => (count === 0 ? 'no flow' : count === 1 ? '1 flow' : `${count} flows`),
  notTested: 'Not tested',
  works: 'Works',
  fails: 'Fails',
  chooseTitle: 'Which system?',
  actions: (count: number) => (count === 1 ? '1 action' : `${count} actions`),
  name: 'Name',
  nameHelp: 'Lower-case letters, digits and hyphens. People see it when they bind flows.',
  namePlaceholder: (connector: string) => `${connector}-production`,
  nameInvalid: 'A name has lower-case letters, digits and hyphens, up to 63 characters.',
  createAction: 'Save and test',
  saveAction: 'Save and test',
  settings: 'Settings',
  test: 'Test connection',
  testTitle: 'Test',
  testHelp: 'Signs in on the other side and reads something harmless.',
  testNever: 'This connection has not been tested.',
  delete: 'Delete',
  deleteTitle: (name: string) => `Delete "${name}"?`,
  deleteText: 'Its secrets are destroyed. Flows that are bound to it must be bound to another one first.',
  usageTitle: 'Use',
  usage: (count: number) =>
    count === 0
      ? 'No flow is bound to it.'
      : count === 1
        ? '1 flow is bound to it.'
        : `${count} flows are bound to it.`,
  usageState: (isOn: boolean) => (isOn ? '(on)' : '(off)'),
  usageSteps: (steps: readonly string[]) => (steps.length === 0 ? 'Its trigger' : steps.join(', ')),
  onlyAdmins: 'Only administrators change connections.',
}

export const keyTexts = {
  title: 'Key',
  none: 'Flows sign in with a key pair that is made here; the private key never leaves this server. Generate it, then give its public half to the app in Okta.',
  help: 'In Okta, open the app of the type API Services: General, Client Credentials, Public key / Private key, Add key. Paste it there, and enter the client ID of the app here.',
  current: (id: string) => `Public key ${id}`,
  next: (id: string) => `Next public key ${id}`,
  nextHelp:
    'Add it to the app in Okta beside the present one, then switch. Until then the present one signs.',
  generate: 'Generate key',
  generateNext: 'Generate next key',
  switch: 'Switch to the next key',
  switched: 'The next key signs now',
  switchedHelp:
    'Leave the old public key in the app for one more hour: what it signed lasts so long. Then remove it.',
}
