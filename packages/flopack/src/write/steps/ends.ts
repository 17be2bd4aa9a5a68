import type { ContinueIfStep, FailStep, RespondStep, ReturnStep, Step, Value } from '@keyway/engine'
import { writeCondition } from '../cards/conditions.ts'
import { createCard, type CardDraft } from '../draft.ts'
import { setInput } from '../inputs.ts'
import { appendCard, cannotSay, nameOf, type WriteScope } from '../scope.ts'

/** Return: ends the flow, or the container whose body it is in. */
export function writeReturn(scope: WriteScope, step: ReturnStep): void {
  checkEnd(scope, step, step.from)
  const card = createCard(scope.flow.ids.next(), 'control.return', step.title ?? '')
  for (const [key, value] of Object.entries(step.return))
    setInput(scope, card, { key, isCustom: true, isOpen: true, value })
  appendCard(scope, card)
}

/** Cards that end something end the body they are in, and nothing further out. */
function checkEnd(scope: WriteScope, step: Step, from: string | undefined): void {
  if (from === scope.endsAt) return
  const target = from === undefined ? 'the flow' : `the step "${from}"`
  const found = scope.endsAt === undefined ? 'the flow' : `the step "${scope.endsAt}"`
  throw cannotSay(
    scope,
    nameOf(step),
    `It ends ${target}, but in Okta Workflows a card at this place can only end ${found}.`,
  )
}

export function writeContinueIf(scope: WriteScope, step: ContinueIfStep): void {
  checkEnd(scope, step, step.from)
  const card = createCard(scope.flow.ids.next(), 'control.continueIf', step.title ?? '')
  writeCondition(scope, card, { step, condition: step.continueIf })
  setOptional(scope, card, { key: 'message', group: 'otherwise', value: step.message })
  appendCard(scope, card)
}

/** Return Error and Return Error If. */
export function writeFail(scope: WriteScope, step: FailStep): void {
  const type = step.when === undefined ? 'control.throw' : 'control.throwIf'
  const card = createCard(scope.flow.ids.next(), type, step.title ?? '')
  if (step.when !== undefined) writeCondition(scope, card, { step, condition: step.when })
  if ('from' in step.fail) {
    throw cannotSay(
      scope,
      nameOf(step),
      'It goes on with the error that was caught, which only the error policy of a card does: it runs one flow.',
    )
  }
  const { message, statusCode, details = {} } = step.fail
  setOptional(scope, card, { key: 'message', value: message })
  setOptional(scope, card, { key: 'statusCode', value: statusCode })
  for (const [key, value] of Object.entries(details))
    setInput(scope, card, { key, isCustom: true, isOpen: true, value })
  appendCard(scope, card)
}

/** Return Raw ends the flow with an answer; Close answers and goes on. */
export function writeRespond(scope: WriteScope, step: RespondStep): void {
  const isClose = step.then === 'continue'
  if (!isClose && scope.endsAt !== undefined) {
    throw cannotSay(
      scope,
      nameOf(step),
      'It answers and ends the flow from inside another step, where Return Raw only ends that step.',
    )
  }
  const type = isClose ? 'httpfunctions.close' : 'control.returnRaw'
  const card = createCard(scope.flow.ids.next(), type, step.title ?? '')
  const group = isClose ? 'Response' : null
  const { status, headers, body } = step.respond
  setOptional(scope, card, { key: 'statusCode', group, value: status })
  setOptional(scope, card, { key: 'headers', group, value: headers })
  setOptional(scope, card, { key: 'body', group, value: body })
  appendCard(scope, card)
}

function setOptional(
  scope: WriteScope,
  card: CardDraft,
  { value, ...spec }: { key: string; group?: string | null; value: Value | undefined },
): void {
  if (value !== undefined) setInput(scope, card, { ...spec, value })
}
