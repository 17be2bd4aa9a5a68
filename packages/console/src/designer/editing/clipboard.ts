import { parseSteps, printSteps, walkSteps, type Flow } from '@keyway/engine'
import { insertSteps } from './change-steps.ts'
import type { Edit } from './edit.ts'
import { takenIds } from './ids.ts'
import { outermost, type Spot } from './places.ts'
import type { StepKey } from './step-key.ts'

/**
 * Steps as text for the clipboard. `cutFrom` is the id of the flow when they are about to be removed from it: pasted there
 * again, they keep their ids. Null for copies.
 */
export function copySteps(flow: Flow, keys: readonly StepKey[], cutFrom: string | null): string {
  return printSteps({ steps: outermost(flow, keys).map(({ step }) => step), cutFrom })
}

/**
 * Puts steps from a text at a spot of the flow of this id: copied ones, a list of steps, or those of a whole flow, as YAML
 * or JSON. They get free ids, references among them follow, names of connections stay; references that lead nowhere here
 * are in `lost`.
 *
 * @throws {InputError} for a text that holds no steps; FlowDocumentError names each place
 */
export function pasteSteps(flow: Flow, text: string, { flowId, spot }: { flowId: string; spot: Spot }): Edit {
  const { steps, cutFrom } = parseSteps(text)
  if (cutFrom !== flowId) return insertSteps(flow, steps, { spot, taken: takenIds(flow) })
  const ids = [...walkSteps(flow.steps)].flatMap(({ id }) => id ?? [])
  return insertSteps(flow, steps, { spot, taken: new Set(ids) })
}
