import type { Comparison } from '@keyway/engine'
import type { Json, Operator } from '@keyway/sdk'
import { withLiteral } from './condition-tree.ts'
import { listed, oneSided, typeFor } from './event-fields.ts'
import type { Kind } from '../values/kind.ts'
import { toCopyText } from '../values/preview.ts'

export type ValueControl = 'none' | 'list' | 'number' | 'boolean' | 'text'

/** How the right side of a comparison is asked for. */
export function controlFor(kind: Kind, is: Operator, right: Json): ValueControl {
  if (oneSided.includes(is)) return 'none'
  if (listed.includes(is)) return 'list'
  if (kind === 'number' || typeof right === 'number') return 'number'
  return kind === 'boolean' || typeof right === 'boolean' ? 'boolean' : 'text'
}

/** A comparison with another operator, or over a field of another kind: its right side goes along as far as it fits. */
export function adapt(comparison: Comparison, { kind, right }: { kind: Kind; right: Json }): Comparison {
  const { is, type, ...rest } = comparison
  // A type that an author wrote is theirs; that of dates is only there for what it is compared with.
  const kept = type === 'date' || type === undefined ? typeFor(kind, is) : type
  const typed: Comparison = kept === undefined ? { is, ...rest } : { is, ...rest, type: kept }
  const single = Array.isArray(right) ? (right[0] ?? '') : right
  switch (controlFor(kind, is, kind === 'any' || kind === 'null' ? single : '')) {
    case 'none':
      return withLiteral(typed, undefined)
    case 'list':
      return withLiteral(typed, Array.isArray(right) ? right : single === '' ? [] : [single])
    case 'number':
      return withLiteral(typed, toNumber(single))
    case 'boolean':
      return withLiteral(typed, single === true || single === 'true')
    case 'text':
      return withLiteral(typed, toCopyText(single))
  }
}

/** A number where the text is one; else the text, which the preview then speaks about. */
export function toNumber(value: Json): Json {
  if (typeof value === 'number') return value
  const text = toCopyText(value).trim()
  return text !== '' && Number.isFinite(Number(text)) ? Number(text) : text
}
