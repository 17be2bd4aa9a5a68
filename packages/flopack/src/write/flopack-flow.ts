import type { Flow } from '@keyway/engine'

/** A flow to export. */
export interface FlopackFlow {
  /** What other flows call it by, beside its name. */
  id: string
  document: Flow
  /** `sourceId` of its folder. */
  folder?: string
}
