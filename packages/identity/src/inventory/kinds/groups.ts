import { defineKind } from '../kind.ts'
import { at, flag, linksTo, objectColumns, searchText, text, texts, time } from '../read.ts'
import { isJsonObject } from '@keyway/sdk'

/** Groups. `expand=stats` says which of them hold an admin role, where the org answers it. */
export const groups = defineKind({
  id: 'group',
  title: 'Groups',
  table: 'okta_groups',
  key: ['id'],
  scope: 'okta.groups.read',
  list: { path: '/api/v1/groups', query: { expand: 'stats' }, pageSize: 200 },
  one: '/api/v1/groups/{id}',
  everyMinutes: 24 * 60,
  keeps: 'row',
  volatile: ['lastMembershipUpdated', 'lastUpdated'],
  read(body) {
    const id = text(body, 'id')
    if (id === null) return undefined
    const name = text(body, 'profile', 'name') ?? id
    return {
      columns: {
        id,
        name,
        type: text(body, 'type') ?? 'OKTA_GROUP',
        source_app_id: text(body, 'source', 'id'),
        has_admin_role: flag(body, '_embedded', 'stats', 'hasAdminPrivilege'),
        created_at: time(body, 'created'),
        updated_at: time(body, 'lastUpdated'),
        membership_changed_at: time(body, 'lastMembershipUpdated'),
        search: searchText(name, text(body, 'profile', 'description')),
      },
    }
  },
  touchedBy: [
    {
      events: ['group.lifecycle.', 'group.profile.', 'group.user_membership.', 'group.privilege.'],
      touch: { what: 'object', target: 'UserGroup' },
    },
  ],
})

/** Who is in which group; Everyone too. Only groups whose membership moved since the last walk are listed again. */
export const groupMembers = defineKind({
  id: 'group_member',
  title: 'Group memberships',
  table: 'okta_group_members',
  key: ['group_id', 'user_id'],
  scope: 'okta.groups.read',
  list: { path: '/api/v1/groups/{id}/users', pageSize: 1000 },
  parent: { kind: 'group', by: { group_id: 'id' }, changedAt: 'membership_changed_at' },
  everyMinutes: 24 * 60,
  keeps: 'edge',
  read(body, parent) {
    const user_id = text(body, 'id')
    if (user_id === null) return undefined
    return {
      body: {},
      columns: {
        group_id: String(parent['id']),
        user_id,
        added_at: null,
        added_by: null,
        added_by_type: null,
      },
    }
  },
  // Events of single memberships say all there is and are applied as they are: `membership-events.ts`.
  touchedBy: [],
})

/** Rules that put users into groups. Links: `assigns` group, `excludes` user or group. `type` is `group_rule`. */
export const groupRules = defineKind({
  id: 'group_rule',
  title: 'Group rules',
  table: 'okta_objects',
  key: ['id'],
  scope: 'okta.groups.read',
  list: { path: '/api/v1/groups/rules', pageSize: 200 },
  one: '/api/v1/groups/rules/{id}',
  everyMinutes: 60,
  keeps: 'row',
  read: (body) => ({
    columns: objectColumns(body),
    links: [
      ...linksTo('group', 'assigns', texts(body, 'actions', 'assignUserToGroups', 'groupIds')),
      ...linksTo('user', 'excludes', texts(body, 'conditions', 'people', 'users', 'exclude')),
      ...linksTo('group', 'excludes', texts(body, 'conditions', 'people', 'groups', 'exclude')),
    ],
  }),
  touchedBy: [
    {
      events: ['group.user_membership.rule.', 'group.lifecycle.', 'user.lifecycle.delete.'],
      touch: { what: 'all' },
    },
  ],
})

/** Owners of groups: `parent_id` is the group, `subject_id` the owner, `type` USER or GROUP. */
export const groupOwners = defineKind({
  id: 'group_owner',
  title: 'Group owners',
  table: 'okta_objects',
  key: ['id'],
  scope: 'okta.groups.read',
  list: { path: '/api/v1/groups/{id}/owners', pageSize: null },
  parent: { kind: 'group', by: { parent_id: 'id' }, only: { type: ['OKTA_GROUP', 'APP_GROUP'] } },
  everyMinutes: 24 * 60,
  keeps: 'row',
  read(body, parent) {
    const owner = text(body, 'id')
    if (owner === null) return undefined
    const parent_id = String(parent['id'])
    return { columns: objectColumns(body, { id: `${parent_id}/${owner}`, parent_id, subject_id: owner }) }
  },
  touchedBy: [{ events: ['group.owner.'], touch: { what: 'children', target: 'UserGroup' } }],
})

/** The schema of user profiles: which attributes users may write themselves. One object with the id `default`. */
export const userSchema = defineKind({
  id: 'user_schema',
  title: 'User schema',
  table: 'okta_objects',
  key: ['id'],
  scope: 'okta.schemas.read',
  list: { path: '/api/v1/meta/schemas/user/default', pageSize: null, shape: 'one' },
  everyMinutes: 24 * 60,
  keeps: 'row',
  read: (body) =>
    isJsonObject(at(body, 'definitions'))
      ? { columns: objectColumns(body, { id: 'default', name: 'default' }) }
      : undefined,
  touchedBy: [{ events: ['system.schema.', 'user.schema.', 'schema.'], touch: { what: 'all' } }],
})
