import { defineCheck } from '../check.ts'
import { foundIn } from '../found.ts'
import { admins, enabled, named, roleKinds } from '../people.ts'
import { question } from '../question.ts'
import { anyFactor, phishingResistant, strong, weak } from './strength.ts'

const factorEvents = ['user.mfa.factor.activate', 'user.mfa.factor.deactivate', 'user.mfa.factor.reset_all']

export const noMfa = defineCheck({
  id: 'MFA-01',
  title: 'User has no MFA configured',
  meaning:
    'A user who can sign in has no second factor, some time after the account was made. Whoever learns the password has the account.',
  severity: 'high',
  tier: 'core',
  basis: 'state',
  about: 'user',
  frameworks: [
    'nist:IA-2(1)',
    'nist:IA-2(2)',
    'mitre:T1078',
    'mitre:T1110',
    'cii',
    'delinea',
    'healthinsight',
  ],
  needs: ['user', 'factor'],
  events: factorEvents,
  parameters: {
    graceDays: { title: 'Days after creation in which none is expected', standard: 14 },
    trustedProviders: {
      title: 'Names of federated providers that ask for a second factor themselves',
      standard: [] as readonly string[],
    },
  },
  remedy: {
    words:
      'Tell the user and the manager; put the user into a group that must enrol; suspend after two weeks.',
    actions: ['R-NOTIFY', 'R-GRPADD', 'R-SUSPEND'],
    flow: 'suspend-user',
  },
  async find({ org, read, given, daysAgo }) {
    const rows = await read.ask(question`
      select ${named}, u.created_at from okta_users u
      where u.org = ${org} and u.deleted_at is null and u.status in ${enabled}
        and u.created_at < ${daysAgo(given.graceDays)}
        and (u.provider_type is null or u.provider_type <> 'FEDERATION'
          or u.provider_name not in ${[...given.trustedProviders, '']})
        and not exists (select 1 from okta_factors f where f.org = ${org} and f.user_id = u.id
          and f.status = 'ACTIVE' and f.type in ${anyFactor} and f.deleted_at is null)`)
    return foundIn(rows, 'user', () => 'No second factor is active.')
  },
})

export const onlyWeakFactors = defineCheck({
  id: 'MFA-02',
  title: 'Only weak second factors',
  meaning:
    'All second factors of a user are text messages, calls, e-mails or a security question, which attackers get around by SIM swap, mailbox access or asking.',
  severity: 'medium',
  tier: 'core',
  basis: 'state',
  about: 'user',
  frameworks: [
    'nist:IA-2(6)',
    'nist:IA-2(8)',
    'nist:IA-5(1)',
    'mitre:T1621',
    'mitre:T1451',
    'cii',
    'delinea',
    'healthinsight',
  ],
  needs: ['user', 'factor'],
  events: factorEvents,
  parameters: { weakTypes: { title: 'Types of factors that count as weak', standard: weak } },
  remedy: {
    words: 'Ask the user to enrol a stronger factor by a group that requires one; then remove the weak ones.',
    actions: ['R-NOTIFY', 'R-GRPADD', 'R-DELFACTOR'],
    flow: 'tell-of-findings',
  },
  async find({ org, read, given }) {
    const rows = await read.ask(question`
      select ${named}, min(f.type) as factor, count(*) as factors
      from okta_users u join okta_factors f on f.org = ${org} and f.user_id = u.id
        and f.status = 'ACTIVE' and f.deleted_at is null
      where u.org = ${org} and u.deleted_at is null and u.status in ${enabled}
      group by u.id, u.name, u.login, u.status
      having sum(case when f.type in ${[...given.weakTypes, '']} then 0 else 1 end) = 0`)
    return foundIn(rows, 'user', (row) => `All of ${row['factors']} active factors are weak.`)
  },
})

