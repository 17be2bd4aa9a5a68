import { createContext, useContext, useMemo } from 'react'
import type { Path, Step, Surroundings } from '@keyway/engine'
import { designerTexts } from '../../texts/designer.ts'
import type { Edit } from '../editing/edit.ts'
import { sourcesAt, type Source } from '../editing/scope.ts'
import { setAt } from '../editing/values.ts'
import type { StepKey } from '../editing/step-key.ts'
import { isAt, type DesignerProblem } from '../model/check.ts'
import type { Designer } from '../model/designer.ts'
import { useDesigner, useDesignerState } from '../model/use-designer.tsx'

/** What the fields of one step's form share. */
export interface FormScope {
  key: StepKey
  flowId: string
  /** What values can be taken from. */
  sources: readonly Source[]
}

export const FormScopeContext = createContext<FormScope | undefined>(undefined)

export function useFormScope(): FormScope {
  const scope = useContext(FormScopeContext)
  if (scope === undefined) throw new Error('useFormScope was called outside a step form; render it inside.')
  return scope
}

/** While the catalogue is on its way: which steps there are is known without it. */
const nothingKnown: Surroundings = {
  catalog: { cards: new Map(), connectors: new Map(), actions: new Map() },
  findHelpers: () => undefined,
}

/** What values of a step can be taken from; `atEnd` for what a loop makes of its turns. */
export function useSources(step: StepKey, atEnd: boolean): readonly Source[] {
  const { flow, samples, against } = useDesignerParts()
  return useMemo(
    () => sourcesAt(flow, { step, atEnd }, { surroundings: against?.surroundings ?? nothingKnown, samples }),
    [flow, step, atEnd, samples, against],
  )
}

function useDesignerParts() {
  return {
    flow: useDesignerState(({ flow }) => flow),
    samples: useDesignerState(({ samples }) => samples),
    against: useDesignerState(({ against }) => against),
  }
}

/** What is wrong at a place of the step, or inside of it. */
export function useProblemsAt(place: Path | null): readonly DesignerProblem[] {
  const { key } = useFormScope()
  const problems = useDesignerState((state) => state.problems)
  return useMemo(
    () => (place === null ? [] : (problems ?? []).filter((problem) => isAt(problem, key, place))),
    [problems, key, place],
  )
}

/** Sets what stands at a place of the step whose form this is. */
export function useSet(): (place: Path, part: unknown) => void {
  const { key } = useFormScope()
  const designer = useDesigner()
  return (place, part) => void setIn(designer, { step: key, path: place }, part)
}

/** Sets what stands at a place; typing in one place is undone together. */
function setIn(designer: Designer, to: { step: StepKey; path: Path }, part: unknown): Edit {
  const name = to.path.findLast((one) => typeof one === 'string') ?? ''
  const told = { label: designerTexts.done.set(String(name)), group: `${to.step} ${to.path.join('.')}` }
  return designer.edit(told, (flow) => setAt(flow, to, part))
}

/** A step of one kind, whose form sets its parts by name. */
export interface StepFormProps<Kind extends Step> {
  step: Kind
}
