import { useMemo } from 'react'
import { catalog, flows } from '@keyway/api'
import { namedConnections } from '@keyway/engine'
import { useAnswer } from '../../app/requests.ts'
import { placesOf } from '../editing/places.ts'
import { sourcesAt } from '../editing/scope.ts'
import { useDesigner, useDesignerState } from '../model/use-designer.tsx'
import { useUsedCards } from '../model/use-used-cards.ts'
import type { Known } from './completions.ts'

/** What the editor offers; null until the catalogue is there. */
export function useKnown(): Known | null {
  const designer = useDesigner()
  const flow = useDesignerState((state) => state.flow)
  const against = useDesignerState((state) => state.against)
  const samples = useDesignerState((state) => state.samples)
  const cards = useUsedCards()
  const { data } = useAnswer(catalog.getCatalog, {}, { staleTime: Infinity })
  const list = useAnswer(flows.listFlows)
  return useMemo(() => {
    if (against === null || data === undefined) return null
    const { surroundings, bindings } = against
    const names = [...namedConnections(flow, surroundings.catalog), ...bindings].map(({ name }) => name)
    const helpers = (list.data?.items ?? []).filter(
      ({ kind, id }) => kind === 'helper' && id !== designer.flowId,
    )
    return {
      flow,
      cards,
      events: data.connectors.flatMap(({ id, events, eventTypes }) => [
        ...events.map((event) => ({ id: event.id, title: event.title })),
        ...eventTypes.map((type) => ({ id: `${id}.${type.id}`, title: type.title })),
      ]),
      connections: [...new Set(names)],
      helpers: helpers.map(({ name }) => name),
      sourcesOf(stepId) {
        const steps = [...placesOf(flow).steps.values()]
        const found = steps.find(({ step }) => step.id === stepId) ?? steps.at(-1)
        return found === undefined
          ? []
          : sourcesAt(flow, { step: found.key, atEnd: true }, { surroundings, samples })
      },
    }
  }, [designer, flow, against, samples, cards, data, list.data])
}
