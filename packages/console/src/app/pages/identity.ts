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
  {
    path: '/detections',
    lazy: {
      Component: async () => (await import('../../detections/detections-page.tsx')).DetectionsPage,
    },
  },
  {
    path: '/detections/:detectionId',
    lazy: { Component: async () => (await import('../../detections/detection-page.tsx')).DetectionPage },
  },
  {
    path: '/alerts',
    lazy: { Component: async () => (await import('../../alerts/alerts-page.tsx')).AlertsPage },
  },
  {
    path: '/alerts/:alertId',
    lazy: { Component: async () => (await import('../../alerts/alert-page.tsx')).AlertPage },
  },
  {
    path: '/checks',
    lazy: { Component: async () => (await import('../../checks/checks-page.tsx')).ChecksPage },
  },
  {
    path: '/checks/org',
    lazy: { Component: async () => (await import('../../checks/org-facts-page.tsx')).OrgFactsPage },
  },
  {
    path: '/checks/:checkId',
    lazy: { Component: async () => (await import('../../checks/check-page.tsx')).CheckPage },
  },
  {
    path: '/findings',
    lazy: { Component: async () => (await import('../../findings/findings-page.tsx')).FindingsPage },
  },
  {
    path: '/findings/:findingId',
    lazy: { Component: async () => (await import('../../findings/finding-page.tsx')).FindingPage },
  },
]
