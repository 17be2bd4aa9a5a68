import { InputError, type Json } from '@keyway/sdk'
import type { EventTrigger } from '@keyway/engine'
import { reference } from '../source.ts'
import { openBody, printEmbedded } from './body.ts'
import { createCard, type CardDraft, type FieldDraft } from './draft.ts'
import { eventOffers, findEventCard } from './event-cards.ts'
import { setInput } from './inputs.ts'
import { appendCard, type FlowWriter } from './scope.ts'
import type { Started, StartSettings } from './start.ts'
import { contextOffers } from './start-offers.ts'

/** One delivery carries several events: the event card hands a list to a loop, whose body is the flow. */
export function openEvent(flow: FlowWriter, trigger: EventTrigger, settings: StartSettings): Started {
  const type = findEventCard(trigger.event)
  if (type === undefined) return openDirectEvent(flow, trigger, settings)
  const root = createCard(flow.ids.next(), type, titleOf(type))
  root.isWebhook = true
  if (trigger.connection !== undefined) {
    const [module = ''] = type.split('.')
    root.connection = flow.file.connect(trigger.connection, module)
  }
  const outer = openBody(flow, root)
  const application = limitOf(flow, trigger)
  if (application !== undefined) {
    setInput(outer, root, {
      key: 'instance',
      group: 'parameters',
      isOption: true,
      type: 'text',
      value: application,
    })
  }
  const loop = createCard(flow.ids.next(), 'list.asyncEach', 'For Each - Ignore Errors')
  connectList(flow, root, loop)
  setInput(outer, loop, { key: 'concurrency', type: 'number', value: 1 })
  const start = createCard(flow.ids.next(), 'control.callable', titleOf(type))
  const scope = openBody(flow, start)
  const offers = [...eventOffers(type), ...contextOffers()]
  scope.producers.set('trigger', { card: start, offers }).set('execution', { card: start, offers })
  return {
    scope,
    settings,
    close: () => {
      loop.inputs.push({
        id: flow.ids.next(),
        group: null,
        key: 'flo',
        type: 'flow',
        data: printEmbedded(scope),
      })
      appendCard(outer, loop)
      return outer
    },
  }
}

function connectList(flow: FlowWriter, root: CardDraft, loop: CardDraft): void {
  const field = (key: string): FieldDraft => ({
    id: flow.ids.next(),
    group: null,
    key,
    type: 'object[]',
    data: [],
  })
  const output = field('collection')
  const input = field('list')
  root.outputs.push(output)
  loop.inputs.push(input)
  root.pins.push({ output, card: loop, input, transform: null })
}

/** Events of other connectors come one at a time, with their fields on the event card itself. */
function openDirectEvent(flow: FlowWriter, trigger: EventTrigger, settings: StartSettings): Started {
  const isCard =
    /^[A-Za-z0-9_]+\.[A-Za-z0-9_]+$/.test(trigger.event) && !/^okta(devices)?\./.test(trigger.event)
  if (!isCard) {
    throw new InputError(
      `Flow "${flow.name}": Okta Workflows has no event card for "${trigger.event}"; start the flow with another event.`,
      { code: 'flopack_not_expressible' },
    )
  }
  limitOf(flow, trigger)
  const root = createCard(flow.ids.next(), trigger.event, titleOf(trigger.event))
  root.isWebhook = true
  const scope = openBody(flow, root)
  const open = (key: string) => ({ key, group: null, source: reference(['trigger', key], true) })
  scope.producers.set('trigger', { card: root, offers: [], open })
  scope.producers.set('execution', { card: root, offers: contextOffers() })
  return { scope, settings, close: () => scope }
}

/** The application whose events are meant: the only limit an event card has. */
function limitOf(flow: FlowWriter, { event, when }: EventTrigger): Json | undefined {
  if (when === undefined) return undefined
  const isApplication =
    'is' in when &&
    when.field === 'target[type=AppInstance].id' &&
    when.is === 'equal to' &&
    typeof when.to === 'string' &&
    findEventCard(event) !== undefined
  if (isApplication) return { const: when.to ?? null }
  throw new InputError(
    `Flow "${flow.name}": events of Okta Workflows can be limited to one application only; check the rest in the flow, ` +
      'with Continue If.',
    { code: 'flopack_not_expressible' },
  )
}

/** `okta.userCreated` as "User Created". */
function titleOf(type: string): string {
  const method = type.slice(type.indexOf('.') + 1)
  return method.replace(/([a-z0-9])([A-Z])/g, '$1 $2').replace(/^./, (first) => first.toUpperCase())
}
