import { createBrowserRouter, Navigate } from 'react-router'
import { PageSkeleton } from '../ui/skeletons.tsx'
import { allPages } from './pages/all-pages.ts'
import { Shell } from './shell.tsx'
import { RouteProblem } from './route-problem.tsx'

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
          ...allPages,
          { path: '*', lazy: { Component: async () => (await import('../ui/not-found.tsx')).NotFound } },
        ],
      },
    ],
  },
])
