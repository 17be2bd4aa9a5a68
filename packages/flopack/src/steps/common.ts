import type { Comparison, UnsupportedStep } from '@keyway/engine'
import type { ExportCard } from '../body.ts'
import type { Loss } from '../losses.ts'
import { inputValue, isGiven } from '../pins.ts'
import type { Scope } from '../scope.ts'
import { stepId } from './assign-ids.ts'

/** A condition that never holds: stands in where the real one is not known and an unsupported step fails before it. */
export const never: Comparison = { value: false, is: 'equal to', to: true, type: 'boolean' }

export function titled(card: ExportCard): { title?: string } {
  return card.title === '' ? {} : { title: card.title }
}

/** A step that keeps a card's place and fields, and fails when it runs. Reports the card. */
export function unsupportedStep(scope: Scope, card: ExportCard, loss: Loss): UnsupportedStep {
  scope.context.report.unsupported(card, loss)
  const fields = card.inputs
    .filter((input) => !input.isFlow && input.wormhole === null && isGiven(card, input))
    .map((input) => {
      const name = input.group === null ? input.key : `${input.group}/${input.key}`
      return [name, inputValue(scope, card, input)] as const
    })
  return {
    id: stepId(scope, card.uuid, card.title),
    ...titled(card),
    unsupported: {
      card: card.address.card,
      // Whoever opens the card should know what to do.
      reason: `${loss.reason} ${loss.advice}`,
      ...(fields.length === 0 ? {} : { with: Object.fromEntries(fields) }),
    },
  }
}
