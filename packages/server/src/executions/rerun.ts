import { outcomesBefore, type GivenOutcome, type Program } from '@keyway/engine'
import type { Db } from '../db/database.ts'
import type { HotStore } from '../db/hot-store.ts'
import { ConflictError } from '../errors.ts'
import { findFlow } from '../flows/store.ts'
import { readJournal } from './read-journal.ts'
import type { Start } from './start-executions.ts'
import type { ExecutionRecord } from './store.ts'

export interface RerunParts {
  db: Db
  hot: HotStore
  program: (versionId: string) => Promise<Program>
}

export interface Rerun {
  version: 'same' | 'current'
  /** Path of a step in the version that ran. */
  fromStep?: string | undefined
  dryRun: boolean
}

/**
 * What starts a repetition of an execution. With `fromStep`, what the world said before that step is taken over.
 *
 * @throws {ConflictError} when the flow, its version or the journal is gone, or the execution never came to the step.
 */
export async function prepareRerun(parts: RerunParts, record: ExecutionRecord, rerun: Rerun): Promise<Start> {
  const versionId = await findVersionToRun(parts, record, rerun.version)
  const journal = await readJournal(parts.hot, record.id)
  const [started] = journal
  if (started?.type !== 'started') {
    throw new ConflictError(
      'The journal of this execution is gone, and with it what started it. A flow with "saveData: false" keeps none.',
    )
  }
  let given: Readonly<Record<string, GivenOutcome>> = {}
  if (rerun.fromStep !== undefined) {
    const found = outcomesBefore(await parts.program(record.versionId), journal, rerun.fromStep)
    if (found === undefined) {
      throw new ConflictError(
        `The execution never came to the step ${rerun.fromStep}. Run it again from its start.`,
      )
    }
    given = found
  }
  return {
    flowId: record.flowId,
    versionId,
    program: await parts.program(versionId),
    // What a helper's caller gave it is its trigger; run by a person, it has no caller.
    mode: record.mode === 'child' ? 'manual' : record.mode,
    trigger: started.trigger,
    eventId: record.eventId,
    dryRun: rerun.dryRun,
    repeats: { executionId: record.id, given },
  }
}

async function findVersionToRun(
  { db }: RerunParts,
  record: ExecutionRecord,
  version: 'same' | 'current',
): Promise<string> {
  const flow = await findFlow(db, record.flowId)
  if (flow === undefined) throw new ConflictError('The flow was deleted. There is nothing to run again.')
  const versionId = version === 'same' ? record.versionId : flow.published_version_id
  if (versionId === null) {
    throw new ConflictError(
      `"${flow.name}" has no published version. Publish it, or run the same version again.`,
    )
  }
  return versionId
}
