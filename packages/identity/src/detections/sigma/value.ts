import type { Json } from '@keyway/sdk'
import { toText, type LogEvent } from '../events/log-event.ts'
import { compilePattern, type TextPattern } from './text-pattern.ts'

/** A value of a rule, compiled: whether one value of a field is meant by it. */
export type ValueTest = (value: Json, event: LogEvent) => boolean

/** Texts, and numbers and booleans as text: events hold `true` where rules write `'true'`. */
export function matchesText(pattern: TextPattern, { cased }: { cased: boolean }): ValueTest {
  const matches = compilePattern(pattern, { cased })
  return (value) => {
    const text = toText(value)
    return text !== undefined && matches(text)
  }
}

/** A number, or a text that holds one; undefined for everything else. */
export function toNumber(value: Json): number | undefined {
  if (typeof value === 'number') return value
  if (typeof value !== 'string' || value.trim() === '') return undefined
  const number = Number(value)
  return Number.isNaN(number) ? undefined : number
}
