import { createContext, useContext, type ReactNode } from 'react'
import { Navigate, useLocation } from 'react-router'
import { account, ApiError, roles, type Role } from '@keyway/api'
import { useAnswer } from './requests.ts'
import { Problem } from '../ui/problem.tsx'
import { PageSkeleton } from '../ui/skeletons.tsx'

export interface Session {
  id: string
  email: string
  name: string
  role: Role
}

const SessionContext = createContext<Session | undefined>(undefined)

/** Shows its children to people who are signed in; everyone else goes to the sign-in page and comes back. */
export function RequireSession({ children }: { children: ReactNode }) {
  const session = useAnswer(account.getSession)
  const location = useLocation()
  if (session.isPending) return <PageSkeleton />
  if (session.isError) {
    if (session.error instanceof ApiError && session.error.problem.status === 401) {
      const next = encodeURIComponent(location.pathname + location.search)
      return <Navigate to={`/sign-in?next=${next}`} replace />
    }
    return <Problem error={session.error} onRetry={() => void session.refetch()} isPage />
  }
  return <SessionContext value={session.data}>{children}</SessionContext>
}

export function useSession(): Session {
  const session = useContext(SessionContext)
  if (session === undefined)
    throw new Error('useSession was called outside RequireSession; render it inside.')
  return session
}

/** Whether the person signed in may do what a route of this access asks. The server decides; this only hides. */
export function useMay(access: Role): boolean {
  const session = useSession()
  return roles.indexOf(session.role) >= roles.indexOf(access)
}
