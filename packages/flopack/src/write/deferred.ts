import type { CardStep, Step } from '@keyway/engine'
import type { FlowWriter } from './scope.ts'

/** Notes the steps that only say what values cannot, and gives the others. */
export function deferExtras(flow: FlowWriter, steps: readonly Step[]): Step[] {
  return steps.filter((step, at) => {
    if (!isExtra(step, steps.slice(at + 1))) return true
    flow.deferred.set(step.id, step)
    return false
  })
}

/** The reader adds such steps without a title, where a card's field is more than a reference. */
function isExtra(step: Step, following: readonly Step[]): step is CardStep {
  if (!('use' in step) || step.title !== undefined) return false
  switch (step.use) {
    case 'object.merge':
      return /^mergeRecord\d*$/.test(step.id)
    case 'boolean.compare':
      return /^isThere\d*$/.test(step.id)
    case 'object.entries':
      return following.some(
        (other) =>
          'forEach' in other && other.collect !== undefined && refersTo(other.forEach, `${step.id}.entries`),
      )
    case 'flow.assign':
      return refersTo(following.find(hasTemplate)?.with ?? {}, `{{ ${step.id}.`)
    default:
      return false
  }
}

/** Cards whose text can hold less than the text of an export's card. */
function hasTemplate(step: Step): step is CardStep {
  return 'use' in step && (step.use === 'text.compose' || step.use === 'number.formula')
}

function refersTo(value: unknown, text: string): boolean {
  return JSON.stringify(value).includes(text)
}
