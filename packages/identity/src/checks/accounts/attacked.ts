import { defineCheck } from '../check.ts'
import { foundIn, foundInOrg } from '../found.ts'
import { enabled, lastActivity, named } from '../people.ts'
import { question } from '../question.ts'

export const lockedSpike = defineCheck({
  id: 'ACC-07',
  title: 'Spike of locked accounts',
  meaning:
    'Many accounts are locked at once: somebody tries passwords on all of them, or wants nobody to get in.',
  severity: 'medium',
  tier: 'core',
  basis: 'event',
  about: 'org',
  frameworks: ['nist:AC-7', 'nist:SI-4', 'mitre:T1110', 'mitre:T1531'],
  needs: ['user'],
  events: ['user.account.lock', 'user.account.unlock'],
  parameters: {
    leastInAnHour: { title: 'Locked accounts in an hour at least', standard: 10 },
    percent: { title: 'Locked accounts of all that can sign in, percent', standard: 1 },
  },
  remedy: {
    words: 'Block the source, protect known devices from lockout, and unlock after a look.',
    actions: ['R-ATTACK', 'R-ZONE', 'R-UNLOCK'],
    flow: 'tell-of-findings',
  },
  async find({ org, now, read, given, daysAgo }) {
    const [row] = await read.ask(question`
      select count(*) as enabled, sum(case when u.status = 'LOCKED_OUT' then 1 else 0 end) as locked
      from okta_users u where u.org = ${org} and u.deleted_at is null and u.status in ${enabled}`)
    const [all, locked] = [Number(row?.['enabled'] ?? 0), Number(row?.['locked'] ?? 0)]
    const events = await read.events({ types: ['user.account.lock'], since: daysAgo(14) })
    const hourMs = 3_600_000
    const hours = new Map<number, Set<string>>()
    for (const { at, subject } of events) {
      const hour = Math.floor((now - at) / hourMs)
      hours.set(hour, (hours.get(hour) ?? new Set()).add(subject ?? ''))
    }
    // The same hour of the fourteen days before.
    const before = Array.from({ length: 13 }, (_, day) => hours.get((day + 1) * 24)?.size ?? 0)
    const mean = before.reduce((sum, count) => sum + count, 0) / before.length
    const deviation = Math.sqrt(before.reduce((sum, count) => sum + (count - mean) ** 2, 0) / before.length)
    const usual = Math.max(given.leastInAnHour, mean + 3 * deviation)
    const lately = hours.get(0)?.size ?? 0
    const isMany = locked >= given.leastInAnHour && locked > (all * given.percent) / 100
    if (lately < usual && !isMany) return []
    return [
      foundInOrg(org, {
        reason: `${lately} accounts were locked in the last hour; ${locked} of ${all} are locked now.`,
        evidence: { lockedInLastHour: lately, usual: Math.ceil(usual), lockedNow: locked, users: all },
      }),
    ]
  },
})

