import type { Trigger, TriggerInput } from '@keyway/engine'
import { customInputs as listCustomInputs } from './pins.ts'
import { findField, type ExportCard, type Field } from './body.ts'
import { isUnset, toText } from './constants.ts'
import { findEvent, findEventField } from './events.ts'
import type { FlowSettings, RawCron } from './export-schema.ts'
import type { FlowKind } from './reading.ts'
import type { Report } from './report.ts'
import { nothing, reference, type Source } from './source.ts'
import { readZone } from './zones.ts'
import { losses } from './losses.ts'

/** How a flow starts, and what the outputs of its start card stand for. */
export interface Start {
  kind: FlowKind
  trigger: Trigger
  start: (output: Field) => Source
}

export interface StartOptions {
  report: Report
  /** Gives the logical connection of an event card. */
  connection: () => string
  /** Inputs of a helper that get texts, whatever type they declare. */
  textInputs: ReadonlySet<string>
}

/** Reads the start card of a flow. */
export function readStart(root: ExportCard, settings: FlowSettings, options: StartOptions): Start {
  const { report, connection } = options
  if (root.isWebhook) return readEvent(root, report, connection)
  switch (root.address.card) {
    case 'http.accept':
      return readEndpoint(root, settings, report)
    case 'http.delegated':
      report.warn('Assign administrators to this delegated flow and check who the caller id names.', root)
      return {
        kind: 'delegated',
        trigger: { delegated: true, inputs: inGroup(root, 'inputs').map(toTriggerInput) },
        start: (output) => context(output) ?? reference(['trigger', output.key]),
      }
    case 'control.callable':
      return settings.cron?.minutes === undefined
        ? readHelper(root, options)
        : readSchedule(root, settings.cron, report)
    default: {
      if (root.address.card !== 'control.noop') {
        report.unsupported(root, losses.start(root.address.card))
      }
      return { kind: 'manual', trigger: { manual: true }, start: () => nothing }
    }
  }
}

/** Values every start card offers. Helpers also know their caller and an error they were called for. */
function context(output: Field): Source | undefined {
  if (output.group !== 'context') return undefined
  switch (output.key) {
    case 'execution_id':
      return reference(['execution', 'id'])
    case 'execution_time':
      return reference(['execution', 'startedAt'])
    case 'index':
      return reference(['execution', 'caller', 'index'])
    case 'error':
      return reference(['execution', 'error'])
    case 'parent':
      return caller
    default:
      return undefined
  }
}

const caller: Source = {
  kind: 'object',
  fields: new Map([
    ['id', reference(['execution', 'caller', 'flow'])],
    ['method', reference(['execution', 'caller', 'step'])],
    ['name', reference(['execution', 'caller', 'flow'])],
    ['execution_id', reference(['execution', 'caller', 'execution'])],
  ]),
}

function readHelper(root: ExportCard, { report, textInputs }: StartOptions): Start {
  const inputs = ownInputs(root)
  // Whoever runs a helper because of an error passes it like an input; an input of the author keeps the name.
  const error = inputs.some(({ key }) => key === 'error') ? undefined : reference(['trigger', 'error'], true)
  const toInput = (field: Field): TriggerInput => {
    const input = toTriggerInput(field)
    if (!textInputs.has(field.key)) return input
    report.warn(`Loops pass texts as the ${field.type} "${field.key}"; it is read as text.`, root)
    return {
      ...input,
      type: 'text',
      ...(input.default === undefined ? {} : { default: toText(input.default) }),
    }
  }
  const isError = (output: Field): boolean => output.group === 'context' && output.key === 'error'
  return {
    kind: 'helper',
    trigger: { helper: true, ...(inputs.length === 0 ? {} : { inputs: inputs.map(toInput) }) },
    start: (output) =>
      (isError(output) ? error : undefined) ?? context(output) ?? reference(['trigger', output.key]),
  }
}

/** The inputs an author gave a helper. */
export function ownInputs(root: ExportCard): Field[] {
  return listCustomInputs(root).filter((input) => input.group === null)
}

