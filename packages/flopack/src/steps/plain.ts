import { isJsonObject } from '@keyway/sdk'
import type { Step, Value } from '@keyway/engine'
import { findField, type ExportCard, type Field } from '../body.ts'
import { toText } from '../constants.ts'
import { inputValue, isPinned } from '../pins.ts'
import type { Scope } from '../scope.ts'
import { addStep } from '../write.ts'
import { titled, unsupportedStep } from './common.ts'
import { losses } from '../losses.ts'

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
  ['week', 604_800],
])

/** Wait For: a number of units. */
export function translateWait(scope: Scope, card: ExportCard): Step[] {
  const { context } = scope
  const delay = findField(card.inputs, 'delay')
  const unit = findField(card.inputs, 'unit')
  if (delay === undefined) return [unsupportedStep(scope, card, losses.noDuration)]
  if (unit !== undefined && isPinned(card, unit)) {
    return [unsupportedStep(scope, card, losses.computedUnit)]
  }
  const name = toText(unit?.data ?? null).trim()
  // Units are singular in the export; a plural does no harm.
  const factor = secondsPer.get(name === '' ? 'second' : name.replace(/s$/, ''))
  if (factor === undefined) {
    return [unsupportedStep(scope, card, losses.unitLength(name))]
  }
  const seconds = waitingTime(scope, { card, delay, factor })
  if (seconds === undefined) return [unsupportedStep(scope, card, losses.durationText)]
  context.report.exact(card)
  if (name === '') context.report.adapted(card, losses.noUnit)
  return [{ ...titled(card), wait: { seconds } }]
}

function waitingTime(
  scope: Scope,
  { card, delay, factor }: { card: ExportCard; delay: Field; factor: number },
): Value | undefined {
  if (isPinned(card, delay)) {
    const value = inputValue(scope, card, delay)
    if (factor === 1) return value
    const title = `${card.title} seconds`
    const product = { title, use: 'number.multiply', with: { numbers: [value, factor] } }
    return { ref: `${addStep(scope.context, title, product)}.output` }
  }
  const seconds = Number(delay.data ?? 0) * factor
  return Number.isFinite(seconds) ? seconds : undefined
}

/** Wait Until: a date. */
export function translateUntil(scope: Scope, card: ExportCard): Step[] {
  const date = findField(card.inputs, 'date')
  if (date === undefined) return [unsupportedStep(scope, card, losses.noDate)]
  scope.context.report.exact(card)
  return [{ ...titled(card), wait: { until: inputValue(scope, card, date) } }]
}
