import { ApiError, createClient } from '@keyway/api'
import { QueryClient } from '@tanstack/react-query'

/** Same origin: the session travels in the cookie. */
export const call = createClient({ baseUrl: '' })

export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 5_000,
        // A refusal stays a refusal; only an unreachable server or a 5xx is worth asking again.
        retry: (failures, error) =>
          failures < 2 && !(error instanceof ApiError && error.problem.status < 500),
      },
      mutations: { retry: false },
    },
  })
}
