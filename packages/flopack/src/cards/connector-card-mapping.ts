import type { Json } from '@keyway/sdk'
import type { Loss } from '../losses.ts'
import type { RecordName } from './connector-records.ts'

/**
 * Where a value of the export comes from in the action's output: a path (`user.profile.email`), or
 * - `record`: what is at `from`, an object or each item of a list, with the names the export uses;
 * - `exists`: true if there is something at the path.
 */
export type OutputMapping = string | { from: string; record: RecordName } | { exists: string }

/** An option of the settings dialog (an input of group `parameters`) that becomes an input of the action. */
export interface OptionMapping {
  to: string
  /** Values by the text of the option's value; without it the value stays as it is. A value not listed is unsupported. */
  values?: Readonly<Record<string, Json>>
  /** `table`: the value is the id of a table of the export, to be replaced by what the table is called here. */
  kind?: 'table'
}

/** Values that need more than renaming; whoever imports has code under this name. */
export interface HookMapping {
  /** `tables.where`: Where Expression and its dynamic values to the list of conditions. */
  hook: 'tables.where'
  /** Input of the action that takes the result. */
  to: string
  /** `Group/key` of the input with the constant. */
  input: string
  /** Group of the inputs that carry dynamic values. */
  values: string
}

/** "Stream …" result sets: the helper flow runs once for each record of the list. */
export interface StreamMapping {
  /** What the helper's input `Record` looks like. */
  record: RecordName
  /** `Group/key` of the output that counts records. */
  count: string
  /** Input of the action that says how many records there are at most. */
  limit?: string
}

/** What is said of a card in all its variants. Keys of inputs and outputs are `Group/key`, as in the export. */
export interface CardFields {
  /** Id of the action that does the card's work. */
  use: string
  /** Inputs of the export to inputs of the action. */
  inputs?: Readonly<Record<string, string>>
  /** Every input of the group, by its own key, into a record input. Inputs named above are not part of it. */
  groups?: Readonly<Record<string, string>>
  /** Groups whose inputs are passed on even where the author left them empty: there, empty means something. */
  emptyGroups?: readonly string[]
  options?: Readonly<Record<string, OptionMapping>>
  hooks?: readonly HookMapping[]
  /** Inputs of the action that are the same for every card, unless an input of the card gives them. */
  with?: Readonly<Record<string, Json>>
  outputs?: Readonly<Record<string, OutputMapping>>
  /** Every output of the group, by its own key, from a record at this path. Outputs named above are not part of it. */
  outputGroups?: Readonly<Record<string, string>>
  stream?: StreamMapping
  /** How the action differs from the card; the import is then reported as adapted. */
  note?: Loss
}

/**
 * A variant of a card: applies when each named option or constant input has one of the values. What it says replaces
 * what the card says of the same field.
 */
export interface CardVariant extends Partial<CardFields> {
  /** By `Group/key`; options are in the group `parameters`. */
  when: Readonly<Record<string, readonly string[]>>
  /** Why this variant cannot be imported. */
  unsupported?: Loss
}

/** How a connector card of an export becomes an action. */
export interface ConnectorCardMapping extends CardFields {
  /** Tried in order; the first that applies wins, otherwise the card itself. */
  variants?: readonly CardVariant[]
  /**
   * Options (by key) and inputs (by `Group/key`) with no counterpart, and why leaving them out is right; nothing else may
   * be left out silently.
   */
  ignored?: Readonly<Record<string, string>>
}
