/** Verbs that end ids of event types, with their participle where it is not made by rule. */
const irregular: Readonly<Record<string, string>> = {
  apply: 'applied',
  begin: 'begun',
  bind: 'bound',
  checkout: 'checked out',
  deny: 'denied',
  hold: 'put on hold',
  notify: 'notified',
  overwrite: 'overwritten',
  read: 'read',
  reset: 'reset',
  run: 'run',
  send: 'sent',
  show: 'shown',
  submit: 'submitted',
  unbind: 'unbound',
  write: 'written',
  end: 'ended',
  fail: 'failed',
  failure: 'failed',
  success: 'succeeded',
}

const regular = new Set(
  `acknowledge action activate add approve assign attempt authorize block bootstrap cancel capture change classify clear clone close complete confirm connect create deactivate decide delete deprovision detect
  disable disconnect discover download duplicate enable enforce enroll evaluate execute expire export extend finalize
  generate grant ignore import initiate invalidate invoke issue launch lock match migrate move open process promote
  provide provision publish push query reactivate reassign reauthorize receive reconnect register reject remediate
  remove rename renew report request reschedule resolve restore resume reveal revert revoke rollback rotate save
  schedule search stage start suspend sync transfer trigger unassign unignore unlock unsuspend update upgrade upload
  validate verify view warn`.split(/\s+/),
)

/** `create` as "created"; undefined for a word that is no verb of an event. */
function toParticiple(word: string): string | undefined {
  if (Object.hasOwn(irregular, word)) return irregular[word]
  if (!regular.has(word)) return undefined
  if (word.endsWith('e')) return `${word}d`
  return /[^aeiou]y$/.test(word) ? `${word.slice(0, -1)}ied` : `${word}ed`
}

/** Words that say how something ended: what stands before them is not what was done. */
const endings = new Set(['error', 'failed', 'failure', 'fail', 'success', 'violation', 'warning'])

/** What happened, from the last part of an id: `reset_user_password` as `user password reset`. */
export function happened(words: readonly string[]): string[] {
  const [first = '', ...others] = words
  const last = words.at(-1) ?? ''
  const ended = toParticiple(last)
  if (endings.has(last) || last.endsWith('ed')) return [...words.slice(0, -1), ended ?? last]
  const done = toParticiple(first)
  if (done !== undefined) return [...others, done]
  return ended === undefined ? [...words] : [...words.slice(0, -1), ended]
}

/** How parts of ids are written in titles. */
const spellings: Readonly<Record<string, string>> = {
  a2a: 'A2A',
  ad: 'AD',
  ai: 'AI',
  android: 'Android',
  api: 'API',
  appgroup: 'app group',
  appuser: 'app user',
  as: 'authorization server',
  asa: 'ASA',
  blacklist: 'blocklist',
  ca: 'CA',
  captcha: 'CAPTCHA',
  cert: 'certificate',
  config: 'configuration',
  creds: 'credentials',
  crl: 'CRL',
  csr: 'CSR',
  csv: 'CSV',
  dco: 'DCO',
  delauth: 'delegated authentication',
  delegatedflow: 'delegated flow',
  devorg: 'developer org',
  dirsync: 'directory sync',
  dr: 'disaster recovery',
  dsso: 'desktop single sign-on',
  grouppush: 'group push',
  iam: 'IAM',
  id: 'ID',
  idp: 'identity provider',
  ios: 'iOS',
  ip: 'IP',
  iwa: 'IWA',
  jit: 'just in time',
  ldap: 'LDAP',
  ldapi: 'LDAP interface',
  mcp: 'MCP',
  mfa: 'MFA',
  mim: 'mobile',
  msgraph: 'Microsoft Graph',
  oauth: 'OAuth',
  oauth2: 'OAuth',
  okta: 'Okta',
  org: 'org',
  os: 'OS',
  osx: 'macOS',
  ou: 'OU',
  pki: 'PKI',
  powershell: 'PowerShell',
  radius: 'RADIUS',
  realtimesync: 'real-time sync',
  rum: 'RUM',
  saml: 'SAML',
  signin: 'sign-in page',
  signon: 'sign-on',
  signout: 'sign-out page',
  slo: 'single logout',
  sms: 'SMS',
  ssh: 'SSH',
  sso: 'single sign-on',
  systemmailbox: 'system mailbox',
  tobecreated: 'to be created',
  truststore: 'trust store',
  upsert: 'create or update',
  url: 'URL',
  windows: 'Windows',
  x509: 'X.509',
}

/** The words of a part of an id: `reset_user_password` or `upsertGroup`. */
export function toWords(part: string): string[] {
  return part
    .replaceAll(/([a-z])([A-Z])/g, '$1_$2')
    .split(/[_-]/)
    .map((word) => word.toLowerCase())
}

/** Words as a title has them. */
export function spell(words: readonly string[]): string {
  return words.map((word) => (Object.hasOwn(spellings, word) ? spellings[word] : word)).join(' ')
}