export const adminWithoutMfa = defineCheck({
  id: 'MFA-03',
  title: 'Administrator without MFA',
  meaning: 'Somebody with an admin role signs in with a password alone.',
  severity: 'critical',
  tier: 'core',
  basis: 'state',
  about: 'user',
  frameworks: ['nist:IA-2(1)', 'mitre:T1078.004', 'ispm', 'healthinsight', 'defender'],
  needs: ['user', 'factor', ...roleKinds],
  events: factorEvents,
  parameters: {},
  remedy: {
    words:
      'End the sessions, and suspend the account until a factor is enrolled; never the last super admin.',
    actions: ['R-KILLSESS', 'R-SUSPEND', 'R-NOTIFY'],
    flow: 'suspend-user',
  },
  async find({ org, read }) {
    const rows = await read.ask(question`
      select ${named}, a.role from ${admins(org)} a join okta_users u on u.org = ${org} and u.id = a.user_id
      where u.deleted_at is null and u.status in ${enabled}
        and not exists (select 1 from okta_factors f where f.org = ${org} and f.user_id = u.id
          and f.status = 'ACTIVE' and f.type in ${anyFactor} and f.deleted_at is null)`)
    return foundIn(rows, 'user', (row) => `${row['role']} without an active second factor.`)
  },
})

export const adminNotPhishingResistant = defineCheck({
  id: 'MFA-04',
  title: 'Administrator without a phishing-resistant authenticator',
  meaning:
    'A powerful administrator has no security key, passkey or FastPass. A page that looks like the sign-in takes everything else.',
  severity: 'high',
  tier: 'core',
  basis: 'state',
  about: 'user',
  frameworks: ['nist:IA-2(1)', 'nist:IA-2(6)', 'nist:IA-2(8)', 'mitre:T1566', 'mitre:T1557', 'ispm', 'cii'],
  needs: ['user', 'factor', ...roleKinds],
  uses: ['authenticator'],
  events: factorEvents,
  parameters: { highestTier: { title: 'Administrators up to this tier', standard: 1 } },
  remedy: {
    words:
      'Send the enrolment link; switch on a phishing-resistant authenticator and require it of administrators.',
    actions: ['R-NOTIFY', 'R-AUTHR', 'R-POLICY'],
    flow: 'tell-of-findings',
  },
  async find({ org, read, given }) {
    const rows = await read.ask(question`
      select ${named}, a.role, a.tier from ${admins(org)} a
      join okta_users u on u.org = ${org} and u.id = a.user_id
      where u.deleted_at is null and u.status in ${enabled} and a.tier <= ${given.highestTier}
        and not exists (select 1 from okta_factors f where f.org = ${org} and f.user_id = u.id
          and f.status = 'ACTIVE' and f.type in ${phishingResistant} and f.deleted_at is null)`)
    const offered = (await read.objects('authenticator')).filter(
      ({ type, status }) =>
        status === 'ACTIVE' && ['webauthn', 'okta_verify', 'smart_card_idp'].includes(type ?? ''),
    )
    const why = offered.length === 0 ? ' The org offers none either.' : ''
    return foundIn(rows, 'user', (row) => `${row['role']} without a phishing-resistant factor.${why}`)
  },
})

export const adminKeepsWeakFactor = defineCheck({
  id: 'MFA-05',
  title: 'Administrator keeps a weak factor',
  meaning:
    'A powerful administrator still has a weak factor beside the strong ones: attackers choose the weakest. E-mail alone, which Okta enrols by itself for recovery, counts as low.',
  severity: 'medium',
  tier: 'core',
  basis: 'state',
  about: 'user',
  frameworks: ['nist:IA-5(1)', 'mitre:T1556.006', 'healthinsight', 'delinea'],
  needs: ['user', 'factor', ...roleKinds],
  uses: ['authenticator'],
  events: factorEvents,
  parameters: {
    recoveryEmailCounts: { title: 'E-mail that serves recovery alone is reported', standard: true },
  },
  remedy: {
    words: 'Remove the weak factor, and forbid it to administrators in the enrolment policy.',
    actions: ['R-DELFACTOR', 'R-POLICY'],
    flow: null,
  },
  async find({ org, read, given }) {
    const rows = await read.ask(question`
      select ${named}, a.role, min(case when f.type = 'email' then 'z-email' else f.type end) as factor,
        min(f.id) as factor_id
      from ${admins(org)} a join okta_users u on u.org = ${org} and u.id = a.user_id
      join okta_factors f on f.org = ${org} and f.user_id = u.id and f.status = 'ACTIVE'
        and f.type in ${weak} and f.deleted_at is null
      where u.deleted_at is null and u.status in ${enabled} and a.tier <= 1
      group by u.id, u.name, u.login, u.status, a.role`)
    const email = (await read.objects('authenticator')).find(({ type }) => type === 'okta_email')
    const settings = email?.body['settings']
    const isRecovery = JSON.stringify(settings ?? {}).includes('"allowedFor":"recovery"')
    const judged = rows.filter(
      (row) => row['factor'] !== 'z-email' || !isRecovery || given.recoveryEmailCounts,
    )
    return foundIn(judged, 'user', (row) => {
      const isEmail = row['factor'] === 'z-email'
      const type = isEmail ? 'email' : row['factor']
      return {
        reason: `${row['role']} keeps the factor ${type}.`,
        severity: isEmail && isRecovery ? 'low' : 'medium',
      }
    })
  },
})

