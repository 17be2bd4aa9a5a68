import { useQueries } from '@tanstack/react-query'
import { useEffect, useMemo } from 'react'
import { catalog, flows } from '@keyway/api'
import { describedCatalog, walkSteps, type FindHelpers, type Flow } from '@keyway/engine'
import type { Catalog } from '@keyway/sdk'
import { call } from '../../app/client.ts'
import { answerKey, useAnswer } from '../../app/requests.ts'
import type { FlowDetail } from '../../flows/flow-page.tsx'
import type { Designer } from './designer.ts'

/** Gives the designer what it checks the document against: the catalogue, the helper flows it calls, its bindings. */
export function useCheckAgainst(designer: Designer, detail: FlowDetail): void {
  const known = useCheckCatalog()
  const findHelpers = useFindHelpers(detail.draft)
  const { bindings } = detail
  useEffect(() => {
    designer.checkAgainst(
      known === undefined ? null : { surroundings: { catalog: known, findHelpers }, bindings },
    )
  }, [designer, known, findHelpers, bindings])
}

/** The catalogue as checks read it; undefined until it is there. */
function useCheckCatalog(): Catalog | undefined {
  const { data } = useAnswer(catalog.getCatalog, {}, { staleTime: Infinity })
  return useMemo(() => (data === undefined ? undefined : describedCatalog(data)), [data])
}

/** The helper flows that a flow calls, by name or id; until they are there, nobody can tell what they are. */
export function useFindHelpers(flow: Flow): FindHelpers {
  const { data: list } = useAnswer(flows.listFlows)
  const called = useMemo(
    () => [...new Set([...walkSteps(flow.steps)].flatMap((step) => ('call' in step ? [step.call] : [])))],
    [flow],
  )
  const helpers = useMemo(
    () =>
      (list?.items ?? []).filter(
        ({ id, name, kind }) => kind === 'helper' && (called.includes(id) || called.includes(name)),
      ),
    [list, called],
  )
  const details = useQueries({
    queries: helpers.map(({ id }) => ({
      queryKey: answerKey(flows.getFlow, { params: { flowId: id } }),
      queryFn: ({ signal }: { signal: AbortSignal }) =>
        call(flows.getFlow, { params: { flowId: id }, signal }),
    })),
    combine: (answers) => answers.map(({ data }) => data),
  })
  const isThere = list !== undefined && details.every((one) => one !== undefined)
  return useMemo<FindHelpers>(
    () => (reference) => (isThere ? details.flatMap((one) => documentsOf(one, reference)) : undefined),
    [isThere, details],
  )
}

/** A flow as it is written and as it is published, if it is the one that is called by this name or id. */
function documentsOf(flow: FlowDetail | undefined, reference: string): Flow[] {
  if (flow === undefined || (flow.id !== reference && flow.name !== reference)) return []
  return flow.published === null ? [flow.draft] : [flow.draft, flow.published]
}
