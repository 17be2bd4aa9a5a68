/** Words about the rights of connections on the other side. */
export const scopeTexts = {
  title: 'Scopes',
  lead: 'A scope lets the app call a part of the API. Grant these on the other side, then list them in the settings; when a flow needs another one, it appears here.',
  tokenNote:
    'An API token has no scopes of its own: it may do whatever its maker may. This is what would be needed instead.',
  list: 'Scopes',
  columns: { scope: 'Scope', why: 'Who needs it', state: 'State' },
  keyway: {
    'okta.logs.read':
      'Keyway, to read the System Log: it brings what hooks do not deliver, and proves that nothing is missing',
    'okta.eventHooks.manage': 'Keyway, to make the event hook, follow your flows with it, and repair it',
  },
  inventory: (kinds: readonly string[]) => `The inventory, to read ${kinds.join(', ').toLowerCase()}`,
  nobody: 'Nobody now. It can be taken away.',
  states: { there: 'In the settings', missing: 'Missing', unneeded: 'Not needed' },
  copyMissing: 'What is missing, parted by blanks',
  copy: 'All scopes, parted by blanks',
}
