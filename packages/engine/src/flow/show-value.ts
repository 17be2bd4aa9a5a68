import { isJsonObject, operators, type Json } from '@keyway/sdk'
import type { Condition } from './document.ts'

const longest = 60

/** Two differing values for a sentence: `"#a"`, `trigger.user.id`. Long ones are cut around the place where they differ. */
export function showBoth(from: Json, to: Json): [string, string] {
  const [a, b] = [showFully(from), showFully(to)]
  let same = 0
  while (same < a.length && a[same] === b[same]) same += 1
  // A few characters before the difference, so that its surroundings are seen.
  const start = Math.max(a.length, b.length) <= longest ? 0 : Math.max(0, same - 20)
  return [cut(a, start), cut(b, start)]
}

export function showValue(value: Json): string {
  return cut(showFully(value), 0)
}

function showFully(value: Json): string {
  if (!isJsonObject(value)) return JSON.stringify(value)
  if (typeof value.ref === 'string') {
    return typeof value.as === 'string' ? `${value.ref} as ${value.as}` : value.ref
  }
  if (isCondition(value)) return showCondition(value)
  return Object.hasOwn(value, 'const') ? JSON.stringify(value.const ?? null) : JSON.stringify(value)
}

function isCondition(value: unknown): value is Condition {
  if (!isJsonObject(value)) return false
  if ('is' in value) return operators.some((operator) => operator === value.is)
  const [key, ...others] = Object.keys(value)
  if (key === 'okta' && others.length === 0) return typeof value.okta === 'string'
  const parts = key !== undefined && key in joints && others.length === 0 ? value[key] : undefined
  return Array.isArray(parts) && parts.length > 0 && parts.every(isCondition)
}

const joints = { all: ' and ', any: ' or ', none: ' or ' } as const

function showCondition(condition: Condition): string {
  if ('all' in condition) return joined(condition.all, joints.all)
  if ('any' in condition) return joined(condition.any, joints.any)
  if ('none' in condition) return `not ${joined(condition.none, joints.none)}`
  if ('okta' in condition) return condition.okta
  const { field, value, is, to } = condition
  const left = field ?? (value === undefined ? 'nothing' : showFully(value))
  const right = field === undefined ? to : (to ?? value)
  return right === undefined ? `${left} ${is}` : `${left} ${is} ${showFully(right)}`
}

function joined(conditions: readonly Condition[], joint: string): string {
  return `(${conditions.map(showCondition).join(joint)})`
}

function cut(text: string, start: number): string {
  const end = start + longest
  return `${start > 0 ? '…' : ''}${text.slice(start, end)}${text.length > end ? '…' : ''}`
}
