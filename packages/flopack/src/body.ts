import { InputError, isJsonObject, type Json, type ValueType } from '@keyway/sdk'
import { parseAddress, type CardAddress } from './address.ts'
import { checkShape } from './check-shape.ts'
import { bodySchema, cardSchema, type RawCard, type RawField } from './export-schema.ts'
import { toValueType } from './value-type.ts'

/** An input or output of a card. */
export interface Field {
  id: string
  group: string | null
  key: string
  type: ValueType
  /** The constant; null when the export has none. */
  data: Json
  index: number
  /** Added by the author on an extensible card. */
  isCustom: boolean
  /** Belongs to the card's error policy, not to the card. */
  isErrorInput: boolean
  /** Label shown to authors, where it differs from the key. */
  label: string | null
  /** Option of the card's settings dialog. */
  isOption: boolean
  /** Label of the option's chosen value. */
  choice: string | null
  /** For loops: which part of the item the field takes (`''` the whole item, null: the same value for every item). */
  itemPath: string | null | undefined
  /** On a wormhole: the card on the other side. */
  wormhole: string | null
  /** Holds a flow: the id of a helper or an embedded body. */
  isFlow: boolean
  /** Drill-down outputs: value of the export's own `value.data`, which holds the path. */
  rawValue: Json
}

/** Where a value comes from: an output of another card of the same body. */
export interface Pin {
  card: string
  output: string
  converts: boolean
}

export interface ErrorPolicy {
  type: string
  /** Id of a helper, or the handler's body. */
  flo: unknown
  retry: number
  /** Milliseconds between tries, or the least and the most of them; null where the card says nothing usable. */
  delay: number | [number, number] | null
}

export interface ExportCard {
  uuid: string
  address: CardAddress
  title: string
  inputs: readonly Field[]
  outputs: ReadonlyMap<string, Field>
  /** Pins that arrive, by input id. Joins have one for each lane, everything else at most one. */
  pins: ReadonlyMap<string, readonly Pin[]>
  branches: ReadonlyMap<string, boolean>
  /** Join: output id to the input that feeds it. */
  joins: ReadonlyMap<string, string>
  connection: string | null
  policy: ErrorPolicy
  comments: Json
  isDisplayed: boolean
  isWebhook: boolean
}

/** A list of cards with its order: a flow, or what is embedded in a container card. */
export interface Body {
  /** Names the body in errors: file, flow, container. */
  place: string
  cards: ReadonlyMap<string, ExportCard>
  edges: readonly (readonly [string, string])[]
}

/**
 * Reads one body. Embedded bodies are left as they are in `Field.rawValue`; whoever translates their container reads
 * them.
 * @throws InputError naming the card for anything that contradicts itself: unknown types, pins to nowhere, double ids.
 */
export function readBody(value: unknown, place: string): Body {
  const raw = checkShape(bodySchema, value, place)
  const rawCards = new Map<string, RawCard>()
  for (const [position, method] of raw.methods.entries()) {
    const card = checkShape(cardSchema, method, `${place}, card ${position + 1}`)
    if (rawCards.has(card.uuid)) {
      throw new InputError(`${place}: two cards have the id "${card.uuid}"; ids must be unique in a flow.`)
    }
    rawCards.set(card.uuid, card)
  }
  const arriving = collectPins(rawCards, place)
  const cards = new Map<string, ExportCard>()
  for (const [uuid, card] of rawCards) cards.set(uuid, toCard(card, arriving.get(uuid) ?? new Map(), place))
  const edges = Object.values(raw.orderings)
  for (const id of edges.flat()) {
    if (!cards.has(id))
      throw new InputError(`${place}: the order names the card "${id}", which does not exist.`)
  }
  return { place, cards, edges }
}

/** Most fields of one card. Published ones stay below 100. */
const maxFields = 2000

/** Flow documents limit titles; exports do not. */
const maxTitle = 300

type Arriving = Map<string, Map<string, Pin[]>>

