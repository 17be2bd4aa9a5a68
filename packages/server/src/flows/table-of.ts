import type { Step } from '@keyway/engine'

/** The table that a step works on, by id or name; undefined for other steps, and where it is only known at run time. */
export function tableOf(step: Step): string | undefined {
  const action = 'use' in step ? step : 'stream' in step ? step.stream : undefined
  if (action === undefined || !action.use.startsWith('tables.')) return undefined
  const table = action.with?.['table']
  return typeof table === 'string' ? table : undefined
}
