import type { Flow, Step } from './document.ts'
import { lanesOf, walkSteps } from './walk.ts'

/** Steps that no run ever reaches, because one before them in their lane always ends it. */
export function lintReachability(flow: Flow): { step: string; message: string }[] {
  const found: { step: string; message: string }[] = []
  visitLane(flow.steps, 'steps', found)
  return found
}

function visitLane(steps: readonly Step[], at: string, found: { step: string; message: string }[]): void {
  let ender: string | undefined
  for (const [position, step] of steps.entries()) {
    const path = `${at}[${position}]`
    if (ender !== undefined && !('note' in step)) {
      found.push({ step: path, message: `This step is never reached: ${ender} always ends its lane.` })
      ender = undefined
    }
    for (const { key, steps: lane } of lanesOf(step)) visitLane(lane, `${path}.${key}`, found)
    if (!('return' in step) && alwaysEnds(step)) ender = path
  }
}

/** Whether no step behind this one in its lane can ever run. */
function alwaysEnds(step: Step): boolean {
  if ('return' in step) return true
  if ('fail' in step) return step.when === undefined
  if ('respond' in step) return step.then !== 'continue'
  const isBranch = 'if' in step && step.else !== undefined
  if (!isBranch && !('try' in step)) return false
  return !isLeftEarly(step) && lanesOf(step).every((lane) => lane.steps.some(alwaysEnds))
}

/** Whether `return` or `continueIf` somewhere inside ends just this step, so that the flow goes on behind it. */
function isLeftEarly(step: Step): boolean {
  return (
    step.id !== undefined && [...walkSteps([step])].some((inner) => 'from' in inner && inner.from === step.id)
  )
}
