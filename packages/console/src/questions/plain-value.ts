import type { Json } from '@keyway/sdk'
import { questionTexts } from '../texts/questions.ts'
import { kindOf } from '../values/kind.ts'
import { previewOf } from '../values/preview.ts'
import { formatAbsolute } from '../values/time.ts'

/** Answered forms give days as the midnight they begin with, in UTC. */
const midnight = /T00:00(:00(\.0+)?)?Z$/
const day = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeZone: 'UTC' })

/** A single value as a person reads it: dates as dates, no "true". */
export function plainValue(value: Json): string {
  if (typeof value === 'boolean') return value ? questionTexts.yes : questionTexts.no
  if (typeof value !== 'string' || value === '') return previewOf(value)
  if (kindOf(value) !== 'date') return value
  return midnight.test(value) ? day.format(Date.parse(value)) : formatAbsolute(Date.parse(value))
}
