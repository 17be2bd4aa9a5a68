import { checkFlow, namedConnections, type Flow, type Path, type Surroundings } from '@keyway/engine'
import { placesOf } from '../editing/places.ts'
import type { StepKey } from '../editing/step-key.ts'
import type { FlowDetail } from '../../flows/flow-page.tsx'
import { designerTexts } from '../../texts/designer.ts'

/** Something an author should look at, with the way there. */
export interface DesignerProblem {
  /** The step; null for what concerns the trigger or the flow as a whole. */
  step: StepKey | null
  /** Its path, as pages address it. */
  path: string | null
  /** The place in the step (`['with', 'channel', 'ref']`), or in the flow where `step` is null. */
  field: Path
  kind:
    | 'unknown reference'
    | 'missing input'
    | 'missing connection'
    | 'unbound connection'
    | 'never reached'
    | 'type clash'
    | 'other'
  /** An error keeps the flow from being published or switched on. */
  severity: 'error' | 'warning'
  message: string
}

/**
 * Everything that is wrong with a document, in its order: what the engine says, with steps by key, and connections that are
 * bound to nothing here.
 */
export function checkDocument(
  flow: Flow,
  surroundings: Surroundings,
  bindings: FlowDetail['bindings'],
): DesignerProblem[] {
  const { byPath } = placesOf(flow)
  const bound = new Set(bindings.flatMap(({ name, connectionId }) => (connectionId === null ? [] : [name])))
  const unbound = namedConnections(flow, surroundings.catalog).filter(({ name }) => !bound.has(name))
  return [
    ...unbound.map(({ name, connector }): DesignerProblem => {
      const message = designerTexts.unbound(name, connector)
      return { step: null, path: null, field: [], kind: 'unbound connection', severity: 'error', message }
    }),
    ...checkFlow(flow, surroundings).map(
      ({ step, field = [], kind, severity, message }): DesignerProblem => ({
        step: step === null ? null : (byPath.get(step)?.key ?? null),
        path: step,
        field,
        kind: kind ?? 'other',
        severity,
        message,
      }),
    ),
  ]
}

/** Whether a problem is about a place, or about something inside of it. */
export function isAt(problem: DesignerProblem, step: StepKey | null, place: Path): boolean {
  return problem.step === step && place.every((part, at) => problem.field[at] === part)
}
