import { defineCheck } from '../check.ts'
import { daysSince, foundIn, foundInOrg } from '../found.ts'
import { admins, enabled, lastActivity, named, pending, roleKinds } from '../people.ts'
import { policiesOf } from '../policies.ts'
import { question } from '../question.ts'

const signIns = ['user.session.start', 'user.authentication.sso']

export const inactiveUser = defineCheck({
  id: 'ACC-01',
  title: 'Inactive user',
  meaning:
    'A user who can sign in has not done so for a long time: nobody would notice somebody else doing it.',
  severity: 'medium',
  tier: 'core',
  basis: 'state',
  about: 'user',
  frameworks: ['nist:AC-2(3)', 'mitre:T1078', 'stig:V-273188', 'cii', 'delinea'],
  needs: ['user'],
  uses: roleKinds,
  events: signIns,
  parameters: {
    lowDays: { title: 'Days until it is low', standard: 30, stig: 35 },
    mediumDays: { title: 'Days until it is medium', standard: 60, stig: 35 },
    highDays: { title: 'Days until it is high', standard: 90, stig: 35 },
  },
  remedy: {
    words:
      'Ask the manager; suspend; deactivate a month later. Leave alone what a directory disables itself.',
    actions: ['R-NOTIFY', 'R-SUSPEND', 'R-DEACT'],
    flow: 'suspend-user',
  },
  async find({ org, now, read, given, daysAgo, facts }) {
    const rows = await read.ask(question`
      select * from (
        select ${named}, u.created_at, u.last_login_at, a.tier, ${lastActivity(org)} as last_active_at
        from okta_users u left join ${admins(org)} a on a.user_id = u.id
        where u.org = ${org} and u.deleted_at is null and u.status in ${enabled}
          and u.created_at < ${daysAgo(given.lowDays)} and u.login not in ${[...facts.breakGlass, '']}
          and u.last_login_at < ${daysAgo(given.lowDays)}) w
      where w.last_active_at <= ${daysAgo(given.lowDays)}`)
    return foundIn(rows, 'user', (row) => {
      const days = daysSince(Number(row['last_active_at']), now)
      const level = days >= given.highDays ? 2 : days >= given.mediumDays ? 1 : 0
      return {
        reason: `Nothing for ${days} days.`,
        severity:
          (['low', 'medium', 'high', 'critical'] as const)[level + (row['tier'] === null ? 0 : 1)] ?? 'high',
      }
    })
  },
})

export const neverLoggedIn = defineCheck({
  id: 'ACC-02',
  title: 'Never logged in',
  meaning: 'An account was made active and its owner never came: its first password or link may be anywhere.',
  severity: 'medium',
  tier: 'core',
  basis: 'state',
  about: 'user',
  frameworks: ['nist:AC-2(3)', 'mitre:T1078', 'cii'],
  needs: ['user'],
  events: signIns,
  parameters: { days: { title: 'Days after activation', standard: 7 } },
  remedy: {
    words: 'Ask; suspend or deactivate after a month.',
    actions: ['R-NOTIFY', 'R-SUSPEND', 'R-DEACT'],
    flow: 'suspend-user',
  },
  async find({ org, read, given, daysAgo, facts }) {
    const rows = await read.ask(question`
      select ${named}, u.created_at, u.activated_at from okta_users u
      where u.org = ${org} and u.deleted_at is null and u.status in ${enabled} and u.last_login_at is null
        and coalesce(u.activated_at, u.created_at) <= ${daysAgo(given.days)}
        and u.login not in ${[...facts.breakGlass, '']}
        and not exists (select 1 from okta_usage x where x.org = ${org} and x.actor_id = u.id)`)
    return foundIn(rows, 'user', () => 'It was activated and never used.')
  },
})

