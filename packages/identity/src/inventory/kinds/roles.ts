import { defineKind } from '../kind.ts'
import type { InventoryKind, ParentRow } from '../kind.ts'
import { readResourceName } from '../resource-name.ts'
import { lastOfLink, objectColumns, text, time } from '../read.ts'
import type { JsonObject } from '@keyway/sdk'

const privilegeEvents = [
  'user.account.privilege.',
  'group.privilege.',
  'iam.',
  'app.oauth2.client.privilege.',
]

/** Users who have any admin role, by whatever way: `id` is the user. */
export const admins = defineKind({
  id: 'admin',
  title: 'Administrators',
  table: 'okta_objects',
  key: ['id'],
  scope: 'okta.roles.read',
  list: { path: '/api/v1/iam/assignees/users', pageSize: 100 },
  everyMinutes: 60,
  keeps: 'row',
  read: (body) => ({ columns: objectColumns(body) }),
  touchedBy: [{ events: privilegeEvents, touch: { what: 'all' } }],
})

const rolesOf = (
  about: Pick<InventoryKind, 'id' | 'title' | 'list' | 'touchedBy'> &
    Required<Pick<InventoryKind, 'parent'>> & { principal: string },
) =>
  defineKind({
    id: about.id,
    title: about.title,
    table: 'okta_role_assignments',
    key: ['principal_id', 'id'],
    scope: 'okta.roles.read',
    list: about.list,
    parent: about.parent,
    fixed: { principal_type: about.principal },
    everyMinutes: 60,
    keeps: 'row',
    volatile: ['lastUpdated'],
    read: (body, parent) => readAssignment(body, parent, about.principal),
    touchedBy: about.touchedBy,
  })

/** Okta lists with a user also what the user's groups hold; those are read where they belong. */
function readAssignment(body: JsonObject, parent: ParentRow, principal: string) {
  const id = text(body, 'id')
  const held = text(body, 'assignmentType')
  if (id === null || (held !== null && held !== principal)) return undefined
  const type = text(body, 'type') ?? 'CUSTOM'
  return {
    columns: {
      id,
      principal_type: principal,
      principal_id: String(parent['client_id'] ?? parent['id']),
      type,
      label: text(body, 'label') ?? type,
      role_id: text(body, 'role') ?? (type === 'CUSTOM' ? lastOfLink(body, 'role') : null),
      resource_set_id: text(body, 'resource-set') ?? lastOfLink(body, 'resource-set'),
      status: text(body, 'status'),
      created_at: time(body, 'created'),
      updated_at: time(body, 'lastUpdated'),
    },
  }
}

export const userRoles = rolesOf({
  id: 'user_role',
  title: 'Admin roles of users',
  principal: 'USER',
  list: { path: '/api/v1/users/{id}/roles', pageSize: null },
  parent: { kind: 'admin', by: { principal_id: 'id' } },
  touchedBy: [
    {
      events: ['user.account.privilege.', 'iam.resourceset.bindings.'],
      touch: { what: 'children', target: 'User' },
    },
  ],
})

export const groupRoles = rolesOf({
  id: 'group_role',
  title: 'Admin roles of groups',
  principal: 'GROUP',
  list: { path: '/api/v1/groups/{id}/roles', pageSize: null },
  parent: { kind: 'group', by: { principal_id: 'id' }, only: { has_admin_role: [1, null] } },
  touchedBy: [
    {
      events: ['group.privilege.', 'iam.resourceset.bindings.'],
      touch: { what: 'children', target: 'UserGroup' },
    },
  ],
})

export const clientRoles = rolesOf({
  id: 'client_role',
  title: 'Admin roles of OAuth clients',
  principal: 'CLIENT',
  list: { path: '/oauth2/v1/clients/{client_id}/roles', pageSize: null },
  parent: {
    kind: 'app',
    by: { principal_id: 'client_id' },
    columns: ['client_id'],
    only: { client_type: ['service'] },
    having: 'client_id',
  },
  touchedBy: [{ events: ['app.oauth2.client.privilege.'], touch: { what: 'all' } }],
})

/**
 * What a role assignment is narrowed to. `parent_id` is `principal/assignment`, `subject_id` the group, the app, or the
 * catalogue's name of an app; `type` says which: group, app, catalog_app.
 */
const targetsOf = (holder: 'user' | 'group', kind: 'groups' | 'catalog/apps') =>
  defineKind({
    id: `${holder}_role_${kind === 'groups' ? 'group' : 'app'}`,
    title: `${kind === 'groups' ? 'Groups' : 'Applications'} that roles of ${holder}s are narrowed to`,
    table: 'okta_objects',
    key: ['id'],
    scope: 'okta.roles.read',
    list: { path: `/api/v1/${holder}s/{principal_id}/roles/{id}/targets/${kind}`, pageSize: 200 },
    parent: {
      kind: `${holder}_role`,
      by: {},
      columns: ['principal_id'],
      only: {
        type: kind === 'groups' ? ['USER_ADMIN', 'HELP_DESK_ADMIN', 'GROUP_MEMBERSHIP_ADMIN'] : ['APP_ADMIN'],
      },
    },
    everyMinutes: 60,
    keeps: 'row',
    read(body, parent) {
      const parent_id = `${parent['principal_id']}/${parent['id']}`
      const isCatalog = kind !== 'groups' && text(body, 'id') === null
      const subject = (isCatalog ? text(body, 'name') : null) ?? text(body, 'id')
      if (subject === null) return undefined
      return {
        columns: objectColumns(body, {
          id: `${parent_id}/${subject}`,
          parent_id,
          subject_id: subject,
          name: text(body, 'profile', 'name') ?? text(body, 'displayName') ?? text(body, 'name') ?? subject,
          type: kind === 'groups' ? 'group' : isCatalog ? 'catalog_app' : 'app',
        }),
      }
    },
    touchedBy: [{ events: privilegeEvents, touch: { what: 'all' } }],
  })

