import type { PageRoute } from './page-route.ts'

/** People, their access, and what is found about them. */
export const identityPages: readonly PageRoute[] = [
  {
    path: '/people',
    lazy: { Component: async () => (await import('../../people/people-page.tsx')).PeoplePage },
  },
  {
    path: '/people/:org/:userId',
    lazy: { Component: async () => (await import('../../people/person-page.tsx')).PersonPage },
  },
  {
    path: '/access',
    lazy: { Component: async () => (await import('../../access/access-page.tsx')).AccessPage },
  },
  {
    path: '/access/groups',
    lazy: { Component: async () => (await import('../../access/access-page.tsx')).AccessPage },
  },
  {
    path: '/access/apps',
    lazy: { Component: async () => (await import('../../access/access-page.tsx')).AccessPage },
  },
  {
    path: '/access/roles',
    lazy: { Component: async () => (await import('../../access/access-page.tsx')).AccessPage },
  },
  {
    path: '/access/changes',
    lazy: { Component: async () => (await import('../../access/access-page.tsx')).AccessPage },
  },
  {
    path: '/access/inventory',
    lazy: { Component: async () => (await import('../../access/access-page.tsx')).AccessPage },
  },
  {
    path: '/access/groups/:org/:groupId',
    lazy: { Component: async () => (await import('../../access/group-page.tsx')).GroupPage },
  },
  {
    path: '/access/apps/:org/:appId',
    lazy: { Component: async () => (await import('../../access/app-page.tsx')).AppPage },
  },
  {
    path: '/access/roles/:org/:roleId',
    lazy: { Component: async () => (await import('../../access/role-page.tsx')).RolePage },
  },
]
