import { anyJson, z } from '@keyway/sdk'
import { defineRoute } from '../route.ts'
import { none, page, pageQuery, time } from '../shapes.ts'

const org = z.string().min(1).max(255)
const objectId = z.string().min(1).max(200)
const search = pageQuery.extend({ org, search: z.string().max(200).optional() })

export const person = z.object({
  id: z.string(),
  name: z.string(),
  login: z.string(),
  email: z.string().nullable(),
  status: z.string(),
  department: z.string().nullable(),
  lastLoginAt: time.nullable(),
})

/** How somebody came into a group. */
export const origin = z.object({
  kind: z.enum(['everyone', 'import', 'rule', 'person', 'unknown']),
  rules: z.array(z.object({ id: z.string(), name: z.string(), isCertain: z.boolean() })).readonly(),
  /** Who added the member, where the log told. */
  addedBy: z.string().nullable(),
})

export const accessPath = z.object({
  /** `direct`: by name. `group`: by a group. `other`: Okta says that there is a way, and none is known here. */
  kind: z.enum(['direct', 'group', 'other']),
  groupId: z.string().nullable(),
  groupName: z.string().nullable(),
})

/** When something was used. `not-since`: no use since then, from when on all is known. `unknown`: nothing is counted yet. */
export const lastUse = z.object({
  state: z.enum(['used', 'not-since', 'unknown']),
  at: time.nullable(),
  uses: z.int(),
})

export const reachedApp = z.object({
  id: z.string(),
  name: z.string(),
  label: z.string(),
  status: z.string(),
  signOnMode: z.string().nullable(),
  /** The name in the app; null where Okta has made no account yet. */
  userName: z.string().nullable(),
  paths: z.array(accessPath).readonly(),
  lastUse,
})

/** An admin right that somebody has, and by which way. */
export const adminRight = z.object({
  /** SUPER_ADMIN, …, or CUSTOM. */
  type: z.string(),
  label: z.string(),
  roleId: z.string().nullable(),
  resourceSetId: z.string().nullable(),
  resourceSet: z.string().nullable(),
  /** 0 may make itself everything, 1 may take over others, 2 is any other. */
  tier: z.int(),
  path: accessPath,
  /** Of custom roles. */
  permissions: z.array(z.string()),
  /** What it is narrowed to, or what its resource set holds; empty is the whole org for Okta's own roles. */
  reach: z.array(z.object({ type: z.string(), id: z.string().nullable(), name: z.string() })),
})

export const memberOf = z.object({
  id: z.string(),
  name: z.string(),
  type: z.string(),
  origin,
  /** Apps that it gives. */
  apps: z.int(),
})

export const listPeople = defineRoute({
  method: 'GET',
  path: '/api/access/people',
  access: 'viewer',
  summary: 'People of an Okta org, by name',
  params: none,
  query: search.extend({ status: z.string().max(40).optional() }),
  body: none,
  answer: page(person),
})

export const getPerson = defineRoute({
  method: 'GET',
  path: '/api/access/people/:org/:userId',
  access: 'viewer',
  summary: 'A person: profile, factors, groups, apps with their paths and last use, admin rights',
  params: z.object({ org, userId: objectId }),
  query: none,
  body: none,
  answer: person.extend({
    deletedAt: time.nullable(),
    userType: z.string().nullable(),
    provider: z.string().nullable(),
    manager: z.string().nullable(),
    createdAt: time.nullable(),
    activatedAt: time.nullable(),
    statusChangedAt: time.nullable(),
    passwordChangedAt: time.nullable(),
    profile: z.record(z.string(), anyJson),
    /** The last session, as events or Okta told. */
    lastSignIn: lastUse,
    groups: z.array(memberOf),
    apps: z.array(reachedApp),
    rights: z.array(adminRight),
    adminUse: lastUse,
    factors: z.array(
      z.object({
        id: z.string(),
        type: z.string(),
        provider: z.string().nullable(),
        status: z.string(),
        name: z.string().nullable(),
        createdAt: time.nullable(),
      }),
    ),
    devices: z.array(z.object({ id: z.string(), name: z.string(), platform: z.string().nullable() })),
    tokens: z.array(z.object({ id: z.string(), name: z.string(), createdAt: time.nullable() })),
    owns: z.array(z.object({ id: z.string(), name: z.string() })),
    /** When groups, memberships and assignments were last read. */
    asOf: time.nullable(),
  }),
})

/** What would be taken. */
export const taken = z.object({
  isDeactivated: z.boolean().default(false),
  groupIds: z.array(objectId).max(200).default([]),
  appIds: z.array(objectId).max(200).default([]),
})

