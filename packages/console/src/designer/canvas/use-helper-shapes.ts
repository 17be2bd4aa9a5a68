import { useMemo } from 'react'
import { walkSteps, type Flow } from '@keyway/engine'
import { shapeOfHelper, type HelperShapes } from '../../strip/helper-shapes.ts'
import { useFindHelpers } from '../model/use-check-against.ts'

/** What the helper flows that a flow calls take and give. It is another object only when something of that changed. */
export function useHelperShapes(flow: Flow): HelperShapes {
  const findHelpers = useFindHelpers(flow)
  const text = useMemo(() => {
    const called = [...walkSteps(flow.steps)].flatMap((step) => ('call' in step ? [step.call] : []))
    return JSON.stringify(
      [...new Set(called)].flatMap((name) => {
        const [helper] = findHelpers(name) ?? []
        return helper === undefined ? [] : [[name, shapeOfHelper(helper)]]
      }),
    )
  }, [flow, findHelpers])
  return useMemo<HelperShapes>(() => new Map(JSON.parse(text)), [text])
}
