import type { Json } from '@keyway/sdk'
import { mapSteps, walkSteps, type IfStep, type Step, type SwitchStep } from '@keyway/engine'
import { toConstant } from '../../constants.ts'
import type { FlopackFlow } from '../flopack-flow.ts'
import { nameOf } from '../scope.ts'
import { staysInPlace } from './plain-loops.ts'
import { hoistLoop } from './loops.ts'
import { mapReferences } from './map-references.ts'

/** A flow said with what exports have a form for: itself and the helper flows that parts of it became. */
export interface Simplified {
  flows: FlopackFlow[]
  /** What changed, a sentence each. */
  changes: string[]
}

export interface Simplifying {
  flow: FlopackFlow
  /** How a loop passes the item to its helper. */
  item: 'whole' | 'fields'
  helpers: FlopackFlow[]
  changes: string[]
  freeId: (wanted: string) => string
}

/** Replaces steps that exports have no form for by others that do the same. */
export function simplify(flow: FlopackFlow, item: Simplifying['item']): Simplified {
  const taken = new Set([...walkSteps(flow.document.steps)].map(({ id }) => id))
  const context: Simplifying = {
    flow,
    item,
    helpers: [],
    changes: [],
    freeId: (wanted) => {
      let id = wanted
      for (let count = 2; taken.has(id); count += 1) id = `${wanted}${count}`
      taken.add(id)
      return id
    },
  }
  const found = new Set<string>()
  const steps = mapSteps(flow.document.steps, (step) => {
    if ('forEach' in step && step.first !== undefined) found.add(step.id)
    return simplifyStep(context, step)
  })
  const flows = [{ ...flow, document: { ...flow.document, steps } }, ...context.helpers]
  return { flows: flows.map((one) => readFound(one, found)), changes: context.changes }
}

function simplifyStep(context: Simplifying, step: Step): Step {
  if ('switch' in step) return toIf(context, step)
  if (('forEach' in step || 'repeat' in step) && !staysInPlace(step)) return hoistLoop(context, step)
  if (!('fail' in step) || !('from' in step.fail)) return step
  context.changes.push(
    `"${nameOf(step)}" fails with a new error of the same message and status, not with the one that was caught.`,
  )
  const { from } = step.fail
  const part = (key: string) => ({ ref: `${from}.error.${key}` })
  return { ...step, fail: { message: part('message'), statusCode: part('statusCode') } }
}

function toIf({ changes }: Simplifying, step: SwitchStep): Step {
  const { switch: value, type, cases, else: otherwise, ...named } = step
  changes.push(`"${nameOf(step)}" became an If with one condition for each case.`)
  const equals = (to: Json) => ({
    value,
    is: 'equal to' as const,
    to: toConstant(to),
    ...(type === undefined ? {} : { type }),
  })
  const [first, ...rest] = cases.map((one): { if: IfStep['if']; then: Step[] } => ({
    if: Array.isArray(one.is) ? { any: one.is.map(equals) } : equals(one.is),
    then: one.do,
  }))
  const last = otherwise === undefined ? {} : { else: otherwise }
  if (first === undefined) return { ...named, if: { any: [] }, then: [], ...last }
  return { ...named, ...first, ...(rest.length === 0 ? {} : { elseIf: rest }), ...last }
}

/** The loop that finds an item became one that carries it along. */
function readFound(flow: FlopackFlow, found: ReadonlySet<string>): FlopackFlow {
  if (found.size === 0) return flow
  const steps = mapReferences(flow.document.steps, ({ root, segments }, text, loops) => {
    const [first] = segments
    if (loops.includes(root)) return text
    const isResult = first?.kind === 'key' && (first.key === 'item' || first.key === 'index')
    return found.has(root) && isResult ? `${root}.memo${text.trim().slice(root.length)}` : text
  })
  return { ...flow, document: { ...flow.document, steps } }
}
