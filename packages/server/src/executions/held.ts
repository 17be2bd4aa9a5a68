import type { ExecutionMode } from '../db/schema.ts'

/** An execution this process holds, and the attempt it holds it under. */
export interface Held {
  id: string
  flowId: string
  versionId: string
  parentId: string | null
  rootId: string
  mode: ExecutionMode
  owner: string
  attempt: number
  /** The line it stands in: ending, it makes room there. */
  lineKey: string | null
}
