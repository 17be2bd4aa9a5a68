import { InputError } from '@keyway/sdk'
import { parseFlow, type Flow, type Step } from '@keyway/engine'
import { readBody, type Body, type ExportCard, type Field } from './body.ts'
import { checkShape } from './check-shape.ts'
import { translateEmbedded } from './embedded.ts'
import { flowSettingsSchema, type RawFlow } from './export-schema.ts'
import { visibleOutputs } from './helper-result.ts'
import { orderBody, type OrderedBody } from './order.ts'
import type { FlowKind } from './reading.ts'
import { pinSource } from './resolve.ts'
import type { FlowContext, Scope } from './scope.ts'
import { assignIds } from './steps/assign-ids.ts'
import { isBody } from './steps/containers.ts'
import { readStart, type Start } from './triggers.ts'
import { toValue, withBefore } from './write.ts'

/** A flow of the file, read but not yet translated. */
export interface OpenFlow {
  sourceId: string
  raw: RawFlow
  body: Body
  order: OrderedBody
}

/** Reads the cards of a flow and brings them into order. */
export function openFlow(sourceId: string, raw: RawFlow, file: string): OpenFlow {
  const body = readBody(raw.data, `${file}, flow "${raw.name}"`)
  return { sourceId, raw, body, order: orderBody(body) }
}

export interface TranslatedFlow {
  kind: FlowKind
  group: string | null
  document: Flow
}

/** Translates a flow into a document. What became of each card is in the context's report. */
export function translateFlow(open: OpenFlow, context: FlowContext): TranslatedFlow {
  const { raw, body, order } = open
  const { report } = context
  const settings = checkShape(flowSettingsSchema, raw.data, body.place)
  const { root } = order
  report.countBody()
  const start = readStart(root, settings, {
    report,
    connection: () => context.connect(root).name,
    textInputs: context.helpers.get(open.sourceId)?.textInputs ?? new Set(),
  })
  for (const card of [root, ...order.hidden]) report.exact(card)
  const scope: Scope = {
    context,
    body,
    root,
    ids: new Map(),
    resolved: new Map(),
    start: start.start,
    outer: null,
    container: null,
    depth: 0,
  }
  const description = raw.description ?? ''
  const document: Flow = {
    keyway: 1,
    name: raw.name.trim().slice(0, 300) || 'Untitled flow',
    ...(description === '' ? {} : { description: description.slice(0, 20_000) }),
    trigger: start.trigger,
    ...(settings.log === false ? { saveData: false } : {}),
    steps: [...translateSteps(scope, order, start), ...impliedReturn(scope, open.sourceId)],
  }
  return { kind: start.kind, group: settings.group ?? null, document: checkDocument(document, body.place) }
}

/** What a helper without a Return card hands back, as a step. */
function impliedReturn(scope: Scope, sourceId: string): Step[] {
  const { context } = scope
  const card = context.helpers.get(sourceId)?.returnsFrom
  if (card === null || card === undefined) return []
  context.report.warn('The flow has no Return card; it returns the outputs of its last card.', card)
  const { before, result } = withBefore(context, () =>
    visibleOutputs(card).map((output) => {
      const pin = { card: card.uuid, output: output.id, converts: false }
      return [output.key, toValue(context, pinSource(scope, pin, output))] as const
    }),
  )
  return [...before, { return: Object.fromEntries(result) }]
}

/** Flow documents have limits that exports do not have, such as their number of steps. */
function checkDocument(document: Flow, place: string): Flow {
  try {
    return parseFlow(document)
  } catch (cause) {
    if (cause instanceof InputError) throw new InputError(`${place}: ${cause.message}`, { cause })
    throw cause
  }
}

function translateSteps(scope: Scope, order: OrderedBody, start: Start): Step[] {
  const loop = eventLoop(order)
  if (loop === undefined) {
    assignIds(scope, order.nodes)
    return scope.context.translate(scope, order.nodes)
  }
  // One delivery carries several events; the export loops over them, Keyway starts one execution for each.
  scope.context.report.exact(loop.card)
  return translateEmbedded(scope, loop.flow.rawValue, {
    container: loop.card,
    label: 'event',
    endsAt: null,
    start: start.start,
  })
}

/** The loop over the events of a delivery, which is all that an event flow has on its top level. */
function eventLoop({ root, nodes }: OrderedBody): { card: ExportCard; flow: Field } | undefined {
  const [only, ...rest] = nodes.filter((node) => node.card.address.card !== 'control.comment')
  if (!root.isWebhook || only === undefined || rest.length > 0) return undefined
  if (only.card.address.card !== 'list.asyncEach') return undefined
  const flow = only.card.inputs.find((input) => input.isFlow)
  return flow !== undefined && isBody(flow.rawValue) ? { card: only.card, flow } : undefined
}
