import type { Role } from '@keyway/api'

const roles: Record<Role, string> = {
  viewer: 'Viewer',
  operator: 'Operator',
  builder: 'Builder',
  admin: 'Administrator',
}

const roleHelp: Record<Role, string> = {
  viewer: 'sees everything but secrets',
  operator: 'also runs, cancels and switches flows',
  builder: 'also imports and changes flows',
  admin: 'also manages connections, receivers and tokens',
}

export const settingsTexts = {
  title: 'Settings',
  roles,
  roleHelp,
  you: 'You',
  name: 'Name',
  email: 'E-mail',
  role: 'Role',
  tokensTitle: 'API tokens',
  tokensLead: 'For the command line and for scripts. A token acts with its role until it is revoked.',
  tokensEmpty: 'No tokens yet. Make one to use the command line from another machine.',
  tokenColumns: { name: 'Name', role: 'Role', made: 'Made', used: 'Last used' },
  createToken: 'New token',
  tokenName: 'Name',
  tokenNameHelp: 'Where it is used, so that you know later what a revocation stops.',
  tokenNamePlaceholder: 'Deployment pipeline',
  createTokenAction: 'Make token',
  tokenMade: 'This is the token. Copy it now: it is shown only this once.',
  token: 'Token',
  done: 'I have copied it',
  revoke: 'Revoke',
  revokeOf: (name: string) => `Revoke ${name}`,
  revokeTitle: (name: string) => `Revoke "${name}"?`,
  revokeText: 'Whatever uses this token is refused from now on.',
  systemTitle: 'System',
  version: 'Version',
  storage: 'Storage',
  storages: { sqlite: 'SQLite (embedded)', postgres: 'PostgreSQL' },
  publicUrl: 'Public address',
  startedAt: 'Running since',
  now: 'Executions now',
  running: 'running',
  waiting: 'waiting',
  queued: 'queued',
  inDoubt: 'in doubt',
  counters: 'Counters since the start',
  noCounters: 'Nothing counted yet.',
}
