import { useEffect, useMemo } from 'react'
import { executions } from '@keyway/api'
import type { Json } from '@keyway/sdk'
import { useAnswer } from '../../app/requests.ts'
import type { ExecutionDetail } from '../../executions/execution-page.tsx'
import { placesOf } from '../editing/places.ts'
import type { Samples } from '../editing/scope.ts'
import { withKeys } from '../editing/step-key.ts'
import { useDesigner } from './use-designer.tsx'

/** Gives the designer real values: of the execution that is shown, else of the last one of the flow. */
export function useSamples(shown: ExecutionDetail | undefined): void {
  const designer = useDesigner()
  const last = useAnswer(
    executions.listExecutions,
    { query: { flowId: designer.flowId, limit: 1 } },
    { enabled: shown === undefined, staleTime: 60_000 },
  )
  const lastId = last.data?.items[0]?.id
  const detail = useAnswer(
    executions.getExecution,
    { params: { executionId: lastId ?? '' } },
    { enabled: shown === undefined && lastId !== undefined, staleTime: 60_000 },
  )
  const execution = shown ?? detail.data
  const samples = useMemo(() => (execution === undefined ? noSamples : samplesOf(execution)), [execution])
  useEffect(() => designer.setSamples(samples), [designer, samples])
}

const noSamples: Samples = new Map()

/** What each step gave last, by its id, and what started the execution. */
function samplesOf({ document, steps, trigger }: ExecutionDetail): Samples {
  const { byPath } = placesOf(withKeys(document))
  const found = new Map<string, Json>([['trigger', trigger]])
  for (const { step, output } of steps) {
    const id = byPath.get(step)?.step.id
    if (id !== undefined && output !== null) found.set(id, output)
  }
  return found
}
