import type { CallStep } from '@keyway/engine'
import { reference } from '../../source.ts'
import { createCard, type CardDraft } from '../draft.ts'
import { setInput } from '../inputs.ts'
import { appendCard, cannotSay, nameOf, titleOf, type WriteScope } from '../scope.ts'

/** Call Flow (waits for the result) and Call Flow Async. */
export function writeCall(scope: WriteScope, step: CallStep): void {
  const isAsync = step.async === true
  const title = isAsync ? (step.title ?? '') : titleOf(step)
  const card = createCard(scope.flow.ids.next(), isAsync ? 'control.run' : 'control.spawn', title)
  setHelper(scope, card, { call: step })
  for (const [key, value] of Object.entries(step.with ?? {}))
    setInput(scope, card, { key, isCustom: true, value })
  appendCard(scope, card)
  const { id } = step
  if (id === undefined || isAsync) return
  const open = (key: string) => ({ key, group: null, source: reference([id, key], true) })
  scope.producers.set(id, { card, offers: [], open })
}

/** The flow field of a card that runs a helper. Gives the helper's id. */
export function setHelper(
  scope: WriteScope,
  card: CardDraft,
  { call: step, key = 'flo', group = null }: { call: CallStep; key?: string; group?: string | null },
): string {
  const helper = scope.flow.file.findFlow(step.call)
  if (helper === undefined) {
    throw cannotSay(
      scope,
      nameOf(step),
      `It calls the flow "${step.call}", which is not part of the export; export both together.`,
    )
  }
  card.inputs.push({
    id: scope.flow.ids.next(),
    key,
    group,
    label: 'Helper Flow',
    type: 'flow',
    data: helper,
  })
  return helper
}
