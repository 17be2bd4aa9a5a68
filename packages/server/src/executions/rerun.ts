import { outcomesBefore, type GivenOutcome, type Program } from '@keyway/engine'
import type { Caller } from '../auth/caller.ts'
import type { HotStore } from '../db/hot-store.ts'
import { ConflictError } from '../errors.ts'
import { findFlow } from '../flows/store.ts'
import { requireDraftRight, versionToRun, type RunParts } from '../flows/version-to-run.ts'
import { readJournal } from './read-journal.ts'
import type { Start } from './start-executions.ts'
import type { ExecutionRecord } from './store.ts'

export interface RerunParts extends RunParts {
  hot: HotStore
  program: (versionId: string) => Promise<Program>
}

export interface Rerun {
  version: 'same' | 'current' | 'draft'
  /** `draftNumber` of the draft that was looked at. */
  basedOn?: number | undefined
  /** Path of a step in the version that ran. */
  fromStep?: string | undefined
  dryRun: boolean
  caller: Caller
}

/**
 * What starts a repetition of an execution. With `fromStep`, what the world said before that step is taken over.
 *
 * @throws {ConflictError} when the flow, its version or the journal is gone, or the execution never came to the step.
 * @throws {ForbiddenError} when it would run a draft, and the caller may not.
 */
export async function prepareRerun(parts: RerunParts, record: ExecutionRecord, rerun: Rerun): Promise<Start> {
  const versionId = await findVersionToRun(parts, record, rerun)
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
  parts: RerunParts,
  { flowId, versionId, draftNumber }: ExecutionRecord,
  { version, basedOn, caller }: Rerun,
): Promise<string> {
  if ((await findFlow(parts.db, flowId)) === undefined) {
    throw new ConflictError('The flow was deleted. There is nothing to run again.')
  }
  if (version !== 'same') {
    return versionToRun(parts, flowId, { of: version === 'draft' ? 'draft' : 'published', basedOn, caller })
  }
  if (draftNumber !== null) requireDraftRight(caller)
  return versionId
}
