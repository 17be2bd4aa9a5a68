import type { Step } from '@keyway/engine'
import type { OrderedNode } from './order.ts'
import type { ImportedConnection } from './reading.ts'
import type { Body, ExportCard, Field } from './body.ts'
import type { Report } from './report.ts'
import type { Source } from './source.ts'
import type { StepIds } from './step-ids.ts'

/** What a caller may know of a flow of the same file. */
export interface HelperSignature {
  name: string
  /** The helper's own inputs. */
  inputs: readonly Field[]
  /** Keys of inputs that get texts, whatever type they declare. */
  textInputs: ReadonlySet<string>
  /** Fields of each of its Return cards. */
  returns: readonly (readonly Field[])[]
  /** The card whose outputs it hands back, where it has no Return card and somebody uses its result. */
  returnsFrom: ExportCard | null
  /** A Continue If may end it before it returns anything. */
  mayStop: boolean
}

/** A table of the file: column types by name. */
export interface TableSignature {
  name: string
  columns: ReadonlySet<string>
}

/** What the translation of one flow shares. */
export interface FlowContext {
  /** Helpers of the file by id. */
  helpers: ReadonlyMap<string, HelperSignature>
  tables: ReadonlyMap<string, TableSignature>
  /** Logical connection of a card. */
  connect: (card: ExportCard) => ImportedConnection
  ids: StepIds
  report: Report
  /** Steps that must come before the one being made, because values cannot say what they do. */
  before: Step[]
  /** How many cards back the value that is being looked up has led. */
  wayBack: number
  /** Translates a list of cards; handed in, since cards contain lists of cards. */
  translate: (scope: Scope, nodes: readonly OrderedNode[]) => Step[]
}

/** One body while it is translated. */
export interface Scope {
  context: FlowContext
  body: Body
  root: ExportCard
  /** Step ids by card. */
  ids: Map<string, string>
  /** Outputs that were looked up before. */
  resolved: Map<Field, Source>
  /** What an output of the start card stands for, wormholes aside. */
  start: (output: Field) => Source
  /** Where an embedded body sits. */
  outer: { scope: Scope; container: ExportCard } | null
  /** Step that Return and Continue If of this body end; null: the flow. */
  container: string | null
  /** How many bodies enclose this one. */
  depth: number
}
