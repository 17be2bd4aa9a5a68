import { useCallback } from 'react'
import { useSearchParams } from 'react-router'
import { executions } from '@keyway/api'
import { useAnswer } from '../../app/requests.ts'

/** Name of the execution that is painted on the draft, in the address of the page. */
const name = 'run'
/** The live stream tells of changes of status; the steps between are asked for. */
const followMs = 1_000

/** The execution that is painted on the draft. */
export function useShownRun() {
  const [search, setSearch] = useSearchParams()
  const executionId = search.get(name)
  const answer = useAnswer(
    executions.getExecution,
    { params: { executionId: executionId ?? '' } },
    {
      enabled: executionId !== null,
      refetchInterval: ({ state }) => (state.data?.status === 'running' ? followMs : false),
    },
  )
  const show = useCallback(
    (id: string | null) =>
      setSearch(
        (now) => {
          const next = new URLSearchParams(now)
          next.delete('turns')
          if (id === null) next.delete(name)
          else next.set(name, id)
          return next
        },
        { replace: true, preventScrollReset: true },
      ),
    [setSearch],
  )
  return { execution: executionId === null ? undefined : answer.data, error: answer.error, show }
}
