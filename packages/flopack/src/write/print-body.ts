import type { BodyDraft, CardDraft, FieldDraft } from './draft.ts'
import { storedType } from './stored-type.ts'

/** A body as the export holds it. */
export function printBody(
  { cards, edges }: BodyDraft,
  head: Record<string, unknown>,
  nextId: () => string,
): Record<string, unknown> {
  const orderings = [...edges, ...drillDownEdges(cards, edges)]
  return {
    ...head,
    methods: cards.map(printCard),
    model: {},
    orderings: Object.fromEntries(orderings.map((edge) => [nextId(), edge])),
  }
}

/** Drill-down cards hang between their source and what follows it, and have an edge to themselves. */
function drillDownEdges(
  cards: readonly CardDraft[],
  edges: readonly (readonly [string, string])[],
): [string, string][] {
  const successors = new Map<string, string[]>()
  for (const [from, to] of edges) successors.set(from, [...(successors.get(from) ?? []), to])
  return cards.flatMap(({ uuid, drillsInto }): [string, string][] => {
    if (drillsInto === undefined) return []
    const next = successors.get(drillsInto.uuid) ?? []
    return [[drillsInto.uuid, uuid], [uuid, uuid], ...next.map((to): [string, string] => [uuid, to])]
  })
}

function printCard(card: CardDraft): Record<string, unknown> {
  const [module, method] = splitType(card.type)
  const isKernel = kernelModules.has(module)
  const version = isKernel ? '0.0.1' : '1.0.0'
  const channel = isKernel ? `root:kernel:${module}` : `root:channels:http:${module}`
  const parent = (address: string, key: string): Record<string, unknown> => ({ address, key, data: {} })
  return {
    joins: Object.fromEntries(
      [...card.joins].map(([input, output]) => [input, [{ output, transform: null }]]),
    ),
    address: `${channel}:${version}:${method}`,
    parents: { version: parent(`${channel}:${version}`, version), channel: parent(channel, module) },
    uuid: card.uuid,
    branches: card.branches,
    node: {
      key: method,
      data: { name: card.title },
      model: {
        type: 'method',
        _v: 2,
        key: method,
        inputs: printFields(card.inputs, 'input'),
        outputs: printFields(card.outputs, 'output'),
        policy: { error: card.policy },
        config: card.connection,
        display: {},
        metadata: { id: null, name: card.title, description: '' },
        ...(card.comments === undefined ? {} : { comments: card.comments }),
        displayed: !card.isHidden,
        webhook: card.isWebhook,
        webhookList: card.isWebhook,
        timeout: 90_000,
        mirrored: mirrored.has(card.type),
      },
    },
    pins: printPins(card),
  }
}

/** Modules of Okta Workflows itself; any other module is a connector. */
const kernelModules: ReadonlySet<string> = new Set([
  'boolean',
  'control',
  'crypto',
  'csv',
  'date',
  'encryption',
  'file',
  'flow',
  'http',
  'json',
  'jwt',
  'list',
  'math',
  'object',
  'string',
  'url',
  'utility',
  'xml',
])

/** Cards whose outputs repeat their inputs. */
const mirrored: ReadonlySet<string> = new Set([
  'control.callable',
  'control.let',
  'control.return',
  'control.returnRaw',
  'control.throw',
  'http.accept',
  'http.delegated',
])

/** Method names hold no dots. */
function splitType(type: string): [string, string] {
  const dot = type.lastIndexOf('.')
  return [type.slice(0, dot), type.slice(dot + 1)]
}

function printPins(card: CardDraft): Record<string, Record<string, unknown[]>> {
  const pins: Record<string, Record<string, unknown[]>> = {}
  for (const { output, card: target, input, transform } of card.pins) {
    const targets = (pins[output.id] ??= {})
    const ends = (targets[target.uuid] ??= [])
    ends.push({
      input: input.id,
      transform:
        transform === null
          ? null
          : {
              [output.id]: {
                convert: transform.convert,
                forceWrapArray: transform.forceWrapArray,
                dest: output.id,
              },
            },
    })
  }
  return pins
}

function printFields(fields: readonly FieldDraft[], side: 'input' | 'output'): Record<string, unknown> {
  return {
    extensible: fields.some((field) => field.isCustom === true),
    data: Object.fromEntries(fields.map((field, index) => [field.id, printField(field, index, side)])),
  }
}

function printField(field: FieldDraft, index: number, side: 'input' | 'output'): Record<string, unknown> {
  const type = field.type === 'flow' ? { type: 'flo', collection: false } : storedType(field.type)
  return {
    id: field.id,
    group: field.group,
    key: field.key,
    value: {
      ...type,
      data: field.data,
      error: field.isError === true,
      ...(field.itemPath === undefined ? {} : { proxy: printProxy(field) }),
    },
    ref: type.collection,
    metadata: {
      index,
      displayname: field.label ?? field.key,
      ...(field.isCustom === true ? { custom: true } : {}),
      ...(field.wormhole === undefined ? {} : { forceHide: true, wormholeMethodId: field.wormhole }),
      ...(field.path === undefined ? {} : { path: field.path }),
    },
    ...(side === 'input' ? { required: false } : {}),
    flags: field.isOption === true ? 'p' : 'd',
  }
}

function printProxy({ key, group, itemPath }: FieldDraft): Record<string, unknown> {
  const isStatic = itemPath === null
  return { dynamic: !isStatic, path: isStatic ? null : itemPath, dest: { key, group } }
}
