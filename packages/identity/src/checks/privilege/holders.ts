import { at, text } from '../../inventory/read.ts'
import { defineCheck, type Found } from '../check.ts'
import { foundIn, foundInOrg } from '../found.ts'
import {
  admins,
  assignments,
  enabled,
  hasTargets,
  holdings,
  lastActivity,
  named,
  roleKinds,
  takeover,
} from '../people.ts'
import { question } from '../question.ts'

const privilegeEvents = [
  'user.account.privilege.grant',
  'user.account.privilege.revoke',
  'group.privilege.grant',
  'group.privilege.revoke',
]

export const tooManySuperAdmins = defineCheck({
  id: 'PRV-01',
  title: 'Too many super admins',
  meaning:
    'Each super admin can do everything. The more there are, the likelier it is that one of them is taken over.',
  severity: 'high',
  tier: 'core',
  basis: 'state',
  about: 'org',
  frameworks: ['nist:AC-6(1)', 'nist:AC-6(5)', 'mitre:T1098.003', 'healthinsight', 'delinea', 'defender'],
  needs: ['user', 'group_member', ...roleKinds],
  events: privilegeEvents,
  parameters: {
    warnAbove: { title: 'More than this is low', standard: 5 },
    most: { title: 'More than this is high', standard: 15 },
    percent: { title: 'Of all administrators at most, percent', standard: 50 },
  },
  remedy: {
    words: 'Give custom roles instead, after a review.',
    actions: ['R-ROLEDEL-U', 'R-GRPDEL'],
    flow: null,
  },
  async find({ org, read, given }) {
    const [row] = await read.ask(question`
      select count(*) as admins, sum(case when a.tier = 0 then 1 else 0 end) as supers
      from ${admins(org)} a join okta_users u on u.org = ${org} and u.id = a.user_id
      where u.deleted_at is null and u.status in ${enabled}`)
    const [all, supers] = [Number(row?.['admins'] ?? 0), Number(row?.['supers'] ?? 0)]
    // In a very small team half of it is two people, whom PRV-02 asks for.
    const isMost = supers > 2 && supers * 100 > all * given.percent
    if (supers <= given.warnAbove && !isMost) return []
    return [
      foundInOrg(org, {
        severity: supers > given.most || isMost ? 'high' : 'low',
        reason: `${supers} of ${all} administrators are super admins.`,
        evidence: { superAdmins: supers, administrators: all },
      }),
    ]
  },
})

export const tooFewSuperAdmins = defineCheck({
  id: 'PRV-02',
  title: 'Fewer than two super admins',
  meaning: 'When the only super admin is locked out or leaves, nobody can help.',
  severity: 'medium',
  tier: 'extended',
  basis: 'state',
  about: 'org',
  frameworks: ['nist:CP-2', 'nist:AC-2'],
  needs: ['user', 'group_member', ...roleKinds],
  events: privilegeEvents,
  parameters: { least: { title: 'Super admins at least', standard: 2 } },
  remedy: { words: 'Make a second account, for emergencies.', actions: ['R-MANUAL'], flow: null },
  async find({ org, read, given }) {
    const [row] = await read.ask(question`
      select count(*) as supers from ${admins(org)} a join okta_users u on u.org = ${org} and u.id = a.user_id
      where u.deleted_at is null and u.status in ${enabled} and a.tier = 0`)
    const supers = Number(row?.['supers'] ?? 0)
    return supers >= given.least
      ? []
      : [foundInOrg(org, { reason: `There are ${supers} super admins.`, evidence: { superAdmins: supers } })]
  },
})