/** Pins are stored at their source; a card needs those that arrive. */
function collectPins(cards: ReadonlyMap<string, RawCard>, place: string): Arriving {
  const arriving: Arriving = new Map()
  for (const card of cards.values()) {
    for (const [output, targets] of Object.entries(card.pins ?? {})) {
      const from = `${place}, card "${card.uuid}"`
      if (!Object.hasOwn(card.node.model.outputs.data, output)) {
        throw new InputError(`${from}: a pin leaves the output "${output}", which the card does not have.`)
      }
      for (const [target, ends] of Object.entries(targets)) {
        const inputs = cards.get(target)?.node.model.inputs.data
        for (const { input, transform } of ends) {
          if (inputs === undefined || !Object.hasOwn(inputs, input)) {
            throw new InputError(
              `${from}: a pin goes to input "${input}" of card "${target}", which does not exist.`,
            )
          }
          const byInput = arriving.get(target) ?? new Map<string, Pin[]>()
          arriving.set(target, byInput)
          const found = byInput.get(input) ?? []
          byInput.set(input, found)
          const converts = transform !== null && transform !== undefined
          found.push({ card: card.uuid, output, converts })
        }
      }
    }
  }
  return arriving
}

function toCard(raw: RawCard, pins: ReadonlyMap<string, Pin[]>, place: string): ExportCard {
  const address = parseAddress(raw.address)
  if (address === undefined) {
    throw new InputError(
      `${place}, card "${raw.uuid}": "${raw.address}" is no card type; expected root:kernel:… or root:channels:http:….`,
    )
  }
  const { model, data } = raw.node
  const size = Object.keys(model.inputs.data).length + Object.keys(model.outputs.data).length
  if (size > maxFields) {
    throw new InputError(
      `${place}, card "${raw.uuid}": it has ${size} fields; at most ${maxFields} are read.`,
    )
  }
  const isJoin = address.card === 'control.join'
  for (const [input, found] of pins) {
    if (found.length > (isJoin ? 2 : 1)) {
      throw new InputError(`${place}, card "${raw.uuid}": ${found.length} pins arrive at input "${input}".`)
    }
  }
  const outputs = toFields(model.outputs.data)
  return {
    uuid: raw.uuid,
    address,
    title: (data?.name ?? address.method).slice(0, maxTitle),
    inputs: toFields(model.inputs.data),
    outputs: new Map(outputs.map((output) => [output.id, output])),
    pins,
    branches: new Map(Object.entries(raw.branches ?? {})),
    joins: new Map(
      Object.entries(raw.joins ?? {}).flatMap(([input, ends]) =>
        ends.map(({ output }) => [output, input] as const),
      ),
    ),
    connection: model.config ?? null,
    policy: {
      type: model.policy?.error?.type ?? 'finish',
      flo: model.policy?.error?.flo ?? null,
      retry: model.policy?.error?.retry ?? 0,
      delay: readDelay(model.policy?.error?.delay),
    },
    comments: model.comments ?? null,
    isDisplayed: model.displayed !== false,
    isWebhook: model.webhook === true,
  }
}

function toFields(raw: Record<string, RawField>): Field[] {
  return Object.entries(raw)
    .map(([id, field]) => toField(id, field))
    .sort((left, right) => left.index - right.index)
}

function toField(id: string, { group, key, value, metadata, flags }: RawField): Field {
  const proxy = value.proxy === false || value.proxy === null ? undefined : value.proxy
  const data = value.data ?? null
  const choice = metadata?.choices?.find((option) => isJsonObject(option) && option.value === data)
  const isFlow = value.type === 'flo'
  return {
    id,
    group: group ?? null,
    key,
    type: toValueType(value.type ?? undefined, value.collection === true),
    data: isFlow ? null : data,
    index: metadata?.index ?? Number.MAX_SAFE_INTEGER,
    isCustom: metadata?.custom === true,
    isErrorInput: value.error === true,
    label: metadata?.displayname ?? null,
    isOption: flags === 'p',
    choice: isJsonObject(choice) && typeof choice.label === 'string' ? choice.label : null,
    itemPath: proxy === undefined ? undefined : proxy.dynamic === true ? (proxy.path ?? '') : null,
    wormhole: metadata?.wormholeMethodId ?? null,
    isFlow,
    rawValue: data,
  }
}

/** Input or output of a card by group and key. */
export function findField(
  fields: Iterable<Field>,
  key: string,
  group: string | null = null,
): Field | undefined {
  for (const field of fields) if (field.key === key && field.group === group) return field
  return undefined
}

function readDelay(delay: unknown): ErrorPolicy['delay'] {
  const [least, most] = Array.isArray(delay) ? (delay as unknown[]) : [delay, undefined]
  if (typeof least !== 'number' || !(least >= 0)) return null
  return typeof most === 'number' && most >= least ? [least, most] : least
}
