import { defineCheck, type Found } from '../check.ts'
import { foundIn } from '../found.ts'
import { enabled, named, startsWith } from '../people.ts'
import { field, question } from '../question.ts'

export const serviceAccountInteractive = defineCheck({
  id: 'ACC-11',
  title: 'Service account signs in interactively',
  meaning:
    'An account that is for a machine has a personal factor, or somebody signed in to it with a browser.',
  severity: 'high',
  tier: 'core',
  basis: 'event',
  about: 'user',
  frameworks: ['nist:AC-2', 'nist:IA-2', 'mitre:T1078.004', 'cii'],
  needs: ['user', 'factor'],
  events: ['user.session.start', 'user.mfa.factor.activate', 'user.mfa.factor.deactivate'],
  parameters: { windowDays: { title: 'Days to look back', standard: 30 } },
  remedy: {
    words: 'End its sessions, change its password, and deny it the dashboard.',
    actions: ['R-KILLSESS', 'R-RESETPW', 'R-RULE'],
    flow: 'end-sessions',
  },
  async find({ org, read, given, daysAgo, facts }) {
    const { serviceAccounts } = facts
    if (serviceAccounts.length === 0)
      return { status: 'not_applicable', reason: 'No logins are said to be of service accounts.' }
    const rows = await read.ask(question`
      select ${named}, x.last_used as last_session_at, (select min(f.type) from okta_factors f where f.org = ${org}
          and f.user_id = u.id and f.status = 'ACTIVE' and f.type in ('push', 'sms', 'call', 'signed_nonce')
          and f.deleted_at is null) as factor
      from okta_users u left join okta_usage x on x.org = ${org} and x.actor_id = u.id and x.object_id = 'okta'
        and x.last_used >= ${daysAgo(given.windowDays)}
      where u.org = ${org} and u.deleted_at is null and u.status in ${enabled} and ${startsWith('u.login', serviceAccounts)}`)
    const found: Found[] = []
    for (const row of rows) {
      const id = String(row['id'])
      const events =
        row['last_session_at'] === null
          ? []
          : await read.events({
              types: ['user.session.start'],
              since: daysAgo(given.windowDays),
              user: id,
            })
      const browser = events.find(
        ({ payload }) =>
          /"result":"SUCCESS"/.test(JSON.stringify(payload)) &&
          /"browser":"(?!UNKNOWN)\w/.test(JSON.stringify(payload['client'] ?? {})),
      )
      if (row['factor'] === null && browser === undefined) continue
      found.push(
        ...foundIn([{ ...row, event: browser?.id ?? null }], 'user', () =>
          browser === undefined
            ? `It has a personal factor: ${row['factor']}.`
            : 'Somebody signed in with a browser.',
        ),
      )
    }
    return found
  },
})

export const sharedAccount = defineCheck({
  id: 'ACC-12',
  title: 'Account looks shared',
  meaning:
    'A login such as info@ or admin@ is used, from several browsers: nobody can tell who did what with it.',
  severity: 'medium',
  tier: 'extended',
  basis: 'event',
  about: 'user',
  frameworks: ['nist:IA-2', 'nist:IA-4', 'mitre:T1078', 'cii'],
  needs: ['user'],
  events: ['user.session.start'],
  parameters: {
    generic: {
      title: 'What shared logins begin with',
      standard: ['info@', 'admin@', 'team@', 'support@', 'office@'],
    },
    devices: { title: 'Devices in a week at least', standard: 3 },
  },
  remedy: {
    words: 'Give each person an account, and the group the access.',
    actions: ['R-NOTIFY'],
    flow: 'tell-of-findings',
  },
  async find({ org, read, given, daysAgo }) {
    if (given.generic.length === 0) return []
    const rows = await read.ask(question`
      select ${named} from okta_users u where u.org = ${org} and u.deleted_at is null
        and u.status in ${enabled} and ${startsWith('u.login', given.generic)}`)
    const found: Found[] = []
    for (const row of rows) {
      const events = await read.events({
        types: ['user.session.start'],
        since: daysAgo(7),
        user: String(row['id']),
      })
      const devices = new Set(
        events
          .map(({ payload }) => /"dtHash":"([^"]+)"/.exec(JSON.stringify(payload))?.[1])
          .filter((hash) => hash !== undefined),
      )
      if (devices.size < given.devices) continue
      found.push(
        ...foundIn([{ ...row, devices: devices.size }], 'user', () => `${devices.size} devices in a week.`),
      )
    }
    return found
  },
})

export const twoIdentities = defineCheck({
  id: 'ACC-13',
  title: 'Two identities for one person',
  meaning: 'Two accounts have the same employee number: when the person leaves, one of them stays.',
  severity: 'low',
  tier: 'extended',
  basis: 'state',
  about: 'user',
  frameworks: ['nist:IA-4', 'nist:AC-2'],
  needs: ['user'],
  parameters: {},
  remedy: {
    words: 'Merge them by hand, and deactivate one.',
    actions: ['R-NOTIFY', 'R-DEACT'],
    flow: 'tell-of-findings',
  },
  async find({ org, read }) {
    const rows = await read.ask(question`
      select ${named}, u.employee_number, d.accounts from (
        select v.employee_number, count(*) as accounts, max(v.created_at) as newest from okta_users v
        where v.org = ${org} and v.deleted_at is null and v.status in ${enabled} and v.employee_number is not null
        group by v.employee_number having count(*) > 1) d
      join okta_users u on u.org = ${org} and u.employee_number = d.employee_number and u.created_at = d.newest
        and u.deleted_at is null and u.status in ${enabled}`)
    return foundIn(
      rows,
      'user',
      (row) => `${row['accounts']} accounts have the employee number ${row['employee_number']}.`,
    )
  },
})

export const externalPastEnd = defineCheck({
  id: 'ACC-15',
  title: 'External worker past, or without, end date',
  meaning: 'A contractor’s account has no end, or its end is over.',
  severity: 'high',
  tier: 'core',
  basis: 'state',
  about: 'user',
  frameworks: ['nist:AC-2(3)', 'nist:PS-4', 'nist:PS-7', 'mitre:T1199', 'delinea'],
  needs: ['user'],
  parameters: {
    externals: {
      title: 'User types of externals',
      standard: ['contractor', 'external', 'vendor', 'partner'],
    },
    endDateAttribute: { title: 'Attribute with the end (one)', standard: ['endDate'] },
  },
  remedy: {
    words: 'Suspend at the end; ask the sponsor for an end where there is none.',
    actions: ['R-SUSPEND', 'R-NOTIFY'],
    flow: 'suspend-user',
  },
  async find({ org, now, read, given }) {
    const end = question`${field('u.body', 'profile', given.endDateAttribute[0] ?? 'endDate')}`
    const rows = await read.ask(question`
      select ${named}, u.user_type, ${end} as ends_on from okta_users u
      where u.org = ${org} and u.deleted_at is null and u.status in ${enabled}
        and lower(u.user_type) in ${[...given.externals.map((type) => type.toLowerCase()), '']}
        and (coalesce(${end}, '') = '' or ${end} < ${new Date(now).toISOString()})`)
    return foundIn(rows, 'user', (row) =>
      row['ends_on'] === null || row['ends_on'] === ''
        ? { reason: 'An external without an end date.', severity: 'medium' }
        : { reason: `The end was ${row['ends_on']}.`, severity: 'high' },
    )
  },
})