export const dormantAdmin = defineCheck({
  id: 'PRV-04',
  title: 'Dormant administrator',
  meaning: 'Somebody has had an admin role for weeks without using it: power without need.',
  severity: 'high',
  tier: 'core',
  basis: 'state',
  about: 'user',
  frameworks: ['nist:AC-2(3)', 'nist:AC-6(7)', 'mitre:T1078.004', 'delinea', 'ispm', 'defender'],
  needs: ['user', 'group_member', ...roleKinds],
  events: ['user.session.access_admin_app'],
  parameters: {
    adminDays: { title: 'Days without the Admin Console', standard: 30 },
    anyDays: { title: 'Days without anything', standard: 90 },
  },
  remedy: {
    words: 'Take the role away, or give it on request; suspend after the longer time.',
    actions: ['R-ROLEDEL-U', 'R-SUSPEND'],
    flow: null,
  },
  async find({ org, read, given, now, usedSince, facts, daysAgo }) {
    const isCounted = usedSince !== null && now - usedSince >= given.adminDays * 86_400_000
    const rows = await read.ask(question`
      select * from (select ${named}, h.role, h.held_at, ${lastActivity(org)} as last_active_at,
        (select max(x.last_used) from okta_usage x where x.org = ${org} and x.actor_id = u.id
          and x.object_id = 'admin') as last_admin_at
        from (select a.user_id, min(a.type) as role, min(r.created_at) as held_at from ${holdings(org)} a
          left join okta_role_assignments r on r.org = ${org} and r.id = a.assignment_id group by a.user_id) h
        join okta_users u on u.org = ${org} and u.id = h.user_id
        where u.deleted_at is null and u.status in ${enabled} and u.login not in ${[...facts.breakGlass, '']}) w
      where (w.held_at is null or w.held_at < ${daysAgo(given.adminDays)})`)
    const dormant = rows.filter((row) => {
      const [any, admin] = [row['last_active_at'], row['last_admin_at']]
      if (any !== null && any !== undefined && Number(any) < daysAgo(given.anyDays)) return true
      return isCounted && (admin === null || Number(admin) < daysAgo(given.adminDays))
    })
    if (!isCounted && dormant.length === 0 && rows.length > 0)
      return {
        status: 'unknown',
        reason: `Use of the Admin Console is not counted for ${given.adminDays} days yet.`,
      }
    return foundIn(dormant, 'user', (row) => `${row['role']} was not used.`)
  },
})

export const roleOfGroup = defineCheck({
  id: 'PRV-05',
  title: 'Admin role assigned to a group',
  meaning: 'All members of a group administer, and so does whoever can add members.',
  severity: 'medium',
  tier: 'core',
  basis: 'state',
  about: 'group',
  frameworks: ['nist:AC-6(5)', 'mitre:T1098.003', 'authomize'],
  needs: ['group', 'group_member', 'group_role', 'binding_member'],
  events: privilegeEvents,
  parameters: {
    approved: { title: 'Names or ids of groups that may', standard: [] as readonly string[] },
    members: { title: 'Members of such a group at most', standard: 25 },
  },
  remedy: {
    words: 'Give the role to people by name, or to a group that is governed.',
    actions: ['R-ROLEDEL-G'],
    flow: null,
  },
  async find({ org, read, given }) {
    const rows = await read.ask(question`
      select g.id, g.name, min(a.type) as role, min(a.tier) as tier,
        (select count(*) from okta_group_members m where m.org = ${org} and m.group_id = g.id
          and m.deleted_at is null) as members
      from ${assignments(org)} a join okta_groups g on g.org = ${org} and g.id = a.principal_id
      where a.principal_type = 'GROUP' and g.deleted_at is null group by g.id, g.name`)
    return foundIn(
      rows.filter((row) => {
        const isApproved = [row['id'], row['name']].some((one) => given.approved.includes(String(one)))
        return !isApproved || Number(row['members']) > given.members
      }),
      'group',
      (row) => ({
        reason: `Its ${row['members']} members hold ${row['role']}.`,
        severity: Number(row['tier']) === 0 ? 'high' : 'medium',
      }),
    )
  },
})