export const userRoleGroups = targetsOf('user', 'groups')
export const userRoleApps = targetsOf('user', 'catalog/apps')
export const groupRoleGroups = targetsOf('group', 'groups')
export const groupRoleApps = targetsOf('group', 'catalog/apps')

/** Roles that the org defined. */
export const customRoles = defineKind({
  id: 'role',
  title: 'Custom admin roles',
  table: 'okta_objects',
  key: ['id'],
  scope: 'okta.roles.read',
  list: { path: '/api/v1/iam/roles', pageSize: null },
  one: '/api/v1/iam/roles/{id}',
  everyMinutes: 60,
  keeps: 'row',
  read: (body) => ({ columns: objectColumns(body) }),
  touchedBy: [{ events: ['iam.role.'], touch: { what: 'all' } }],
})

/** What a custom role allows: `parent_id` is the role, `name` the permission (`okta.users.manage`). */
export const rolePermissions = defineKind({
  id: 'role_permission',
  title: 'Permissions of custom roles',
  table: 'okta_objects',
  key: ['id'],
  scope: 'okta.roles.read',
  list: { path: '/api/v1/iam/roles/{id}/permissions', pageSize: null },
  parent: { kind: 'role', by: { parent_id: 'id' } },
  everyMinutes: 60,
  keeps: 'row',
  read(body, parent) {
    const label = text(body, 'label')
    const parent_id = String(parent['id'])
    return label === null
      ? undefined
      : { columns: objectColumns(body, { id: `${parent_id}/${label}`, parent_id, name: label }) }
  },
  touchedBy: [{ events: ['iam.role.'], touch: { what: 'all' } }],
})

export const resourceSets = defineKind({
  id: 'resource_set',
  title: 'Resource sets',
  table: 'okta_objects',
  key: ['id'],
  scope: 'okta.roles.read',
  list: { path: '/api/v1/iam/resource-sets', pageSize: null },
  one: '/api/v1/iam/resource-sets/{id}',
  everyMinutes: 60,
  keeps: 'row',
  read: (body) => ({ columns: objectColumns(body) }),
  touchedBy: [{ events: ['iam.resourceset.'], touch: { what: 'all' } }],
})

/** What a resource set holds: `parent_id` is the set, `name` the resource (ORN or link), `type` what it names. */
export const setResources = defineKind({
  id: 'set_resource',
  title: 'Resources of resource sets',
  table: 'okta_objects',
  key: ['id'],
  scope: 'okta.roles.read',
  list: { path: '/api/v1/iam/resource-sets/{id}/resources', pageSize: null },
  parent: { kind: 'resource_set', by: { parent_id: 'id' } },
  everyMinutes: 60,
  keeps: 'row',
  read(body, parent) {
    const id = text(body, 'id')
    if (id === null) return undefined
    const href = text(body, '_links', 'self', 'href')
    const name = text(body, 'orn') ?? (href === null ? id : URL.parse(href)?.pathname) ?? id
    const parent_id = String(parent['id'])
    return {
      columns: objectColumns(body, { id: `${parent_id}/${id}`, parent_id, name, ...readResourceName(name) }),
    }
  },
  touchedBy: [{ events: ['iam.resourceset.'], touch: { what: 'all' } }],
})

/** Bindings of a role and a resource set: `parent_id` is the set, `subject_id` the role. */
export const bindings = defineKind({
  id: 'binding',
  title: 'Role bindings',
  table: 'okta_objects',
  key: ['id'],
  scope: 'okta.roles.read',
  list: { path: '/api/v1/iam/resource-sets/{id}/bindings', pageSize: null },
  parent: { kind: 'resource_set', by: { parent_id: 'id' } },
  everyMinutes: 60,
  keeps: 'row',
  read(body, parent) {
    const role = text(body, 'id')
    const parent_id = String(parent['id'])
    return role === null
      ? undefined
      : { columns: objectColumns(body, { id: `${parent_id}/${role}`, parent_id, subject_id: role }) }
  },
  touchedBy: [{ events: ['iam.resourceset.'], touch: { what: 'all' } }],
})

/** Whom a binding gives its role: `parent_id` is the binding, `subject_id` the principal, `type` USER, GROUP or CLIENT. */
export const bindingMembers = defineKind({
  id: 'binding_member',
  title: 'Members of role bindings',
  table: 'okta_objects',
  key: ['id'],
  scope: 'okta.roles.read',
  list: { path: '/api/v1/iam/resource-sets/{parent_id}/bindings/{subject_id}/members', pageSize: null },
  parent: { kind: 'binding', by: { parent_id: 'id' }, columns: ['parent_id', 'subject_id'] },
  everyMinutes: 60,
  keeps: 'row',
  read(body, parent) {
    const id = text(body, 'id')
    if (id === null) return undefined
    const [kind, principal] = text(body, '_links', 'self', 'href')?.split('/').slice(-2) ?? []
    const parent_id = String(parent['id'])
    return {
      columns: objectColumns(body, {
        id: `${parent_id}/${id}`,
        parent_id,
        subject_id: principal ?? id,
        type: kind === 'groups' ? 'GROUP' : kind === 'users' ? 'USER' : 'CLIENT',
      }),
    }
  },
  touchedBy: [{ events: ['iam.resourceset.'], touch: { what: 'all' } }],
})
