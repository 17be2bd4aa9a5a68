import { at } from '../../inventory/read.ts'
import { defineCheck, type Found } from '../check.ts'
import { daysSince, foundIn } from '../found.ts'
import { enabled } from '../people.ts'
import { question } from '../question.ts'
import { isSensitive } from '../apps/sensitive.ts'

const memberships = ['group.user_membership.add', 'group.user_membership.remove']

export const emptyWithAccess = defineCheck({
  id: 'GRP-01',
  title: 'Empty group that still grants access',
  meaning: 'A group without members gives apps or an admin role: who joins gets it, and nobody is looking.',
  severity: 'medium',
  tier: 'core',
  basis: 'state',
  about: 'group',
  frameworks: ['nist:AC-2', 'nist:AC-6', 'delinea', 'authomize'],
  needs: ['user', 'group', 'group_member', 'app_group', 'group_role'],
  events: memberships,
  parameters: {},
  remedy: {
    words: 'Take the apps and roles from it, or delete it.',
    actions: ['R-UNASSIGN-G', 'R-ROLEDEL-G', 'R-GRPRM'],
    flow: 'delete-group',
  },
  async find({ org, read }) {
    const rows = await read.ask(question`
      select * from (select g.id, g.name, g.type,
        (select count(*) from okta_app_groups x where x.org = ${org} and x.group_id = g.id) as apps,
        (select count(*) from okta_role_assignments r where r.org = ${org} and r.principal_id = g.id
          and r.deleted_at is null) as roles
        from okta_groups g where g.org = ${org} and g.deleted_at is null and g.type <> 'BUILT_IN'
          and not exists (select 1 from okta_group_members m join okta_users u on u.org = ${org} and u.id = m.user_id
            and u.deleted_at is null and u.status in ${enabled} where m.org = ${org} and m.group_id = g.id)) w
      where w.apps + w.roles > 0`)
    return foundIn(
      rows,
      'group',
      (row) => `Nobody is in it, and it gives ${row['apps']} apps and ${row['roles']} roles.`,
    )
  },
})

export const emptyUnused = defineCheck({
  id: 'GRP-02',
  title: 'Empty group, used by nothing',
  meaning:
    'A group without members that no app, role, rule or policy names: somebody may give it a meaning that nobody notices.',
  severity: 'low',
  tier: 'core',
  basis: 'state',
  about: 'group',
  frameworks: ['nist:CM-7', 'delinea'],
  needs: ['group', 'group_member', 'app_group', 'group_role', 'group_rule', 'policy'],
  events: memberships,
  parameters: { days: { title: 'Days after it was made', standard: 30 } },
  remedy: { words: 'Delete it.', actions: ['R-GRPRM'], flow: 'delete-group' },
  async find({ org, read, given, daysAgo }) {
    const rows = await read.ask(question`
      select g.id, g.name, g.type, g.created_at from okta_groups g
      where g.org = ${org} and g.deleted_at is null and g.type = 'OKTA_GROUP' and g.created_at < ${daysAgo(given.days)}
        and not exists (select 1 from okta_group_members m where m.org = ${org} and m.group_id = g.id)
        and not exists (select 1 from okta_app_groups x where x.org = ${org} and x.group_id = g.id)
        and not exists (select 1 from okta_role_assignments r where r.org = ${org} and r.principal_id = g.id
          and r.deleted_at is null)
        and not exists (select 1 from okta_links l where l.org = ${org} and l.to_kind = 'group' and l.to_id = g.id)`)
    return foundIn(rows, 'group', () => 'Nobody is in it and nothing names it.')
  },
})

