import type { PageRoute } from './page-route.ts'

/** Executions, events, flows and what they work with. */
export const automationPages: readonly PageRoute[] = [
  {
    path: '/executions',
    lazy: { Component: async () => (await import('../../executions/executions-page.tsx')).ExecutionsPage },
  },
  {
    path: '/executions/:executionId',
    lazy: { Component: async () => (await import('../../executions/execution-page.tsx')).ExecutionPage },
  },
  {
    path: '/executions/:executionId/compare',
    lazy: { Component: async () => (await import('../../executions/compare-page.tsx')).ComparePage },
  },
  {
    path: '/events',
    lazy: { Component: async () => (await import('../../events/events-page.tsx')).EventsPage },
  },
  {
    path: '/events/replays',
    lazy: { Component: async () => (await import('../../events/replays-page.tsx')).ReplaysPage },
  },
  {
    path: '/events/:eventId',
    lazy: { Component: async () => (await import('../../events/event-page.tsx')).EventPage },
  },
  {
    path: '/flows',
    lazy: { Component: async () => (await import('../../flows/flows-page.tsx')).FlowsPage },
  },
  {
    path: '/flows/uses',
    lazy: { Component: async () => (await import('../../flows/uses-page.tsx')).FlowUsesPage },
  },
  {
    path: '/flows/import',
    lazy: { Component: async () => (await import('../../flows/import-page.tsx')).ImportPage },
  },
  {
    path: '/flows/:flowId',
    lazy: { Component: async () => (await import('../../flows/flow-page.tsx')).FlowPage },
  },
  {
    path: '/flows/:flowId/versions',
    lazy: {
      Component: async () => (await import('../../designer/versions/versions-page.tsx')).VersionsPage,
    },
  },
  {
    path: '/tables',
    lazy: { Component: async () => (await import('../../tables/tables-page.tsx')).TablesPage },
  },
  {
    path: '/tables/:tableId',
    lazy: { Component: async () => (await import('../../tables/table-page.tsx')).TablePage },
  },
  {
    path: '/questions',
    lazy: { Component: async () => (await import('../../questions/questions-page.tsx')).QuestionsPage },
  },
  {
    path: '/templates',
    lazy: { Component: async () => (await import('../../templates/templates-page.tsx')).TemplatesPage },
  },
  {
    path: '/templates/:templateId',
    lazy: { Component: async () => (await import('../../templates/template-page.tsx')).TemplatePage },
  },
]
