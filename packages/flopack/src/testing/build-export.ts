/*
 * Builds small exports for tests: the shape of the format, none of its content. Fields are named by `group/key` (or
 * `key`), and those names serve as ids too.
 */

type Json = unknown

interface FieldSpec {
  type?: Json
  list?: boolean
  data?: Json
  custom?: boolean
  error?: boolean
  proxy?: Json
  index?: number
  wormhole?: string
  /** Option of the settings dialog. */
  option?: boolean
  label?: string
}

interface CardSpec {
  title?: string
  inputs?: Record<string, FieldSpec>
  outputs?: Record<string, FieldSpec>
  /** `output -> card.input`, with a conversion: `output -> card.input : parse`. */
  pins?: string[]
  branches?: Record<string, boolean>
  joins?: Record<string, string>
  policy?: Json
  config?: string
  comments?: Json
  displayed?: boolean
  webhook?: boolean
}

const defaults: Record<string, Json> = {
  string: '',
  number: 0,
  boolean: false,
  object: {},
  Date: null,
  flo: null,
}

function buildField(name: string, spec: FieldSpec, index: number): Json {
  const slash = name.indexOf('/')
  const type = spec.type ?? 'string'
  return {
    id: name,
    group: slash === -1 ? null : name.slice(0, slash),
    key: name.slice(slash + 1),
    value: {
      type,
      collection: spec.list === true,
      data:
        spec.data ?? (spec.list === true ? [] : typeof type === 'string' ? (defaults[type] ?? null) : null),
      error: spec.error === true,
      ...(spec.proxy === undefined ? {} : { proxy: spec.proxy }),
    },
    metadata: {
      index: spec.index ?? index,
      ...(spec.custom === true ? { custom: true } : {}),
      ...(spec.wormhole === undefined ? {} : { forceHide: true, wormholeMethodId: spec.wormhole }),
      ...(spec.label === undefined ? {} : { displayname: spec.label }),
    },
    flags: spec.option === true ? 'p' : 'd',
  }
}

function buildFields(specs: Record<string, FieldSpec> = {}): Json {
  const entries = Object.entries(specs).map(
    ([name, spec], index) => [name, buildField(name, spec, index)] as const,
  )
  return { extensible: true, data: Object.fromEntries(entries) }
}

/** A card. `type` is `module.method`; types of connectors start with `http:`, as in `http:okta.readUser`. */
export function card(uuid: string, type: string, spec: CardSpec = {}): Record<string, Json> {
  const [module = '', method = ''] = type.replace('http:', '').split('.')
  const address = type.startsWith('http:')
    ? `root:channels:http:${module}:1.0.1:${method}`
    : `root:kernel:${module}:0.0.1:${method}`
  const pins: Record<string, Record<string, Json[]>> = {}
  for (const pin of spec.pins ?? []) {
    const [output = '', rest = ''] = pin.split(' -> ')
    const [end = '', convert] = rest.split(' : ')
    const dot = end.indexOf('.')
    const target = end.slice(0, dot)
    const transform = convert === undefined ? null : { [output]: { convert, dest: output } }
    const targets = (pins[output] ??= {})
    targets[target] = [...(targets[target] ?? []), { input: end.slice(dot + 1), transform }]
  }
  return {
    uuid,
    address,
    pins,
    branches: spec.branches ?? {},
    joins: Object.fromEntries(
      Object.entries(spec.joins ?? {}).map(([input, output]) => [input, [{ output, transform: null }]]),
    ),
    node: {
      key: method,
      data: { name: spec.title ?? method },
      model: {
        inputs: buildFields(spec.inputs),
        outputs: buildFields(spec.outputs),
        policy: { error: spec.policy ?? { type: 'finish' } },
        config: spec.config ?? null,
        ...(spec.comments === undefined ? {} : { comments: spec.comments }),
        ...(spec.displayed === undefined ? {} : { displayed: spec.displayed }),
        ...(spec.webhook === undefined ? {} : { webhook: spec.webhook }),
      },
    },
  }
}

/** A body whose cards run in the order given, unless `edges` (`a>b`) say otherwise. */
export function body(cards: Record<string, Json>[], edges?: string[]): Record<string, Json> {
  const chain = cards
    .slice(1)
    .map((next, position) => `${String(cards[position]?.['uuid'])}>${String(next['uuid'])}`)
  return {
    id: null,
    uuid: 'body',
    methods: cards,
    orderings: Object.fromEntries((edges ?? chain).map((edge, index) => [`e${index}`, edge.split('>')])),
    log: true,
    security_level: null,
    cron: {},
  }
}

/** A start card: `control.callable` with the author's own inputs, mirrored as outputs. */
export function start(inputs: Record<string, FieldSpec> = {}, pins: string[] = []): Record<string, Json> {
  return card('start', 'control.callable', { inputs, outputs: inputs, pins })
}

interface FileSpec {
  flows: Record<string, Record<string, Json>>
  version?: string
  configs?: Json
  tables?: Json
  groups?: Json
}

/** The text of an export with these flows by id. */
export function exportText({
  flows,
  version = '1.5.0',
  configs = {},
  tables = {},
  groups = {},
}: FileSpec): string {
  const flos = Object.fromEntries(
    Object.entries(flows).map(([id, data]) => [id, { id, name: `Flow ${id}`, description: '', data }]),
  )
  return JSON.stringify({
    type: 'flopack',
    version,
    created: '',
    flags: {},
    data: { flos, configs, tables, groups },
  })
}
