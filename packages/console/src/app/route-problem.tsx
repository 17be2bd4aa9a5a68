import { useRouteError } from 'react-router'
import { Problem } from '../ui/problem.tsx'

/** What a page shows when it could not be drawn at all (a bug, or a chunk of an older build that is gone). */
export function RouteProblem() {
  return <Problem error={useRouteError()} onRetry={() => window.location.reload()} isPage />
}
