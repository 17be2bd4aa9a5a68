import type { RespondStep, Step, Value } from '@keyway/engine'
import { findField, type ExportCard } from '../body.ts'
import { readCondition } from '../conditions.ts'
import { customInputs, inputValue, isGiven, openInputValue } from '../pins.ts'
import type { Scope } from '../scope.ts'
import { titled, unsupportedStep } from './common.ts'
import { losses } from '../losses.ts'

/** Return: ends the flow, or the container whose body it is in. */
export function translateReturn(scope: Scope, card: ExportCard): Step[] {
  const fields = card.inputs.filter((input) => input.wormhole === null && !input.isErrorInput)
  scope.context.report.exact(card)
  const values = fields.map((input) => [input.key, openInputValue(scope, card, input)] as const)
  return [{ ...titled(card), return: Object.fromEntries(values), ...from(scope) }]
}

export function translateContinueIf(scope: Scope, card: ExportCard): Step[] {
  const condition = readCondition(scope, card)
  if (condition === undefined) return [unsupportedStep(scope, card, losses.comparison)]
  const { report } = scope.context
  report.exact(card)
  if ([condition.value, condition.to].every((side) => typeof side === 'number')) {
    report.warn('Continue If compares two constants: the author stopped the flow here on purpose.', card)
  }
  const message = optional(scope, card, { key: 'message', group: 'otherwise' })
  return [
    { ...titled(card), continueIf: condition, ...(message === undefined ? {} : { message }), ...from(scope) },
  ]
}

/** Return Error and Return Error If. */
export function translateThrow(scope: Scope, card: ExportCard): Step[] {
  const isConditional = card.address.card === 'control.throwIf'
  const condition = isConditional ? readCondition(scope, card) : undefined
  if (isConditional && condition === undefined) {
    return [unsupportedStep(scope, card, losses.comparison)]
  }
  scope.context.report.exact(card)
  const statusCode = optional(scope, card, { key: 'statusCode', group: null })
  const details = customInputs(card).map((input) => [input.key, openInputValue(scope, card, input)] as const)
  return [
    {
      ...titled(card),
      fail: {
        message: optional(scope, card, { key: 'message', group: null }) ?? '',
        ...(statusCode === undefined ? {} : { statusCode }),
        ...(details.length === 0 ? {} : { details: Object.fromEntries(details) }),
      },
      ...(condition === undefined ? {} : { when: condition }),
    },
  ]
}

/** Return Raw ends the flow with an answer; Close answers and goes on. */
export function translateRespond(scope: Scope, card: ExportCard): Step[] {
  const isClose = card.address.card === 'httpfunctions.close'
  const group = isClose ? 'Response' : null
  const status = optional(scope, card, { key: 'statusCode', group })
  const headers = optional(scope, card, { key: 'headers', group })
  const body = optional(scope, card, { key: 'body', group })
  scope.context.report.exact(card)
  const respond: RespondStep['respond'] = {
    ...(status === undefined ? {} : { status }),
    ...(headers === undefined ? {} : { headers }),
    ...(body === undefined ? {} : { body }),
  }
  return [{ ...titled(card), respond, then: isClose ? 'continue' : 'end' }]
}

function optional(
  scope: Scope,
  card: ExportCard,
  { key, group }: { key: string; group: string | null },
): Value | undefined {
  const input = findField(card.inputs, key, group)
  return input === undefined || !isGiven(card, input) ? undefined : inputValue(scope, card, input)
}

function from(scope: Scope): { from?: string } {
  return scope.container === null ? {} : { from: scope.container }
}
