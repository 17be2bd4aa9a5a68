import { walkSteps, type CardStep, type Flow, type Step } from '@keyway/engine'

/** What a palette offers beside cards: the kinds of steps, with those of `wait` told apart. */
export const controlKinds = [
  'if',
  'switch',
  'try',
  'forEach',
  'stream',
  'repeat',
  'call',
  'return',
  'continueIf',
  'fail',
  'respond',
  'wait',
  'waitUntil',
  'approval',
  'answer',
  'note',
] as const

export type ControlKind = (typeof controlKinds)[number]

/** Those that other steps can be wrapped in. */
export const wrapperKinds = ['if', 'switch', 'try', 'forEach', 'stream', 'repeat'] as const

export type WrapperKind = (typeof wrapperKinds)[number]

/** A step as it comes out of the palette: valid, and with nothing filled in. `insertSteps` gives it an id that is free. */
export function newStep(kind: ControlKind): Step {
  switch (kind) {
    case 'if':
      return { if: { all: [] }, then: [], else: [] }
    case 'switch':
      return { switch: '', cases: [{ is: '', do: [] }], else: [] }
    case 'try':
      return { id: 'try', try: [], catch: [] }
    case 'forEach':
      return { id: 'each', forEach: [], do: [] }
    case 'stream':
      return { id: 'each', stream: { use: '' }, do: [] }
    case 'repeat':
      return { id: 'repeat', repeat: 1, do: [] }
    case 'call':
      return { id: 'call', call: '' }
    case 'return':
      return { return: {} }
    case 'continueIf':
      return { continueIf: { all: [] } }
    case 'fail':
      return { fail: { message: '' } }
    case 'respond':
      return { respond: { status: 200, body: '' } }
    case 'wait':
      return { wait: { seconds: 60 } }
    case 'waitUntil':
      return { wait: { until: '' } }
    case 'approval':
      return { id: 'approval', wait: { approval: { question: '' } } }
    case 'answer':
      return { id: 'answer', wait: { answer: { question: '', fields: [{ key: 'answer', required: true }] } } }
    case 'note':
      return { note: '' }
  }
}

/** A card or action as it comes out of the palette. `connection` is what the flow calls the account; null for cards. */
export function newCard(use: string, connection: string | null): CardStep {
  const id = use.split('.').at(-1) ?? use
  return { id, use, ...(connection === null ? {} : { connection }) }
}

/**
 * The name of the connection that a new step of a connector takes: the one that the flow names last for it, else the
 * connector's own id. `connectorOf` tells the connector of an action.
 */
export function connectionFor(
  flow: Flow,
  connector: string,
  connectorOf: (use: string) => string | undefined,
): string {
  let name =
    'event' in flow.trigger && flow.trigger.event.startsWith(`${connector}.`)
      ? flow.trigger.connection
      : undefined
  for (const step of walkSteps(flow.steps)) {
    const used = 'use' in step ? step : 'stream' in step ? step.stream : undefined
    if (used?.connection !== undefined && connectorOf(used.use) === connector) name = used.connection
  }
  return name ?? connector
}
