import type { ErrorData, Json } from '@keyway/sdk'
import type { CommandId } from './journal.ts'

/**
 * One run of one step, with the values it really had. A step inside a loop has one record for each turn; `turns` holds
 * the indexes of the enclosing loops, outermost first.
 */
export interface StepRun {
  /** Path of the step in the document: `steps[2].do[0]`. */
  step: string
  id: string | null
  turns: readonly number[]
  status: 'running' | 'succeeded' | 'failed' | 'stopped' | 'in_doubt'
  startedAt: number
  finishedAt: number | null
  input: Json
  output: Json
  error: ErrorData | null
  /** Command that carried it, for actions, waits and calls. */
  command: CommandId | null
  /** Condition steps: which lane ran (`then`, `else`, `elseIf[0]`, `cases[0]`, `try`, `catch`). */
  lane?: string
  /** What its outcome is if the step did not run here: described by a dry run, or taken over from another execution. */
  origin?: 'described' | 'taken_over'
}
