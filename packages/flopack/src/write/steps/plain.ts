import type { NoteStep, UnsupportedStep, WaitStep } from '@keyway/engine'
import { reference } from '../../source.ts'
import { splitName } from '../cards/names.ts'
import { createCard } from '../draft.ts'
import { setInput } from '../inputs.ts'
import { appendCard, cannotSay, nameOf, titleOf, type WriteScope } from '../scope.ts'

export function writeNote(scope: WriteScope, step: NoteStep): void {
  const card = createCard(scope.flow.ids.next(), 'control.comment', 'Comment')
  card.comments = { title: step.title ?? '', markdown: step.note }
  appendCard(scope, card)
}

export function writeWait(scope: WriteScope, step: WaitStep): void {
  if ('approval' in step.wait || 'answer' in step.wait) {
    throw cannotSay(
      scope,
      nameOf(step),
      'It waits for a person, and Okta Workflows has no card that asks somebody.',
    )
  }
  const isUntil = 'until' in step.wait
  const card = createCard(scope.flow.ids.next(), isUntil ? 'control.until' : 'control.wait', step.title ?? '')
  if ('until' in step.wait) setInput(scope, card, { key: 'date', type: 'date', value: step.wait.until })
  else {
    setInput(scope, card, { key: 'delay', type: 'number', value: step.wait.seconds })
    setInput(scope, card, { key: 'unit', type: 'text', value: 'second' })
  }
  appendCard(scope, card)
}

/** A card that Keyway does not know goes back as it came. */
export function writeUnsupported(scope: WriteScope, step: UnsupportedStep): void {
  const { card: type, reason, with: fields = {} } = step.unsupported
  const card = createCard(scope.flow.ids.next(), type, titleOf(step))
  for (const [name, value] of Object.entries(fields)) {
    const [group, key] = splitName(name)
    setInput(scope, card, { key, group, isOption: group === 'parameters', value })
  }
  const helper = missingHelper(reason)
  if (helper !== undefined) {
    const id = scope.flow.ids.next()
    card.inputs.push({ id, group: null, key: 'flo', type: 'flow', data: helper })
  }
  appendCard(scope, card)
  scope.producers.set(step.id, {
    card,
    offers: [],
    open: (key) => ({ key, group: null, source: reference([step.id, key]) }),
  })
}

/** The helper that a card called and that is not there; '' if the author chose none. */
function missingHelper(reason: string): string | undefined {
  if (reason === 'No helper flow is chosen.') return ''
  return /^The helper flow (\S+) is not in this file\.$/.exec(reason)?.[1]
}
