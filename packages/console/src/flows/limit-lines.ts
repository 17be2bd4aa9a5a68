import { limitNames, type Limits } from '@keyway/engine'

export interface LimitLine {
  name: keyof Limits
  value: number
  unit: 'seconds' | 'bytes' | 'count'
}

const units: Record<keyof Limits, LimitLine['unit']> = {
  deadlineSeconds: 'seconds',
  steps: 'count',
  listItems: 'count',
  payloadBytes: 'bytes',
  children: 'count',
  nesting: 'count',
  chain: 'count',
}

/** The limits that a flow sets itself, in a fixed order. */
export function toLimitLines(limits: Limits): LimitLine[] {
  return limitNames.flatMap((name) => {
    const value = limits[name]
    return value === undefined ? [] : [{ name, value, unit: units[name] }]
  })
}
