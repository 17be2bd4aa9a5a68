import type { Flow } from '@keyway/engine'
import type { Json, ValueType } from '@keyway/sdk'

/** What an export holds, as flow documents, and how faithful they are. */
export interface FlopackReading {
  flows: ImportedFlow[]
  tables: ImportedTable[]
  connections: ImportedConnection[]
  folders: ImportedFolder[]
  report: FidelityReport
}

export type FlowKind = 'helper' | 'scheduled' | 'event' | 'endpoint' | 'delegated' | 'manual'

/** Whether a card does exactly what it did (`exact`), nearly (`adapted`: `reason` says how), or not at all. */
export interface CardVerdict {
  card: string
  title: string
  verdict: 'exact' | 'adapted' | 'unsupported'
  reason?: string
  /** What somebody can do about it. */
  advice?: string
  /** Id of the step that does its work, or stands where it stood. */
  step?: string
}

export interface ImportedFlow {
  /** Id in the file. Calls name helpers by it (`call: <sourceId>`) until the importer puts in new ids. */
  sourceId: string
  name: string
  kind: FlowKind
  /** `sourceId` of a folder. */
  folder: string
  document: Flow
  /** Every card of the flow and of the bodies embedded in it. */
  cards: CardVerdict[]
}

export interface ImportedTable {
  /** Id in the file. Steps name tables by it until the importer puts in new ids. */
  sourceId: string
  name: string
  columns: { name: string; type: ValueType; default: Json }[]
}

/** An account that steps name by a logical name. Exports hold no credentials: someone must bind it. */
export interface ImportedConnection {
  name: string
  /** Connector that the account belongs to (`okta`, `http`). */
  connector: string
  /** Nickname the author gave the account. */
  label: string
  /** `sourceId`s of the flows that use it. */
  usedBy: string[]
}

export interface ImportedFolder {
  sourceId: string
  name: string
  /** `sourceId` of the folder it is in. */
  parent: string | null
}

export interface Warning {
  /** Absent for what concerns the whole file. */
  flow?: string
  card?: string
  message: string
}

export interface FidelityTotals {
  files: number
  flows: number
  /** Flows and the bodies embedded in them. */
  bodies: number
  cards: number
  exact: number
  adapted: number
  unsupported: number
}

export interface FidelityFlow {
  name: string
  kind: FlowKind
  cards: number
  exact: number
  adapted: number
  unsupported: CardFidelity[]
  adaptations: CardFidelity[]
}

/** A card that is not exactly what it was. */
export interface CardFidelity {
  card: string
  title: string
  reason: string
  advice: string
  /** Path of its step in the document; null for one without a step, such as the first card. */
  step: string | null
}

/** The report of `keyway import`: one or more files. */
export interface FidelityReport {
  files: { file: string; flows: FidelityFlow[]; warnings: Warning[] }[]
  errors: { file: string; message: string }[]
  totals: FidelityTotals
}