export const findLosses = defineRoute({
  method: 'POST',
  path: '/api/access/people/:org/:userId/losses',
  access: 'viewer',
  summary:
    'What a person would lose: by being deactivated, by leaving groups, or with apps that go. Changes nothing',
  params: z.object({ org, userId: objectId }),
  query: none,
  body: taken,
  answer: z.object({
    apps: z.array(reachedApp),
    rights: z.array(adminRight),
    groups: z.array(z.object({ id: z.string(), name: z.string() })),
    tokens: z.array(z.object({ id: z.string(), name: z.string() })),
  }),
})

export const group = z.object({
  id: z.string(),
  name: z.string(),
  type: z.string(),
  membershipChangedAt: time.nullable(),
})

export const listGroups = defineRoute({
  method: 'GET',
  path: '/api/access/groups',
  access: 'viewer',
  summary: 'Groups of an Okta org, by name',
  params: none,
  query: search,
  body: none,
  answer: page(group),
})

export const getGroup = defineRoute({
  method: 'GET',
  path: '/api/access/groups/:org/:groupId',
  access: 'viewer',
  summary: 'A group: what it gives, which rules fill it, and how many it has',
  params: z.object({ org, groupId: objectId }),
  query: none,
  body: none,
  answer: group.extend({
    members: z.int(),
    apps: z.array(z.object({ id: z.string(), label: z.string(), priority: z.int().nullable() })),
    roles: z.array(z.object({ type: z.string(), label: z.string() })),
    rules: z.array(
      z.object({ id: z.string(), name: z.string(), status: z.string().nullable(), expression: z.string() }),
    ),
    owners: z.array(z.object({ id: z.string(), name: z.string(), type: z.string().nullable() })),
  }),
})

export const listMembers = defineRoute({
  method: 'GET',
  path: '/api/access/groups/:org/:groupId/members',
  access: 'viewer',
  summary: 'Members of a group',
  params: z.object({ org, groupId: objectId }),
  query: pageQuery,
  body: none,
  answer: page(person),
})

export const app = z.object({
  id: z.string(),
  name: z.string(),
  label: z.string(),
  status: z.string(),
  signOnMode: z.string().nullable(),
})

export const listApps = defineRoute({
  method: 'GET',
  path: '/api/access/apps',
  access: 'viewer',
  summary: 'Applications of an Okta org, by name',
  params: none,
  query: search,
  body: none,
  answer: page(app),
})

export const getApp = defineRoute({
  method: 'GET',
  path: '/api/access/apps/:org/:appId',
  access: 'viewer',
  summary: 'An application: by which ways it is reached, and by how many',
  params: z.object({ org, appId: objectId }),
  query: none,
  body: none,
  answer: app.extend({
    policy: z.object({ id: z.string(), name: z.string() }).nullable(),
    /** Assigned by name. */
    direct: z.int(),
    groups: z.array(z.object({ id: z.string(), name: z.string(), members: z.int() })),
    grants: z.array(z.string()),
  }),
})

/** Somebody who reaches an app. */
export const reacher = person.extend({ paths: z.array(accessPath), lastUse })

export const listReachers = defineRoute({
  method: 'GET',
  path: '/api/access/apps/:org/:appId/people',
  access: 'viewer',
  summary: 'Who can reach an application, by which ways, and when each last used it',
  params: z.object({ org, appId: objectId }),
  query: pageQuery,
  body: none,
  answer: page(reacher),
})

export const listRoles = defineRoute({
  method: 'GET',
  path: '/api/access/roles',
  access: 'viewer',
  summary: "Admin roles of an org, Okta's own and custom ones, with how many principals hold them",
  params: none,
  query: z.object({ org }),
  body: none,
  answer: z.object({
    items: z.array(
      z.object({
        /** A standard role's type, or a custom role's id. */
        id: z.string(),
        label: z.string(),
        isCustom: z.boolean(),
        tier: z.int(),
        allows: z.string(),
        holders: z.int(),
      }),
    ),
  }),
})

export const getRole = defineRoute({
  method: 'GET',
  path: '/api/access/roles/:org/:roleId',
  access: 'viewer',
  summary: 'Who holds an admin role, by which way, and what it reaches',
  params: z.object({ org, roleId: objectId }),
  query: none,
  body: none,
  answer: z.object({
    id: z.string(),
    label: z.string(),
    isCustom: z.boolean(),
    tier: z.int(),
    permissions: z.array(z.string()),
    holders: z.array(
      z.object({
        type: z.enum(['USER', 'GROUP', 'CLIENT']),
        id: z.string(),
        name: z.string(),
        status: z.string().nullable(),
        /** Of a group. */
        members: z.int().nullable(),
        resourceSet: z.string().nullable(),
        reach: z.array(z.object({ type: z.string(), id: z.string().nullable(), name: z.string() })),
      }),
    ),
  }),
})
