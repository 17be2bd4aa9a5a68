import { defineCheck, type CheckContext, type NoAnswer } from '../check.ts'
import { foundIn } from '../found.ts'
import { enabled } from '../people.ts'
import { question } from '../question.ts'
import { isSensitive, showsUse } from './sensitive.ts'

const used = ['user.authentication.sso']

/** Why use cannot be judged; undefined where it can. */
function tooYoung(
  { usedSince, now }: Pick<CheckContext, 'usedSince' | 'now'>,
  days: number,
): NoAnswer | undefined {
  if (usedSince !== null && now - usedSince >= days * 86_400_000) return undefined
  const since = usedSince === null ? 'not at all yet' : `since ${new Date(usedSince).toISOString()}`
  return { status: 'unknown', reason: `It takes ${days} days of events to tell; they are counted ${since}.` }
}

export const unusedAssignment = defineCheck({
  id: 'ACS-01',
  title: 'App assigned but not used',
  meaning:
    'Somebody has an app and has not opened it for months: access that nobody would miss but an attacker.',
  severity: 'medium',
  tier: 'core',
  basis: 'state',
  about: 'app_user',
  frameworks: ['nist:AC-6(7)', 'nist:AC-2', 'mitre:T1078', 'cii', 'authomize'],
  needs: ['user', 'app', 'app_user'],
  events: used,
  parameters: {
    days: { title: 'Days without use', standard: 90 },
    sensitiveDays: { title: 'Days without use of sensitive apps', standard: 30 },
  },
  remedy: {
    words: 'Take away what was assigned by name; narrow the group otherwise. Try it dry first.',
    actions: ['R-UNASSIGN', 'R-GRPDEL'],
    flow: 'unassign-app',
  },
  async find(context) {
    const { org, read, given, facts, daysAgo } = context
    const young = tooYoung(context, given.sensitiveDays)
    if (young !== undefined) return young
    const isOld = tooYoung(context, given.days) === undefined
    const apps = (await read.apps()).filter((app) => app.status === 'ACTIVE' && showsUse(app))
    const unused = async (ids: readonly string[], days: number) =>
      ids.length === 0
        ? []
        : foundIn(
            await read.ask(question`
              select x.app_id || '/' || x.user_id as id, u.login || ' in ' || a.label as name, u.login, x.user_id,
                x.app_id, a.label as app, x.scope, x.created_at, y.last_used as last_used_at
              from okta_app_users x join okta_users u on u.org = ${org} and u.id = x.user_id and u.deleted_at is null
                and u.status in ${enabled}
              join okta_apps a on a.org = ${org} and a.id = x.app_id
              left join okta_usage y on y.org = ${org} and y.actor_id = x.user_id and y.object_id = x.app_id
              where x.org = ${org} and x.deleted_at is null and x.app_id in ${ids} and x.created_at < ${daysAgo(days)}
                and (y.last_used is null or y.last_used < ${daysAgo(days)})`),
            'app_user',
            (row) => `${row['app']} was not opened for ${days} days.`,
          )
    const sensitive = apps.filter((app) => isSensitive(app, facts)).map(({ id }) => id)
    const others = isOld ? apps.filter((app) => !isSensitive(app, facts)).map(({ id }) => id) : []
    return [...(await unused(sensitive, given.sensitiveDays)), ...(await unused(others, given.days))]
  },
})

export const limitedAdoption = defineCheck({
  id: 'ACS-02',
  title: 'Application with limited adoption',
  meaning: 'Many people have an app and few open it: licences, and access, that could go.',
  severity: 'low',
  tier: 'extended',
  basis: 'state',
  about: 'app',
  frameworks: ['nist:AC-6(7)', 'cii'],
  needs: ['user', 'app', 'app_user'],
  parameters: {
    percent: { title: 'Users who open it, percent', standard: 90 },
    days: { title: 'In so many days', standard: 30 },
  },
  remedy: { words: 'Look at the licence and the groups.', actions: [], flow: null },
  async find(context) {
    const { org, read, given, daysAgo } = context
    const young = tooYoung(context, given.days)
    if (young !== undefined) return young
    const apps = (await read.apps())
      .filter((app) => app.status === 'ACTIVE' && showsUse(app))
      .map(({ id }) => id)
    if (apps.length === 0) return []
    const rows = await read.ask(question`
      select * from (select a.id, a.label as name, count(*) as assigned,
        sum(case when y.last_used >= ${daysAgo(given.days)} then 1 else 0 end) as active
        from okta_apps a join okta_app_users x on x.org = ${org} and x.app_id = a.id and x.deleted_at is null
        join okta_users u on u.org = ${org} and u.id = x.user_id and u.deleted_at is null and u.status in ${enabled}
        left join okta_usage y on y.org = ${org} and y.actor_id = x.user_id and y.object_id = a.id
        where a.org = ${org} and a.id in ${apps} group by a.id, a.label) w
      where w.active > 0 and w.active * 100 < w.assigned * ${given.percent}`)
    return foundIn(rows, 'app', (row) => `${row['active']} of ${row['assigned']} people opened it.`)
  },
})