export const fillableFromOutside = defineCheck({
  id: 'PRV-06',
  title: 'Privileged group can be filled from outside',
  meaning:
    'A group with an admin role gets its members by a rule over attributes that users may write, from a directory, or by an owner: whoever controls that gives out admin rights.',
  severity: 'high',
  tier: 'core',
  basis: 'state',
  about: 'group',
  frameworks: ['nist:AC-3', 'nist:AC-6', 'mitre:T1098', 'mitre:T1548', 'authomize'],
  needs: ['group', 'group_rule', 'group_role', 'user_schema'],
  uses: ['group_owner', 'binding_member'],
  parameters: {},
  remedy: {
    words: 'Switch the rule off or write it anew; narrow who may manage the group.',
    actions: ['R-GRPRULE', 'R-ROLETARGET', 'R-ROLEDEL-G'],
    flow: null,
  },
  async find({ org, read }) {
    const rows = await read.ask(question`
      select g.id, g.name, g.type, min(a.type) as role, min(a.tier) as tier,
        (select count(*) from okta_objects o where o.org = ${org} and o.kind = 'group_owner' and o.parent_id = g.id
          and o.deleted_at is null and not exists (select 1 from ${admins(org)} w where w.user_id = o.subject_id)
        ) as owners
      from ${assignments(org)} a join okta_groups g on g.org = ${org} and g.id = a.principal_id
      where a.principal_type = 'GROUP' and g.deleted_at is null group by g.id, g.name, g.type`)
    const own = selfWritten((await read.objects('user_schema'))[0]?.body)
    const rules = (await read.objects('group_rule')).filter(({ status }) => status === 'ACTIVE')
    return rows.flatMap((row): Found[] => {
      const rule = rules.find(({ body }) => {
        const targets = at(body, 'actions', 'assignUserToGroups', 'groupIds')
        const expression = text(body, 'conditions', 'expression', 'value') ?? ''
        return (
          Array.isArray(targets) &&
          targets.includes(String(row['id'])) &&
          own.some((name) => new RegExp(`user\\.${name}\\b`).test(expression))
        )
      })
      const why =
        rule === undefined
          ? row['type'] === 'APP_GROUP'
            ? 'A directory fills it.'
            : Number(row['owners']) > 0
              ? 'An owner who is no administrator can add members.'
              : null
          : `The rule “${rule.name}” reads attributes that users write themselves.`
      return why === null ? [] : foundIn([{ ...row, rule: rule?.id ?? null }], 'group', () => why)
    })
  },
})

/** Attributes that the schema lets users write. */
function selfWritten(schema: Parameters<typeof at>[0] | undefined): string[] {
  if (schema === undefined) return []
  return ['base', 'custom'].flatMap((part) => {
    const properties = at(schema, 'definitions', part, 'properties')
    return Object.entries(properties ?? {})
      .filter(([, one]) => /"principal":"SELF","action":"READ_WRITE"/.test(JSON.stringify(one)))
      .map(([name]) => name)
      .filter((name) => /^\w+$/.test(name))
  })
}

export const unscopedRole = defineCheck({
  id: 'PRV-07',
  title: 'Delegated admin role without a scope',
  meaning:
    'A role that is meant for some groups or apps holds for the whole org, because nothing narrows it.',
  severity: 'medium',
  tier: 'core',
  basis: 'state',
  about: 'role_assignment',
  frameworks: ['nist:AC-6(1)', 'delinea'],
  needs: [
    'user_role',
    'group_role',
    'user_role_group',
    'user_role_app',
    'group_role_group',
    'group_role_app',
  ],
  events: privilegeEvents,
  parameters: {
    roles: {
      title: 'Roles that must be narrowed',
      standard: ['USER_ADMIN', 'HELP_DESK_ADMIN', 'GROUP_MEMBERSHIP_ADMIN', 'APP_ADMIN'],
    },
  },
  remedy: { words: 'Add the groups or apps that the role is for.', actions: ['R-ROLETARGET'], flow: null },
  async find({ org, read, given }) {
    const rows = await read.ask(question`
      select r.principal_id || '/' || r.id as id, r.label || ' of ' || coalesce(u.login, g.name, r.principal_id) as name,
        r.type as role, r.principal_type, r.principal_id, r.id as assignment_id
      from okta_role_assignments r left join okta_users u on u.org = ${org} and u.id = r.principal_id
      left join okta_groups g on g.org = ${org} and g.id = r.principal_id
      where r.org = ${org} and r.deleted_at is null and r.type in ${[...given.roles, '']}
        and r.principal_type in ('USER', 'GROUP') and not ${hasTargets(org)}`)
    return foundIn(rows, 'role_assignment', (row) => `${row['role']} for the whole org.`)
  },
})

