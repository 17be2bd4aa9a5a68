import { InputError } from '@keyway/sdk'
import type {
  DelegatedTrigger,
  EndpointTrigger,
  Flow,
  HelperTrigger,
  ScheduleTrigger,
  TriggerInput,
} from '@keyway/engine'
import { reference } from '../source.ts'
import { openBody } from './body.ts'
import { createCard, type CardDraft } from './draft.ts'
import { openEvent } from './event-start.ts'
import type { FlowWriter, Offer, Producer, WriteScope } from './scope.ts'
import { contextOffers } from './start-offers.ts'
import { unsetValue } from './stored-type.ts'

/** What a flow has beside its cards. */
export interface StartSettings {
  cron: Record<string, unknown>
  security: string | null
  /** Other flows, or a schedule, can start it. */
  isCallable: boolean
}

export interface Started {
  /** Where the flow's steps go. */
  scope: WriteScope
  settings: StartSettings
  /** Called when the steps are written: puts them in their place. */
  close: () => WriteScope
}

const plain: StartSettings = { cron: {}, security: null, isCallable: false }

/** Writes the start card of a flow. */
export function openStart(flow: FlowWriter, { trigger }: Flow): Started {
  if ('event' in trigger) return openEvent(flow, trigger, plain)
  if ('endpoint' in trigger) return openEndpoint(flow, trigger)
  if ('helper' in trigger) return openHelper(flow, trigger)
  if ('schedule' in trigger) return openSchedule(flow, trigger)
  if ('delegated' in trigger) return openDelegated(flow, trigger)
  if (!('manual' in trigger)) {
    const kind = 'source' in trigger ? 'a source' : 'table' in trigger ? 'a table' : 'an inline hook'
    throw new InputError(
      `Flow "${flow.name}": Okta Workflows cannot start a flow by ${kind}; start it with an API endpoint.`,
      { code: 'flopack_not_expressible' },
    )
  }
  if ((trigger.inputs ?? []).length > 0) {
    throw new InputError(
      `Flow "${flow.name}": flows of Okta Workflows that a person starts have no inputs; make it a helper flow.`,
      { code: 'flopack_not_expressible' },
    )
  }
  return started(flow, createCard(flow.ids.next(), 'control.noop', 'Start'), { settings: plain })
}

function openHelper(flow: FlowWriter, { inputs = [] }: HelperTrigger): Started {
  const card = createCard(flow.ids.next(), 'control.callable', 'Helper Flow')
  const own = inputs.map((input) =>
    addInput(flow, card, { input, group: null, path: ['trigger', input.key] }),
  )
  // Whoever runs a helper because of an error passes it like an input; an input of the author keeps the name.
  const error = inputs.some(({ key }) => key === 'error') ? undefined : reference(['trigger', 'error'], true)
  return started(flow, card, {
    settings: { ...plain, isCallable: true },
    offers: [...own, ...contextOffers(error)],
  })
}

function openSchedule(flow: FlowWriter, { schedule }: ScheduleTrigger): Started {
  const parts = schedule.cron.trim().split(/\s+/)
  const [minutes, hours, dayOfTheMonth, month, dayOfTheWeek] = parts
  if (parts.length !== 5) {
    throw new InputError(
      `Flow "${flow.name}": the schedule "${schedule.cron}" has ${parts.length} fields; expected five, from minutes ` +
        'to day of the week.',
      { code: 'flopack_not_expressible' },
    )
  }
  const cron = {
    seconds: '00',
    minutes,
    hours,
    dayOfTheMonth,
    month,
    dayOfTheWeek,
    startDate: '',
    endDate: '',
    recurrence: 0,
    timeZone: schedule.timeZone,
  }
  const card = createCard(flow.ids.next(), 'control.callable', 'Scheduled Flow')
  return started(flow, card, { settings: { ...plain, cron, isCallable: true }, offers: contextOffers() })
}

function openEndpoint(flow: FlowWriter, { endpoint, inputs = [] }: EndpointTrigger): Started {
  const card = createCard(flow.ids.next(), 'http.accept', 'API Endpoint')
  if (endpoint.security === 'oauth') {
    throw new InputError(
      `Flow "${flow.name}": exports of Okta Workflows cannot hold an endpoint with OAuth; use "client-token".`,
      { code: 'flopack_not_expressible' },
    )
  }
  const raw = (key: string, type: 'object' | 'text', path = key): Offer => ({
    key,
    group: 'raw',
    source: reference(['trigger', path]),
    type,
  })
  const own = inputs.map((input) =>
    addInput(flow, card, { input, group: input.in, path: ['trigger', 'inputs', input.key] }),
  )
  return started(flow, card, {
    settings: { ...plain, security: endpoint.security === 'public' ? 'open' : 'medium' },
    offers: [
      raw('headers', 'object'),
      raw('body', 'text'),
      raw('query', 'text', 'rawQuery'),
      ...own,
      ...contextOffers(),
    ],
  })
}

function openDelegated(flow: FlowWriter, { inputs = [] }: DelegatedTrigger): Started {
  const card = createCard(flow.ids.next(), 'http.delegated', 'Delegated Flow')
  const own = inputs.map((input) =>
    addInput(flow, card, { input, group: 'inputs', path: ['trigger', input.key] }),
  )
  return started(flow, card, {
    settings: { ...plain, security: 'high' },
    offers: [...own, ...contextOffers()],
    open: (key) => ({ key, group: 'user context', source: reference(['trigger', key]) }),
  })
}

function addInput(
  flow: FlowWriter,
  card: CardDraft,
  { input, group, path }: { input: TriggerInput; group: string | null; path: string[] },
): Offer {
  const { key, type = 'text', title } = input
  card.inputs.push({
    id: flow.ids.next(),
    group,
    key,
    type,
    data: input.default ?? unsetValue(type),
    label: title ?? key,
    isCustom: true,
  })
  return { key, group, source: reference(path), type }
}

function started(
  flow: FlowWriter,
  card: CardDraft,
  {
    settings,
    offers = [],
    open,
  }: { settings: StartSettings; offers?: Offer[]; open?: NonNullable<Producer['open']> },
): Started {
  const scope = openBody(flow, card)
  const producer: Producer = { card, offers, ...(open === undefined ? {} : { open }) }
  scope.producers.set('trigger', producer).set('execution', { card, offers })
  return { scope, settings, close: () => scope }
}
