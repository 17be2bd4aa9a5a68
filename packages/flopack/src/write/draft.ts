import type { Json, ValueType } from '@keyway/sdk'

/** A field of a card that is being written. */
export interface FieldDraft {
  id: string
  group: string | null
  key: string
  /** `flow`: the field holds the id of a helper, or an embedded body. */
  type: ValueType | 'flow'
  data: unknown
  label?: string
  /** Added by the author on an extensible card. */
  isCustom?: boolean
  /** Belongs to the error policy. */
  isError?: boolean
  /** In the settings dialog. */
  isOption?: boolean
  /** Loops: the key of the item, `''` for the item itself, null for the same value every time. */
  itemPath?: string | null
  /** Card on the other side of a hidden pair of fields. */
  wormhole?: string
  /** Keys that a drill-down output reads. */
  path?: readonly string[]
}

export interface PinDraft {
  output: FieldDraft
  card: CardDraft
  input: FieldDraft
  transform: { convert: string; forceWrapArray: boolean } | null
}

/** A card that is being written. */
export interface CardDraft {
  uuid: string
  /** `module.method`. */
  type: string
  title: string
  inputs: FieldDraft[]
  outputs: FieldDraft[]
  pins: PinDraft[]
  /** If: the heads of its lanes. */
  branches: Record<string, boolean>
  /** Join: input id to output id. */
  joins: Map<string, string>
  connection: string | null
  policy: { type: string; flo?: unknown; merge?: string; retry?: number; delay?: number | number[] }
  comments: Json | undefined
  isHidden: boolean
  isWebhook: boolean
  /** Drill-down: the card whose output it reads. */
  drillsInto: CardDraft | undefined
}

/** A list of cards with their order. */
export interface BodyDraft {
  cards: CardDraft[]
  edges: [string, string][]
}

export function createCard(uuid: string, type: string, title: string): CardDraft {
  return {
    uuid,
    type,
    title,
    inputs: [],
    outputs: [],
    pins: [],
    branches: {},
    joins: new Map(),
    connection: null,
    policy: { type: 'finish' },
    comments: undefined,
    isHidden: false,
    isWebhook: false,
    drillsInto: undefined,
  }
}

export function findDraft(
  fields: readonly FieldDraft[],
  key: string,
  group: string | null = null,
): FieldDraft | undefined {
  return fields.find((field) => field.key === key && field.group === group)
}
