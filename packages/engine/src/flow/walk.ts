import type { Step } from './document.ts'

/** The lanes of a step, in the order they are drawn; empty for a step without lanes. */
export function lanesOf(step: Step): { key: string; steps: Step[] }[] {
  if ('then' in step && 'if' in step) {
    return [
      { key: 'then', steps: step.then },
      ...(step.elseIf ?? []).map((branch, at) => ({ key: `elseIf[${at}].then`, steps: branch.then })),
      ...(step.else === undefined ? [] : [{ key: 'else', steps: step.else }]),
    ]
  }
  if ('switch' in step) {
    return [
      ...step.cases.map((branch, at) => ({ key: `cases[${at}].do`, steps: branch.do })),
      ...(step.else === undefined ? [] : [{ key: 'else', steps: step.else }]),
    ]
  }
  if ('try' in step) {
    return [
      { key: 'try', steps: step.try },
      { key: 'catch', steps: step.catch },
    ]
  }
  return 'do' in step ? [{ key: 'do', steps: step.do }] : []
}

/** Every step of a list and of its lanes, in document order. */
export function* walkSteps(steps: readonly Step[]): Generator<Step> {
  for (const step of steps) {
    yield step
    for (const lane of lanesOf(step)) yield* walkSteps(lane.steps)
  }
}

/** Every step of a list and of its lanes with its place, `steps[2].then[0]`, in document order. */
export function* walkPlaces(
  steps: readonly Step[],
  within = 'steps',
): Generator<{ step: Step; path: string }> {
  for (const [at, step] of steps.entries()) {
    const path = `${within}[${at}]`
    yield { step, path }
    for (const lane of lanesOf(step)) yield* walkPlaces(lane.steps, `${path}.${lane.key}`)
  }
}

/** A step with other steps in one of its lanes, named as `lanesOf` names it. A lane that it does not have yet is added. */
export function withLane(step: Step, key: string, steps: Step[]): Step {
  const [, index] = /\[(\d+)\]/.exec(key) ?? []
  if ('if' in step && 'then' in step) {
    if (key === 'then') return { ...step, then: steps }
    if (key === 'else') return { ...step, else: steps }
    const branches = step.elseIf ?? []
    return {
      ...step,
      elseIf: branches.map((branch, at) => (at === Number(index) ? { ...branch, then: steps } : branch)),
    }
  }
  if ('switch' in step) {
    if (key === 'else') return { ...step, else: steps }
    return {
      ...step,
      cases: step.cases.map((branch, at) => (at === Number(index) ? { ...branch, do: steps } : branch)),
    }
  }
  if ('try' in step) return key === 'try' ? { ...step, try: steps } : { ...step, catch: steps }
  return 'do' in step ? { ...step, do: steps } : step
}

/** A copy of the steps in which `change` was applied to each step, inner ones first. */
export function mapSteps(steps: readonly Step[], change: (step: Step) => Step): Step[] {
  return steps.map((step) =>
    change(
      lanesOf(step).reduce((outer, lane) => withLane(outer, lane.key, mapSteps(lane.steps, change)), step),
    ),
  )
}
