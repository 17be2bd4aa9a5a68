import type { Db } from '../db/database.ts'
import { askQuestion } from '../questions/store.ts'
import type { RunnerParts } from './runner.ts'
import { leaveLine } from './lines/store.ts'
import { findStanding, pauseIdle, releaseExecution, unpause } from './store.ts'

/** What the runner asks of the store beside the hot path. */
export function createRunnerStore(
  db: Db,
  newId: () => string,
): Pick<RunnerParts, 'findExecution' | 'leaveLine' | 'pauseIdle' | 'unpause' | 'release' | 'ask'> {
  return {
    findExecution: (executionId) => findStanding(db, executionId),
    pauseIdle: (executionId) => pauseIdle(db, executionId),
    unpause: (executionId) => unpause(db, executionId),
    leaveLine: (executionId, entry) => leaveLine(db, executionId, entry),
    release: (executionId, owner) => releaseExecution(db, executionId, owner),
    ask: (question) => askQuestion(db, { id: newId(), question }),
  }
}
