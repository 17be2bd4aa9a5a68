import type { OptionMapping } from './connector-card-mapping.ts'

/** Options and inputs write booleans in several ways. */
export function yesNo(to: string): OptionMapping {
  return { to, values: { Yes: true, No: false, True: true, False: false, true: true, false: false } }
}
