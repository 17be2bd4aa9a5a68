import type { PageRoute } from './page-route.ts'

/** Where events come from, where changes go, and Keyway itself. */
export const settingsPages: readonly PageRoute[] = [
  {
    path: '/okta',
    lazy: { Component: async () => (await import('../../okta/okta-page.tsx')).OktaPage },
  },
  {
    path: '/okta/connect',
    lazy: { Component: async () => (await import('../../okta/connect-page.tsx')).ConnectOktaPage },
  },
  {
    path: '/okta/orgs/:org',
    lazy: { Component: async () => (await import('../../okta/org-page.tsx')).OrgPage },
  },
  {
    path: '/okta/:hookId',
    lazy: { Component: async () => (await import('../../okta/hook-page.tsx')).HookPage },
  },
  {
    path: '/connections',
    lazy: { Component: async () => (await import('../../connections/connections-page.tsx')).ConnectionsPage },
  },
  {
    path: '/connections/:connectionId',
    lazy: { Component: async () => (await import('../../connections/connection-page.tsx')).ConnectionPage },
  },
  {
    path: '/sources',
    lazy: { Component: async () => (await import('../../sources/sources-page.tsx')).SourcesPage },
  },
  {
    path: '/sources/:sourceId',
    lazy: { Component: async () => (await import('../../sources/source-page.tsx')).SourcePage },
  },
  {
    path: '/notifications',
    lazy: {
      Component: async () => (await import('../../notifications/notifications-page.tsx')).NotificationsPage,
    },
  },
  {
    path: '/notifications/new',
    lazy: {
      Component: async () => (await import('../../notifications/new-target-page.tsx')).NewTargetPage,
    },
  },
  {
    path: '/notifications/:targetId',
    lazy: { Component: async () => (await import('../../notifications/target-page.tsx')).TargetPage },
  },
  {
    path: '/settings',
    lazy: { Component: async () => (await import('../../settings/settings-page.tsx')).SettingsPage },
  },
]
