import type { Condition } from '@keyway/engine'
import { stripTexts } from '../texts/strip.ts'
import { triggerPath } from './model.ts'
import { toValueSource, type ValueSource } from './value-source.ts'

/** One line of a condition as the card shows it. */
export interface ConditionLine {
  /** `and`, `or`, `nor` before every line but the first of its group. */
  join: string | null
  depth: number
  left: ValueSource
  is: string
  /** Absent for comparisons with one side (`is empty`). */
  right: ValueSource | null
}

/** Flattens a condition tree into lines; `depth` keeps the brackets visible. */
export function toConditionLines(condition: Condition, depth = 0): ConditionLine[] {
  if ('all' in condition) return group(condition.all, stripTexts.and, depth)
  if ('any' in condition) return group(condition.any, stripTexts.or, depth)
  if ('none' in condition) {
    return group(condition.none, stripTexts.nor, depth).map((line, index) =>
      index === 0 ? { ...line, join: stripTexts.not } : line,
    )
  }
  if ('okta' in condition) {
    const right = toValueSource({ const: condition.okta })
    return [
      {
        join: null,
        depth,
        left: { kind: 'reference', reference: triggerPath, as: null },
        is: stripTexts.oktaFilter,
        right,
      },
    ]
  }
  const { field, value, is, to } = condition
  const left: ValueSource =
    field === undefined ? toValueSource(value ?? null) : { kind: 'reference', reference: field, as: null }
  const right = field === undefined ? to : (to ?? value)
  return [{ join: null, depth, left, is, right: right === undefined ? null : toValueSource(right) }]
}

function group(members: readonly Condition[], word: string, depth: number): ConditionLine[] {
  const inner = members.length > 1 ? depth + 1 : depth
  return members.flatMap((member, index) => {
    const isGroup = 'all' in member || 'any' in member || 'none' in member
    const lines = toConditionLines(member, isGroup ? inner : depth)
    return lines.map((line, lineIndex) =>
      index > 0 && lineIndex === 0 ? { ...line, join: joined(word, line.join) } : line,
    )
  })
}

/** `or not` where a negated group follows another member. */
function joined(word: string, own: string | null): string {
  return own === null ? word : `${word} ${own}`
}
