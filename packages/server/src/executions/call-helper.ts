import { replay, type ChildResult, type Program, type Result } from '@keyway/engine'
import type { GroupCommitter } from '../db/group-commit.ts'
import type { ClaimedExecution, HotStore, NewExecution } from '../db/hot-store.ts'
import type { ExecutionStatus } from '../db/schema.ts'
import type { Attempt, Ending } from './attempt.ts'
import type { HelperOutcome, NewChild } from './carry-out.ts'
import { intentsOf, stepAhead, type FirstSteps } from './first-steps.ts'
import { limitsOf, writeStarted, type ServerLimits } from './limits.ts'
import { readExecution } from './read-journal.ts'
import type { Beginning } from './runner.ts'
import { isFinal } from './status.ts'

/** A helper flow as a caller reaches it: by its id, or by its name. */
export interface FoundFlow {
  flowId: string
  versionId: string
  program: Program
}

export interface HelperParts {
  committer: GroupCommitter
  hot: HotStore
  owner: string
  /** What executions may use at most, where it is not as `defaultLimits` says. */
  limits?: ServerLimits
  /** Program of a flow version. Throws when the version does not exist. */
  program: (versionId: string) => Promise<Program>
  /** The published version of a helper flow. Throws InputError when there is none. */
  findHelper: (reference: string) => Promise<FoundFlow>
  /** Where an execution stands; undefined when there is none. */
  findExecution: (executionId: string) => Promise<{ status: ExecutionStatus; versionId: string } | undefined>
}

/** What calling a helper needs of the runner. */
export interface HelperRunner {
  disown: (executionIds: readonly string[]) => void
  find: (executionId: string) => Attempt | undefined
  leaseEnd: () => number
  firstSteps: (beginning: Beginning) => FirstSteps | undefined
  begin: (beginning: Beginning) => Promise<Ending>
  take: (executionId: string) => Promise<ClaimedExecution | undefined>
  resume: (claimed: ClaimedExecution) => Promise<Ending>
}

/**
 * Runs helpers for their callers, in the caller's place: a helper takes no room of its own, or callers that wait could
 * fill all room and block each other.
 */
export function createHelperCaller(
  parts: HelperParts,
  runner: HelperRunner,
): (child: NewChild) => Promise<HelperOutcome> {
  async function callHelper({ id, flow, started, parent, command, async }: NewChild): Promise<HelperOutcome> {
    const { flowId, versionId, program } = await parts.findHelper(flow)
    const limits = limitsOf(program.flow, parts.limits)
    const entry = writeStarted(limits === undefined ? started : { ...started, limits })
    const child: NewExecution = {
      id,
      flowId,
      versionId,
      eventId: null,
      parentId: parent.id,
      parentCommand: command,
      rootId: parent.rootId,
      mode: 'child',
      status: 'running',
      owner: parts.owner,
      leaseUntil: runner.leaseEnd(),
      createdAt: started.at,
      ...(started.dryRun === undefined ? {} : { dryRun: started.dryRun }),
      ...(program.flow.saveData === false ? { journal: 'temporary' } : {}),
      started: entry.json,
    }
    const one = stepAhead<Beginning>({ execution: child, started: entry.started, program }, runner)
    const submission = { executions: [one.execution], entries: intentsOf(one), jobs: one.first?.jobs ?? [] }
    const { existing } = await parts.committer.submit(submission).catch((error: unknown) => {
      runner.disown([id])
      throw error
    })
    const standing = existing.get(id)
    if (standing !== undefined) return async ? { kind: 'started', id: standing } : followHelper(standing)
    const ending = runner.begin(one)
    return async ? { kind: 'started', id } : toHelperOutcome(await ending)
  }

  /** A helper of an earlier life of its caller: its end, or its place in this process, or that it is elsewhere. */
  async function followHelper(id: string): Promise<HelperOutcome> {
    const here = runner.find(id)
    if (here !== undefined) return toHelperOutcome(await here.done)
    const found = await parts.findExecution(id)
    if (found === undefined) throw new Error(`The helper execution ${id} is gone.`)
    const { status, versionId } = found
    if (isFinal(status)) {
      const { from, entries } = await readExecution(parts.hot, id)
      const { result } = replay(await parts.program(versionId), entries, { from })
      if (result === null) throw new Error(`The execution ${id} is over, but its journal does not end.`)
      return { kind: 'result', result: toChildResult(result) }
    }
    // One that waits or is in doubt goes on by itself, by its time or by a person; the caller asks again.
    const isHeld = status === 'waiting' || status === 'in_doubt' || status === 'paused'
    const claimed = isHeld ? undefined : await runner.take(id)
    return claimed === undefined ? { kind: 'elsewhere' } : toHelperOutcome(await runner.resume(claimed))
  }

  return callHelper
}

function toHelperOutcome(ending: Ending): HelperOutcome {
  return ending.kind === 'finished'
    ? { kind: 'result', result: toChildResult(ending.result) }
    : { kind: 'elsewhere' }
}

function toChildResult(result: Result): ChildResult {
  switch (result.status) {
    case 'succeeded':
      return { status: 'succeeded', output: result.output }
    case 'failed':
      return { status: 'failed', error: result.error }
    case 'cancelled':
      return {
        status: 'cancelled',
        error: {
          code: 'helper_cancelled',
          message: `The helper flow was cancelled: ${result.reason}`,
          retry: 'never',
        },
      }
  }
}