export const superAdminOneFactor = defineCheck({
  id: 'MFA-06',
  title: 'Super admin has fewer than two strong authenticators',
  meaning:
    'Who loses the only key has to ask a help desk for a reset, which is just what attackers do. A super admin needs a second one.',
  severity: 'medium',
  tier: 'core',
  basis: 'state',
  about: 'user',
  frameworks: ['nist:IA-5', 'mitre:T1656'],
  needs: ['user', 'factor', ...roleKinds],
  events: factorEvents,
  parameters: { least: { title: 'Strong authenticators at least', standard: 2 } },
  remedy: {
    words: 'Ask the super admin to enrol a second authenticator, and let no help desk reset this account.',
    actions: ['R-NOTIFY'],
    flow: 'tell-of-findings',
  },
  async find({ org, read, given }) {
    const rows = await read.ask(question`
      select ${named}, count(distinct coalesce(f.name, f.id)) as authenticators
      from ${admins(org)} a join okta_users u on u.org = ${org} and u.id = a.user_id
      left join okta_factors f on f.org = ${org} and f.user_id = u.id and f.status = 'ACTIVE'
        and f.type in ${[...strong, ...phishingResistant]} and f.deleted_at is null
      where u.deleted_at is null and u.status in ${enabled} and a.tier = 0
      group by u.id, u.name, u.login, u.status
      having count(distinct coalesce(f.name, f.id)) < ${given.least}`)
    return foundIn(rows, 'user', (row) => `Only ${row['authenticators']} strong authenticators are active.`)
  },
})

export const enrolmentNeverCompleted = defineCheck({
  id: 'MFA-09',
  title: 'Factor enrolment never completed',
  meaning:
    'An enrolment was begun and never finished, or ended and was left behind: somebody else may finish it.',
  severity: 'low',
  tier: 'extended',
  basis: 'state',
  about: 'user',
  frameworks: ['nist:IA-5', 'cii'],
  needs: ['user', 'factor'],
  events: factorEvents,
  parameters: { pendingDays: { title: 'Days that an enrolment may take', standard: 14 } },
  remedy: {
    words: 'Remove what was never finished.',
    actions: ['R-DELFACTOR', 'R-NOTIFY'],
    flow: 'remove-finding-factor',
  },
  async find({ org, read, given, daysAgo }) {
    const rows = await read.ask(question`
      select ${named}, min(f.id) as factor_id, min(f.type) as factor, min(f.status) as factor_status,
        min(f.created_at) as begun_at
      from okta_users u join okta_factors f on f.org = ${org} and f.user_id = u.id and f.deleted_at is null
      where u.org = ${org} and u.deleted_at is null and u.status in ${enabled} and (f.status in ('EXPIRED', 'INACTIVE')
        or (f.status = 'PENDING_ACTIVATION' and f.created_at < ${daysAgo(given.pendingDays)}))
      group by u.id, u.name, u.login, u.status`)
    return foundIn(rows, 'user', (row) => `The factor ${row['factor']} is ${row['factor_status']}.`)
  },
})
