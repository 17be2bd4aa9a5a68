import { walkSteps, type Flow, type TriggerInput } from '@keyway/engine'

/** What a helper flow takes and gives back. */
export interface HelperShape {
  inputs: readonly TriggerInput[]
  outputs: readonly string[]
}

/** Helper flows by the names that calls use. */
export type HelperShapes = ReadonlyMap<string, HelperShape>

export const noHelpers: HelperShapes = new Map()

/** What a call of this flow offers on its card. */
export function shapeOfHelper({ trigger, steps }: Flow): HelperShape {
  const inputs = 'helper' in trigger ? (trigger.inputs ?? []) : []
  const outputs = new Set<string>()
  for (const step of walkSteps(steps)) {
    if ('return' in step && step.from === undefined)
      for (const key of Object.keys(step.return)) outputs.add(key)
  }
  return { inputs, outputs: [...outputs] }
}