export const stuckPending = defineCheck({
  id: 'ACC-03',
  title: 'Stuck in staged or provisioned state',
  meaning:
    'An account waits to be activated for weeks. The link that does it is a credential nobody claimed.',
  severity: 'low',
  tier: 'extended',
  basis: 'state',
  about: 'user',
  frameworks: ['nist:AC-2'],
  needs: ['user'],
  parameters: { days: { title: 'Days in this state', standard: 30 } },
  remedy: {
    words: 'Deactivate it, or send the activation again.',
    actions: ['R-DEACT'],
    flow: 'deactivate-user',
  },
  async find({ org, read, given, daysAgo }) {
    const rows = await read.ask(question`
      select ${named}, coalesce(u.status_changed_at, u.created_at) as since_at from okta_users u
      where u.org = ${org} and u.deleted_at is null and u.status in ${pending}
        and coalesce(u.status_changed_at, u.created_at) <= ${daysAgo(given.days)}`)
    return foundIn(rows, 'user', (row) => `${row['status']} since long.`)
  },
})

export const suspendedStillAssigned = defineCheck({
  id: 'ACC-04',
  title: 'Suspended for a long time and still assigned',
  meaning: 'A suspended user keeps apps or admin roles: one click gives all of it back.',
  severity: 'low',
  tier: 'extended',
  basis: 'state',
  about: 'user',
  frameworks: ['nist:AC-2(3)', 'nist:PS-4', 'delinea'],
  needs: ['user', 'app_user', 'group_member'],
  parameters: { days: { title: 'Days since the suspension', standard: 30 } },
  remedy: {
    words: 'Deactivate, or take away the groups.',
    actions: ['R-DEACT', 'R-GRPDEL'],
    flow: 'deactivate-user',
  },
  async find({ org, read, given, daysAgo }) {
    const rows = await read.ask(question`
      select * from (select ${named}, u.status_changed_at,
        (select count(*) from okta_app_users x where x.org = ${org} and x.user_id = u.id) as apps
        from okta_users u where u.org = ${org} and u.deleted_at is null and u.status = 'SUSPENDED'
          and u.status_changed_at <= ${daysAgo(given.days)}) w where w.apps > 0`)
    return foundIn(rows, 'user', (row) => `Suspended, and still in ${row['apps']} apps.`)
  },
})

export const noInactivityAutomation = defineCheck({
  id: 'ACC-17',
  title: 'No automation for inactivity',
  meaning:
    'Nothing suspends or deactivates idle accounts by itself: neither an automation of Okta nor a flow here.',
  severity: 'medium',
  tier: 'core',
  basis: 'state',
  about: 'org',
  frameworks: ['nist:AC-2(3)', 'stig:V-273188', 'prowler'],
  needs: ['user', 'policy'],
  uses: ['policy_rule'],
  events: ['policy.lifecycle.create', 'policy.lifecycle.update', 'policy.lifecycle.activate'],
  parameters: { days: { title: 'Idle days after which something happens, at most', standard: 90, stig: 35 } },
  remedy: { words: 'Switch on a scheduled flow that suspends idle users.', actions: [], flow: null },
  async find({ org, read, given }) {
    const idle = (text: string) => {
      const days = /"inactivity":\{[^}]*"number":(\d+)[^}]*"unit":"(DAY|DAYS)"/.exec(text)?.[1]
      return days !== undefined && Number(days) <= given.days
    }
    const automations = (await policiesOf(read, 'USER_LIFECYCLE')).filter(({ body, rules }) => {
      const whole = JSON.stringify([body, ...rules.map((rule) => rule.body)])
      return idle(whole) && /SUSPENDED|DEPROVISIONED|DEACTIVATED|suspend|deactivate/.test(whole)
    })
    const { flows } = await read.own()
    const own = flows.filter(
      ({ isScheduled, actions }) =>
        isScheduled && actions.some((action) => /suspend|deactivate/.test(action)),
    )
    if (automations.length + own.length > 0) return []
    return [
      foundInOrg(org, {
        reason: `No automation and no scheduled flow suspends users after ${given.days} idle days.`,
        evidence: { automations: 0, scheduledFlows: flows.filter(({ isScheduled }) => isScheduled).length },
      }),
    ]
  },
})
