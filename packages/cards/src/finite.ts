import { InputError } from '@keyway/sdk'

/** The number itself. Throws InputError `result_not_finite` where arithmetic has no number for an answer. */
export function finite(value: number): number {
  if (Number.isFinite(value)) return value + 0
  throw new InputError(
    'There is no result that is a number: it is too large, or not defined for these values; check them before.',
    { code: 'result_not_finite' },
  )
}