export const broadTakeover = defineCheck({
  id: 'PRV-08',
  title: 'Custom role gives take-over power over a broad resource set',
  meaning:
    'A custom role can reset passwords, change groups or manage apps of everybody, administrators among them: its holder can become one.',
  severity: 'high',
  tier: 'core',
  basis: 'state',
  about: 'binding',
  frameworks: ['nist:AC-6(1)', 'nist:AC-6(5)', 'mitre:T1098.003', 'authomize'],
  needs: ['role', 'role_permission', 'resource_set', 'set_resource', 'binding'],
  parameters: { permissions: { title: 'Permissions that take over', standard: takeover } },
  remedy: {
    words: 'Narrow the resource set, or take the permission or the binding away.',
    actions: ['R-BINDDEL'],
    flow: null,
  },
  async find({ org, read, given }) {
    const rows = await read.ask(question`
      select b.id, coalesce(r.name, b.subject_id) || ' on ' || coalesce(s.name, b.parent_id) as name,
        b.subject_id as role_id, b.parent_id as resource_set_id, p.name as permission, x.name as resource
      from okta_objects b
      join (select parent_id, min(name) as name from okta_objects where org = ${org} and kind = 'role_permission'
        and deleted_at is null and name in ${[...given.permissions, '']} group by parent_id) p on p.parent_id = b.subject_id
      join (select parent_id, min(name) as name from okta_objects where org = ${org} and kind = 'set_resource'
        and deleted_at is null and subject_id is null and type in ('users', 'groups', 'apps', 'idps',
          'identity_providers') group by parent_id) x on x.parent_id = b.parent_id
      left join okta_objects r on r.org = ${org} and r.kind = 'role' and r.id = b.subject_id
      left join okta_objects s on s.org = ${org} and s.kind = 'resource_set' and s.id = b.parent_id
      where b.org = ${org} and b.kind = 'binding' and b.deleted_at is null`)
    return foundIn(rows, 'binding', (row) => `${row['permission']} over ${row['resource']}.`)
  },
})

export const standingSuperAdmin = defineCheck({
  id: 'PRV-09',
  title: 'Standing top-tier access outside governance',
  meaning: 'A super admin role has no end. With time-boxed grants a taken account is worth little.',
  severity: 'medium',
  tier: 'extended',
  basis: 'state',
  about: 'role_assignment',
  frameworks: ['nist:AC-6(5)', 'nist:AC-2(6)'],
  needs: ['user', 'user_role'],
  events: privilegeEvents,
  parameters: {
    standing: { title: 'Super admins that may stand, beside those for emergencies', standard: 2 },
  },
  remedy: { words: 'Grant the role for a time, by a flow.', actions: [], flow: null },
  async find({ org, read, given, facts }) {
    const rows = await read.ask(question`
      select r.principal_id || '/' || r.id as id, 'Super admin ' || u.login as name, u.id as user_id, r.created_at
      from okta_role_assignments r join okta_users u on u.org = ${org} and u.id = r.principal_id
      where r.org = ${org} and r.deleted_at is null and r.type = 'SUPER_ADMIN' and r.principal_type = 'USER'
        and u.status in ${enabled} and u.login not in ${[...facts.breakGlass, '']} order by r.created_at, r.id`)
    // The grants of a governance product are not among what the inventory keeps: beyond the few that stand, ask.
    return foundIn(rows.slice(given.standing), 'role_assignment', () => 'A super admin role without an end.')
  },
})