export const unusedApp = defineCheck({
  id: 'ACS-03',
  title: 'Application nobody uses',
  meaning: 'An active app was not opened by anybody for months, or nobody has it.',
  severity: 'medium',
  tier: 'core',
  basis: 'state',
  about: 'app',
  frameworks: ['nist:CM-7', 'nist:AC-2', 'cii'],
  needs: ['app', 'app_user', 'app_group'],
  events: used,
  parameters: { days: { title: 'Days without use', standard: 90 } },
  remedy: { words: 'Deactivate it.', actions: ['R-APPOFF'], flow: 'deactivate-app' },
  async find(context) {
    const { org, read, given, daysAgo } = context
    const isOld = tooYoung(context, given.days) === undefined
    const apps = (await read.apps()).filter((app) => app.status === 'ACTIVE' && app.client_type !== 'service')
    const ids = apps.filter(({ name }) => !name.startsWith('okta_') && name !== 'saasure').map(({ id }) => id)
    if (ids.length === 0) return []
    const rows = await read.ask(question`
      select a.id, a.label as name, a.created_at,
        case when exists (select 1 from okta_app_users x where x.org = ${org} and x.app_id = a.id) then 1 else 0 end
          as has_users,
        case when exists (select 1 from okta_app_groups x where x.org = ${org} and x.app_id = a.id) then 1 else 0 end
          as has_groups,
        (select max(y.last_used) from okta_usage y where y.org = ${org} and y.object_id = a.id) as last_used_at
      from okta_apps a where a.org = ${org} and a.id in ${ids} and a.created_at < ${daysAgo(given.days)}`)
    const seen = new Set(apps.filter(showsUse).map(({ id }) => id))
    const isAssigned = (row: (typeof rows)[number]) => row['has_users'] === 1 || row['has_groups'] === 1
    const wrong = rows.filter((row) => {
      if (!isAssigned(row)) return true
      if (!isOld || !seen.has(String(row['id']))) return false
      return row['last_used_at'] === null || Number(row['last_used_at']) < daysAgo(given.days)
    })
    if (!isOld && wrong.length === 0 && rows.length > 0) return tooYoung(context, given.days) ?? []
    return foundIn(wrong, 'app', (row) =>
      isAssigned(row) ? `Nobody opened it for ${given.days} days.` : 'Nobody has it.',
    )
  },
})

export const assignedToIndividuals = defineCheck({
  id: 'ACS-04',
  title: 'App assigned to individuals',
  meaning:
    'People have an app by name, beside the groups that give it: leaving the group does not take it away.',
  severity: 'low',
  tier: 'core',
  basis: 'state',
  about: 'app',
  frameworks: ['nist:AC-2(7)', 'nist:AC-6', 'authomize'],
  needs: ['app', 'app_user', 'app_group'],
  events: ['application.user_membership.add', 'application.user_membership.remove'],
  parameters: { most: { title: 'People by name in an app without groups, at most', standard: 5 } },
  remedy: {
    words: 'Put the people into a group that has the app, then take the assignment by name away.',
    actions: ['R-GRPADD', 'R-UNASSIGN'],
    flow: null,
  },
  async find({ org, read, given, facts }) {
    const apps = new Map((await read.apps()).map((app) => [app.id, app]))
    const rows = await read.ask(question`
      select * from (select a.id, a.label as name, count(*) as by_name, min(u.login) as one_of_them,
        (select count(*) from okta_app_groups g where g.org = ${org} and g.app_id = a.id) as app_groups
        from okta_app_users x join okta_apps a on a.org = ${org} and a.id = x.app_id and a.deleted_at is null
          and a.status = 'ACTIVE'
        join okta_users u on u.org = ${org} and u.id = x.user_id and u.deleted_at is null and u.status in ${enabled}
        where x.org = ${org} and x.deleted_at is null and x.scope = 'USER' group by a.id, a.label) w
      where w.app_groups > 0 or w.by_name > ${given.most}`)
    return foundIn(rows, 'app', (row) => {
      const app = apps.get(String(row['id']))
      return {
        reason: `${row['by_name']} people have it by name.`,
        severity: app !== undefined && isSensitive(app, facts) ? 'medium' : 'low',
      }
    })
  },
})

export const sensitiveForEveryone = defineCheck({
  id: 'ACS-10',
  title: 'Sensitive app assigned to Everyone',
  meaning:
    'An app that holds what must not be lost, or that makes accounts elsewhere, is open to all or nearly all.',
  severity: 'high',
  tier: 'core',
  basis: 'state',
  about: 'app',
  frameworks: ['nist:AC-6', 'delinea'],
  needs: ['user', 'app', 'app_group', 'group', 'group_member'],
  parameters: { percent: { title: 'Of all users, percent', standard: 80 } },
  remedy: {
    words: 'Take the group away, and give the app to those who need it.',
    actions: ['R-UNASSIGN-G'],
    flow: null,
  },
  async find({ org, read, given, facts }) {
    const apps = (await read.apps()).filter(
      (app) =>
        app.status === 'ACTIVE' &&
        app.name !== 'okta_enduser' &&
        (isSensitive(app, facts) || app.features.includes('PUSH_NEW_USERS')),
    )
    if (apps.length === 0) return []
    const [all] = await read.ask(question`select count(*) as users from okta_users u where u.org = ${org}
      and u.deleted_at is null and u.status in ${enabled}`)
    const users = Number(all?.['users'] ?? 0)
    // A handful of people are quickly nearly all: below that only Everyone counts.
    const rows = await read.ask(question`
      select * from (select a.id, min(a.label) as name, min(g.type) as group_type, max(g.name) as group_name,
        max(c.members) as members
        from okta_app_groups x join okta_apps a on a.org = ${org} and a.id = x.app_id
        join okta_groups g on g.org = ${org} and g.id = x.group_id and g.deleted_at is null
        left join (select m.group_id, count(*) as members from okta_group_members m where m.org = ${org}
          group by m.group_id) c on c.group_id = g.id
        where x.org = ${org} and x.deleted_at is null and x.app_id in ${apps.map(({ id }) => id)} group by a.id) w
      where w.group_type = 'BUILT_IN' or (w.members >= 50 and w.members * 100 > ${users * given.percent})`)
    return foundIn(rows, 'app', (row) => `The group ${row['group_name']} has it.`)
  },
})