export const inactiveProbed = defineCheck({
  id: 'ACC-08',
  title: 'Inactive account is being probed',
  meaning: 'Somebody tries to sign in to an account that its owner has left alone for weeks.',
  severity: 'high',
  tier: 'core',
  basis: 'event',
  about: 'user',
  frameworks: ['nist:SI-4', 'mitre:T1110', 'mitre:T1078', 'cii'],
  needs: ['user'],
  events: ['user.session.start', 'user.account.lock'],
  parameters: {
    idleDays: { title: 'Days without use', standard: 30 },
    failures: { title: 'Failed sign-ins at least', standard: 2 },
    windowDays: { title: 'Within so many days', standard: 7 },
  },
  remedy: {
    words: 'Suspend the account and block the source.',
    actions: ['R-SUSPEND', 'R-ZONE'],
    flow: 'suspend-user',
  },
  async find({ org, read, given, daysAgo }) {
    const idle = await read.ask(question`
      select * from (select ${named}, ${lastActivity(org)} as last_active_at, x.last_failed as last_failed_at,
        x.failures from okta_usage x join okta_users u on u.org = ${org} and u.id = x.actor_id
        where x.org = ${org} and x.object_id = 'okta' and x.last_failed >= ${daysAgo(given.windowDays)}
          and x.failures >= ${given.failures} and u.deleted_at is null and u.status in ${enabled}
          and (u.last_login_at is null or u.last_login_at < ${daysAgo(given.idleDays)})) w
      where w.last_active_at is null or w.last_active_at < ${daysAgo(given.idleDays)}`)
    const events =
      idle.length === 0
        ? []
        : await read.events({ types: ['user.session.start'], since: daysAgo(given.windowDays) })
    const failed = events.filter(({ payload }) =>
      JSON.stringify(payload['outcome'] ?? {}).includes('FAILURE'),
    )
    const rows = idle.flatMap((row) => {
      const own = failed.filter(
        ({ payload, subject }) => subject === row['id'] || actorOf(payload) === row['id'],
      )
      return own.length < given.failures ? [] : [{ ...row, failures: own.length, event: own[0]?.id ?? null }]
    })
    return foundIn(rows, 'user', (row) => `${row['failures']} failed sign-ins at an idle account.`)
  },
})

function actorOf(payload: { actor?: unknown }): unknown {
  const { actor } = payload
  return typeof actor === 'object' && actor !== null && 'id' in actor ? actor.id : undefined
}

export const underAttack = defineCheck({
  id: 'ACC-09',
  title: 'Active account under heavy attack',
  meaning: 'Somebody tries again and again to sign in to an account, from addresses its owner never used.',
  severity: 'high',
  tier: 'extended',
  basis: 'event',
  about: 'user',
  frameworks: ['nist:SI-4', 'mitre:T1110', 'cii'],
  needs: ['user'],
  events: ['user.session.start'],
  parameters: { failures: { title: 'Failed sign-ins in a day', standard: 20 } },
  remedy: {
    words: 'Raise the user’s risk, protect from lockout, tell the user.',
    actions: ['R-RISK', 'R-ATTACK', 'R-NOTIFY'],
    flow: 'tell-of-findings',
  },
  async find({ org, read, given, daysAgo }) {
    const rows = await read.ask(question`
      select ${named}, x.failures, x.last_failed as last_failed_at from okta_usage x
      join okta_users u on u.org = ${org} and u.id = x.actor_id
      where x.org = ${org} and x.object_id = 'okta' and x.last_failed >= ${daysAgo(1)}
        and x.failures >= ${given.failures} and u.deleted_at is null and u.status in ${enabled}`)
    if (rows.length === 0) return []
    const events = await read.events({ types: ['user.session.start'], since: daysAgo(30) })
    const known = new Map<unknown, Set<string>>()
    const ip = (payload: { client?: unknown }) =>
      typeof payload.client === 'object' && payload.client !== null && 'ipAddress' in payload.client
        ? String(payload.client.ipAddress)
        : ''
    const isFailed = (payload: { outcome?: unknown }) =>
      JSON.stringify(payload.outcome ?? {}).includes('FAILURE')
    for (const { payload } of events) {
      const user = actorOf(payload)
      if (!isFailed(payload)) known.set(user, (known.get(user) ?? new Set()).add(ip(payload)))
    }
    const attacked = rows.flatMap((row) => {
      const strange = events.filter(
        ({ at, payload }) =>
          at >= daysAgo(1) &&
          isFailed(payload) &&
          actorOf(payload) === row['id'] &&
          known.get(row['id'])?.has(ip(payload)) !== true,
      )
      return strange.length < given.failures ? [] : [{ ...row, failures: strange.length }]
    })
    return foundIn(
      attacked,
      'user',
      (row) => `${row['failures']} failed sign-ins in a day from strange addresses.`,
    )
  },
})
