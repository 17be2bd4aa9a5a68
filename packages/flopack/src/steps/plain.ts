import { isJsonObject } from '@keyway/sdk'
import type { Step } from '@keyway/engine'
import { findField, type ExportCard } from '../body.ts'
import { inputValue, isPinned } from '../pins.ts'
import type { Scope } from '../scope.ts'
import { titled, unsupportedStep } from './common.ts'

/** Flow documents limit notes; exports do not. */
const maxNote = 50_000

export function translateComment(scope: Scope, card: ExportCard): Step[] {
  scope.context.report.exact(card)
  const { comments } = card
  if (typeof comments === 'string') return [{ note: comments.slice(0, maxNote) }]
  if (!isJsonObject(comments)) return []
  const { title, markdown } = comments
  const heading = typeof title === 'string' && title !== '' ? { title: title.slice(0, 300) } : {}
  return [{ ...heading, note: typeof markdown === 'string' ? markdown.slice(0, maxNote) : '' }]
}

const secondsPer: ReadonlyMap<string, number> = new Map([
  ['second', 1],
  ['minute', 60],
  ['hour', 3600],
  ['day', 86_400],
])

/** Wait For: a number of units. */
export function translateWait(scope: Scope, card: ExportCard): Step[] {
  const delay = findField(card.inputs, 'delay')
  const unit = findField(card.inputs, 'unit')?.data
  // Units are singular in the export; a plural does no harm.
  const factor = typeof unit === 'string' ? secondsPer.get(unit.replace(/s$/, '')) : undefined
  if (delay === undefined || factor === undefined) {
    return [unsupportedStep(scope, card, 'Its duration or unit is not known.')]
  }
  scope.context.report.exact(card)
  if (isPinned(card, delay)) {
    if (factor !== 1) return [unsupportedStep(scope, card, 'A computed duration is read in seconds only.')]
    return [{ ...titled(card), wait: { seconds: inputValue(scope, card, delay) } }]
  }
  return [{ ...titled(card), wait: { seconds: Number(delay.data) * factor } }]
}

/** Wait Until: a date. */
export function translateUntil(scope: Scope, card: ExportCard): Step[] {
  const date = findField(card.inputs, 'date')
  if (date === undefined) return [unsupportedStep(scope, card, 'It names no date.')]
  scope.context.report.exact(card)
  return [{ ...titled(card), wait: { until: inputValue(scope, card, date) } }]
}