function readSchedule(root: ExportCard, cron: RawCron, report: Report): Start {
  const { minutes, hours, dayOfTheMonth, month, dayOfTheWeek, timeZone = '' } = cron
  report.warn('The schedule does not run until the flow is switched on.')
  const limits = [cron.startDate, cron.endDate].some(
    (limit) => limit !== undefined && limit !== null && limit !== '',
  )
  if (limits) report.adapted(root, losses.scheduleSpan)
  if (timeZone === '') report.warn('The schedule names no time zone; UTC is used.')
  const fields = [minutes, hours, dayOfTheMonth, month, dayOfTheWeek].map(cronField)
  return {
    kind: 'scheduled',
    trigger: {
      schedule: {
        cron: fields.join(' '),
        timeZone: timeZone === '' ? 'UTC' : readZone(timeZone, root, report),
      },
    },
    start: (output) => context(output) ?? nothing,
  }
}

/** Blanks separate the fields of an expression, so none may hold one. */
function cronField(field: string | undefined): string {
  const text = (field ?? '').replaceAll(/\s+/g, '')
  return text === '' ? '*' : text
}

const requestParts = ['body', 'headers', 'query'] as const

function readEndpoint(root: ExportCard, settings: FlowSettings, report: Report): Start {
  const security = settings.security_level === 'open' ? 'public' : 'client-token'
  report.warn(
    security === 'public'
      ? 'The endpoint gets a new URL. Anyone who knows it can start the flow.'
      : 'The endpoint gets a new URL and token; tell its callers.',
    root,
  )
  const seen = new Set<string>()
  const inputs = requestParts.flatMap((part) =>
    inGroup(root, part).flatMap((field) => {
      if (seen.has(field.key)) {
        report.adapted(root, losses.requestParts(field.key, part))
        return []
      }
      seen.add(field.key)
      return [{ ...toTriggerInput(field), in: part }]
    }),
  )
  const isInput = (output: Field) =>
    inputs.some((input) => input.key === output.key && input.in === output.group)
  return {
    kind: 'endpoint',
    trigger: { endpoint: { security }, ...(inputs.length === 0 ? {} : { inputs }) },
    start: (output) => {
      // The whole query is text there; here `query` is an object of its parameters.
      if (output.group === 'raw')
        return reference(['trigger', output.key === 'query' ? 'rawQuery' : output.key])
      if (isInput(output)) return reference(['trigger', 'inputs', output.key])
      if (output.group === 'headers') return reference(['trigger', 'headers', output.key.toLowerCase()])
      if (output.group === 'query') return reference(['trigger', 'query', output.key], true)
      return context(output) ?? nothing
    },
  }
}

function readEvent(root: ExportCard, report: Report, connection: () => string): Start {
  const { card } = root.address
  const event = findEvent(card)
  if (event === undefined) {
    const isOkta = root.address.module === 'okta' || root.address.module === 'oktadevices'
    report.unsupported(root, losses.event(card))
    return {
      kind: 'event',
      trigger: { event: isOkta ? 'okta.event' : card },
      start: (output) => context(output) ?? reference(['trigger', output.key], true),
    }
  }
  const instance = chosenApplication(root)
  if (instance !== null)
    report.warn(`The event is limited to the application ${instance} of the author's org.`, root)
  const limit = { field: 'target[type=AppInstance].id', is: 'equal to', to: instance } as const
  return {
    kind: 'event',
    trigger: { event, connection: connection(), ...(instance === null ? {} : { when: limit }) },
    start: (output) => context(output) ?? eventField(root, output, report),
  }
}

function eventField(root: ExportCard, output: Field, report: Report): Source {
  const found = findEventField(root.address.card, output.key)
  if (found === undefined) {
    report.adapted(root, losses.eventField(output.key))
    return nothing
  }
  if (found.isApproximate === true) {
    report.adapted(root, losses.eventFieldShape(output.key))
  }
  return found.source
}

/** Application membership events can be limited to one application instance. */
function chosenApplication(root: ExportCard): string | null {
  const option = (key: string) => findField(root.inputs, key, 'parameters')?.data
  const chosen = option('useId') === 'Yes' ? option('appId') : option('instance')
  return typeof chosen === 'string' && chosen !== '' ? chosen : null
}

function inGroup(root: ExportCard, group: string): Field[] {
  return root.inputs.filter((input) => input.group === group && input.wormhole === null)
}

function toTriggerInput(field: Field): TriggerInput {
  return {
    key: field.key,
    type: field.type,
    ...(isUnset(field.data) ? {} : { default: field.data }),
    ...(field.label === null || field.label === field.key ? {} : { title: field.label }),
  }
}