export const staleGroup = defineCheck({
  id: 'GRP-03',
  title: 'Stale group',
  meaning:
    'Nobody joined or left a group for a year, and nobody opened what it gives: its reason may be gone.',
  severity: 'low',
  tier: 'core',
  basis: 'state',
  about: 'group',
  frameworks: ['nist:AC-2', 'nist:AC-6(7)', 'authomize'],
  needs: ['group', 'group_member', 'app', 'app_group'],
  events: memberships,
  parameters: {
    days: { title: 'Days without a change of members', standard: 365 },
    usedDays: { title: 'Days without use of its apps', standard: 90 },
  },
  remedy: {
    words: 'Ask its owner in a review; take members away or delete it.',
    actions: ['R-GRPDEL', 'R-GRPRM'],
    flow: 'tell-of-findings',
  },
  async find({ org, read, given, now, usedSince, facts, daysAgo }) {
    const rows = await read.ask(question`
      select * from (select g.id, g.name, g.membership_changed_at, (select max(y.last_used) from okta_app_groups x
          join okta_usage y on y.org = ${org} and y.object_id = x.app_id and y.last_used >= ${daysAgo(given.usedDays)}
          join okta_group_members m on m.org = ${org} and m.group_id = g.id and m.user_id = y.actor_id
          where x.org = ${org} and x.group_id = g.id) as last_used_at
        from okta_groups g where g.org = ${org} and g.deleted_at is null and g.type <> 'BUILT_IN'
          and g.membership_changed_at < ${daysAgo(given.days)}
          and exists (select 1 from okta_app_groups x where x.org = ${org} and x.group_id = g.id)
          and exists (select 1 from okta_group_members m where m.org = ${org} and m.group_id = g.id)) w
      where w.last_used_at is null`)
    if (rows.length > 0 && (usedSince === null || now - usedSince < given.usedDays * 86_400_000))
      return { status: 'unknown', reason: `Use of apps is not counted for ${given.usedDays} days yet.` }
    const sensitive = new Set(
      (await read.apps()).filter((app) => isSensitive(app, facts)).map(({ id }) => id),
    )
    const grants = await read.ask(question`select group_id, app_id from okta_app_groups where org = ${org}
      and group_id in ${[...rows.map((row) => String(row['id'])), '']}`)
    return foundIn(rows, 'group', (row) => ({
      reason: `Its members did not change for ${daysSince(Number(row['membership_changed_at']), now)} days.`,
      severity: grants.some((one) => one['group_id'] === row['id'] && sensitive.has(String(one['app_id'])))
        ? 'medium'
        : 'low',
    }))
  },
})

export const brokenRule = defineCheck({
  id: 'GRP-04',
  title: 'Group rule broken',
  meaning: 'A rule that fills groups is invalid, or so many people are excepted from it that it is none.',
  severity: 'medium',
  tier: 'core',
  basis: 'state',
  about: 'group_rule',
  frameworks: ['nist:AC-2(1)'],
  needs: ['group_rule'],
  events: ['group.user_membership.rule.error', 'group.user_membership.rule.invalidate'],
  parameters: {
    excluded: { title: 'People excepted at most', standard: 20 },
    inactiveDays: { title: 'Days that it may be switched off', standard: 30 },
  },
  remedy: { words: 'Repair the rule.', actions: ['R-GRPRULE'], flow: null },
  async find({ read, given, daysAgo }) {
    return (await read.objects('group_rule')).flatMap((rule): Found[] => {
      const excluded = at(rule.body, 'conditions', 'people', 'users', 'exclude')
      const exceptions = Array.isArray(excluded) ? excluded.length : 0
      const isOff =
        rule.status === 'INACTIVE' &&
        (rule.updated_at ?? rule.created_at ?? 0) < daysAgo(given.inactiveDays) &&
        !/\b(old|test|unused|deprecated|archive)/i.test(rule.name)
      const why =
        rule.status === 'INVALID'
          ? 'It is invalid.'
          : exceptions > given.excluded
            ? `${exceptions} people are excepted.`
            : isOff
              ? 'It has been off for long.'
              : null
      return why === null
        ? []
        : [
            {
              kind: 'group_rule',
              id: rule.id,
              name: rule.name,
              reason: why,
              evidence: { status: rule.status, exceptions },
            },
          ]
    })
  },
})

export const ownerless = defineCheck({
  id: 'GRP-05',
  title: 'Sensitive group without an owner',
  meaning: 'A group that gives an admin role or a sensitive app has nobody who answers for its members.',
  severity: 'low',
  tier: 'core',
  basis: 'state',
  about: 'group',
  frameworks: ['nist:AC-2'],
  needs: ['user', 'group', 'app', 'app_group', 'group_role', 'group_owner'],
  parameters: {},
  remedy: { words: 'Name an owner.', actions: ['R-NOTIFY'], flow: 'tell-of-findings' },
  async find({ org, read, facts }) {
    const sensitive = (await read.apps())
      .filter((app) => app.status === 'ACTIVE' && isSensitive(app, facts))
      .map(({ id }) => id)
    const rows = await read.ask(question`
      select g.id, g.name, g.type from okta_groups g
      where g.org = ${org} and g.deleted_at is null and g.type <> 'BUILT_IN'
        and (exists (select 1 from okta_role_assignments r where r.org = ${org} and r.principal_id = g.id
          and r.deleted_at is null) or exists (select 1 from okta_app_groups x where x.org = ${org}
          and x.group_id = g.id and x.app_id in ${[...sensitive, '']}))
        and not exists (select 1 from okta_objects o left join okta_users u on u.org = ${org} and u.id = o.subject_id
          where o.org = ${org} and o.kind = 'group_owner' and o.parent_id = g.id and o.deleted_at is null
            and (o.type = 'GROUP' or (u.deleted_at is null and u.status in ${enabled})))`)
    return foundIn(rows, 'group', () => 'Nobody who can sign in owns it.')
  },
})
