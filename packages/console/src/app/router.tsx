import { createBrowserRouter, Navigate } from 'react-router'
import { PageSkeleton } from '../ui/skeletons.tsx'
import { Shell } from './shell.tsx'
import { RouteProblem } from './route-problem.tsx'

/** Each page is its own chunk: the first load carries the shell only. */
export const router = createBrowserRouter([
  {
    path: '/setup',
    hydrateFallbackElement: <PageSkeleton />,
    lazy: { Component: async () => (await import('../setup/setup-page.tsx')).SetupPage },
  },
  {
    path: '/sign-in',
    hydrateFallbackElement: <PageSkeleton />,
    lazy: { Component: async () => (await import('../setup/sign-in-page.tsx')).SignInPage },
  },
  {
    element: <Shell />,
    hydrateFallbackElement: <PageSkeleton />,
    errorElement: <RouteProblem />,
    children: [
      {
        errorElement: <RouteProblem />,
        children: [
          { index: true, element: <Navigate to="/executions" replace /> },
          {
            path: '/executions',
            lazy: {
              Component: async () => (await import('../executions/executions-page.tsx')).ExecutionsPage,
            },
          },
          {
            path: '/executions/:executionId',
            lazy: { Component: async () => (await import('../executions/execution-page.tsx')).ExecutionPage },
          },
          {
            path: '/questions',
            lazy: { Component: async () => (await import('../questions/questions-page.tsx')).QuestionsPage },
          },
          {
            path: '/flows',
            lazy: { Component: async () => (await import('../flows/flows-page.tsx')).FlowsPage },
          },
          {
            path: '/flows/import',
            lazy: { Component: async () => (await import('../flows/import-page.tsx')).ImportPage },
          },
          {
            path: '/flows/:flowId',
            lazy: { Component: async () => (await import('../flows/flow-page.tsx')).FlowPage },
          },
          {
            path: '/events',
            lazy: { Component: async () => (await import('../events/events-page.tsx')).EventsPage },
          },
          {
            path: '/events/replays',
            lazy: { Component: async () => (await import('../events/replays-page.tsx')).ReplaysPage },
          },
          {
            path: '/events/:eventId',
            lazy: { Component: async () => (await import('../events/event-page.tsx')).EventPage },
          },
          {
            path: '/tables',
            lazy: { Component: async () => (await import('../tables/tables-page.tsx')).TablesPage },
          },
          {
            path: '/tables/:tableId',
            lazy: { Component: async () => (await import('../tables/table-page.tsx')).TablePage },
          },
          {
            path: '/sources',
            lazy: { Component: async () => (await import('../sources/sources-page.tsx')).SourcesPage },
          },
          {
            path: '/sources/:sourceId',
            lazy: { Component: async () => (await import('../sources/source-page.tsx')).SourcePage },
          },
          {
            path: '/okta',
            lazy: { Component: async () => (await import('../okta/okta-page.tsx')).OktaPage },
          },
          {
            path: '/okta/orgs/:org',
            lazy: { Component: async () => (await import('../okta/org-page.tsx')).OrgPage },
          },
          {
            path: '/okta/:hookId',
            lazy: { Component: async () => (await import('../okta/hook-page.tsx')).HookPage },
          },
          {
            path: '/connections',
            lazy: {
              Component: async () => (await import('../connections/connections-page.tsx')).ConnectionsPage,
            },
          },
          {
            path: '/connections/:connectionId',
            lazy: {
              Component: async () => (await import('../connections/connection-page.tsx')).ConnectionPage,
            },
          },
          {
            path: '/settings',
            lazy: { Component: async () => (await import('../settings/settings-page.tsx')).SettingsPage },
          },
          { path: '*', lazy: { Component: async () => (await import('../ui/not-found.tsx')).NotFound } },
        ],
      },
    ],
  },
])
