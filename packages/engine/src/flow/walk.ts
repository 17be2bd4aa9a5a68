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

/** A copy of the steps in which `change` was applied to each step, inner ones first. */
export function mapSteps(steps: readonly Step[], change: (step: Step) => Step): Step[] {
  const inside = (list: readonly Step[]): Step[] => mapSteps(list, change)
  return steps.map((step) => {
    if ('if' in step && 'then' in step) {
      return change({
        ...step,
        then: inside(step.then),
        ...(step.elseIf === undefined
          ? {}
          : { elseIf: step.elseIf.map((branch) => ({ ...branch, then: inside(branch.then) })) }),
        ...(step.else === undefined ? {} : { else: inside(step.else) }),
      })
    }
    if ('switch' in step) {
      return change({
        ...step,
        cases: step.cases.map((branch) => ({ ...branch, do: inside(branch.do) })),
        ...(step.else === undefined ? {} : { else: inside(step.else) }),
      })
    }
    if ('try' in step) return change({ ...step, try: inside(step.try), catch: inside(step.catch) })
    if ('do' in step) return change({ ...step, do: inside(step.do) })
    return change(step)
  })
}
