import { takeOverPermissions } from '../access-graph/standard-roles.ts'
import { question, type Question } from './question.ts'

/** Statuses in which a user can sign in. Facts section 4.2. */
export const enabled = ['ACTIVE', 'PASSWORD_EXPIRED', 'LOCKED_OUT', 'RECOVERY']
export const pending = ['STAGED', 'PROVISIONED']
export const off = ['SUSPENDED', 'DEPROVISIONED']

/** As a list, for questions. */
export const takeover: readonly string[] = [...takeOverPermissions]

/** Kinds that say who administers. */
export const roleKinds = ['admin', 'user_role', 'group_role', 'role_permission', 'binding_member']

/** Assignments of admin roles to users and groups, with their tier: 0 is all power, 1 much, 2 some. Facts section 4.2. */
export function assignments(org: string): Question {
  return question`(
    select r.principal_type, r.principal_id, r.id as assignment_id, r.type, r.label,
      case when r.type = 'SUPER_ADMIN' then 0
        when r.type in ('ORG_ADMIN', 'API_ACCESS_MANAGEMENT_ADMIN', 'WORKFLOWS_ADMIN') then 1
        when r.type in ('APP_ADMIN', 'USER_ADMIN', 'HELP_DESK_ADMIN', 'GROUP_MEMBERSHIP_ADMIN')
          and not ${hasTargets(org)} then 1
        when r.type = 'CUSTOM' and exists (select 1 from okta_objects p where p.org = ${org}
          and p.kind = 'role_permission' and p.parent_id = r.role_id and p.name in ${takeover}
          and p.deleted_at is null) then 1
        else 2 end as tier
    from okta_role_assignments r where r.org = ${org} and r.deleted_at is null
    union all
    select m.type, m.subject_id, m.id, 'CUSTOM', b.name,
      case when exists (select 1 from okta_objects p where p.org = ${org} and p.kind = 'role_permission'
        and p.parent_id = b.subject_id and p.name in ${takeover} and p.deleted_at is null) then 1 else 2 end
    from okta_objects m join okta_objects b on b.org = m.org and b.kind = 'binding' and b.id = m.parent_id
    where m.org = ${org} and m.kind = 'binding_member' and m.deleted_at is null and b.deleted_at is null)`
}

/** Whether an assignment `r` is narrowed to groups or apps. */
export function hasTargets(org: string): Question {
  return question`exists (select 1 from okta_objects t where t.org = ${org} and t.kind in
    ('user_role_group', 'user_role_app', 'group_role_group', 'group_role_app')
    and t.parent_id = r.principal_id || '/' || r.id and t.deleted_at is null)`
}

/** Every admin role of each user, by name or through a group: user_id, via_group, type, label, tier. */
export function holdings(org: string): Question {
  return question`(
    select a.principal_id as user_id, null as via_group, a.assignment_id, a.type, a.label, a.tier
    from ${assignments(org)} a where a.principal_type = 'USER'
    union all
    select m.user_id, m.group_id, a.assignment_id, a.type, a.label, a.tier
    from ${assignments(org)} a join okta_group_members m on m.org = ${org} and m.group_id = a.principal_id
    where a.principal_type = 'GROUP' and m.deleted_at is null)`
}

/** Administrators: user_id, and the tier of the most powerful of their roles. */
export function admins(org: string): Question {
  return question`(select h.user_id, min(h.tier) as tier, min(h.type) as role
    from ${holdings(org)} h group by h.user_id)`
}

/** When a user `u` last did anything; null for never. */
export function lastActivity(org: string): Question {
  return question`(select max(x.at) from (
    select u.last_login_at as at
    union all
    select max(y.last_used) from okta_usage y where y.org = ${org} and y.actor_id = u.id) x)`
}

/** Columns that name a user `u`. */
export const named = question`u.id, u.name, u.login, u.status`

/** Whether a column begins with one of these texts. */
export function startsWith(column: string, beginnings: readonly string[]): Question {
  if (beginnings.length === 0) return question`1 = 0`
  return {
    texts: ['(', ...beginnings.slice(1).map(() => ' or '), ')'],
    values: beginnings.map((beginning): Question => ({
      texts: [`substr(lower(${column}), 1, ${beginning.length}) = `, ''],
      values: [beginning.toLowerCase()],
    })),
  }
}
