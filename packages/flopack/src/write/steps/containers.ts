import type { IfStep, Step, TryStep } from '@keyway/engine'
import { reference } from '../../source.ts'
import { writeEmbedded } from '../body.ts'
import { writeCondition } from '../cards/conditions.ts'
import { createCard, type CardDraft } from '../draft.ts'
import { appendCard, titleOf, type Offer, type WriteScope } from '../scope.ts'
import { returnsFrom } from './lanes.ts'

/** If/ElseIf: each lane is an embedded body, whose Return sets the outputs of the card. */
export function writeBranch(scope: WriteScope, step: IfStep): void {
  const card = createCard(scope.flow.ids.next(), 'control.branch', titleOf(step))
  const lanes = [
    { group: 'if', condition: step.if, steps: step.then },
    ...(step.elseIf ?? []).map((branch) => ({
      group: scope.flow.ids.next(),
      condition: branch.if,
      steps: branch.then,
    })),
  ]
  for (const { group, condition } of lanes) writeCondition(scope, card, { step, condition, group })
  for (const { group, steps } of [...lanes, { group: 'else', steps: step.else ?? [] }]) {
    const body = writeEmbedded(scope, steps, { container: card, endsAt: laneName(step), isLane: true })
    card.inputs.push({ id: scope.flow.ids.next(), group, key: 'flo', type: 'flow', data: body })
  }
  place(scope, { card, step, lanes: [...lanes.map(({ steps }) => steps), step.else ?? []] })
}

/** If Error: both lanes are embedded bodies; the second one can read the error. */
export function writeTry(scope: WriteScope, step: TryStep): CardDraft {
  const card = createCard(scope.flow.ids.next(), 'control.tryCatch', titleOf(step))
  const endsAt = laneName(step)
  const attempt = writeEmbedded(scope, step.try, { container: card, endsAt, isLane: true })
  const flow = { id: scope.flow.ids.next(), group: null, key: 'flo', type: 'flow', data: attempt } as const
  card.inputs.push(flow)
  const handler = writeEmbedded(scope, step.catch, {
    container: card,
    endsAt,
    isLane: true,
    prepare: (inner) => {
      if (step.id === undefined) return
      const error: Offer = { key: 'error', group: 'context', source: reference([step.id, 'error'], true) }
      inner.producers.set(step.id, { card: inner.root, offers: [error] })
    },
  })
  card.policy = { type: 'handler', flo: handler, merge: 'join' }
  place(scope, { card, step, lanes: [step.try, step.catch] })
  return card
}

/** Steps that nothing ends by name still need to be told from the flow. */
function laneName(step: Step): string {
  return step.id ?? ''
}

function place(
  scope: WriteScope,
  { card, step, lanes }: { card: CardDraft; step: Step; lanes: (readonly Step[])[] },
): void {
  appendCard(scope, card)
  const { id } = step
  if (id === undefined) return
  for (const key of new Set(
    lanes.flatMap((steps) => returnsFrom(steps, id).flatMap((end) => Object.keys(end.return))),
  )) {
    card.outputs.push({
      id: scope.flow.ids.next(),
      group: null,
      key,
      type: 'object',
      data: null,
      isCustom: true,
    })
  }
  const offers = card.outputs.map(({ key }): Offer => ({ key, group: null, source: reference([id, key]) }))
  scope.producers.set(id, {
    card,
    offers,
    open: (key) => ({ key, group: null, source: reference([id, key]) }),
  })
}
