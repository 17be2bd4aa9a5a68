import { executions as contract } from '@keyway/api'
import { replay, type Entry } from '@keyway/engine'
import { toActor, type Caller } from '../auth/caller.ts'
import { ConflictError } from '../errors.ts'
import type { CallOf } from '../http/call.ts'
import { toDownload } from '../http/download.ts'
import type { RunParts } from '../flows/version-to-run.ts'
import type { HttpServer } from '../http/server.ts'
import {
  describeExecution,
  getExecution,
  listDoubts,
  type DescribeParts,
  type Doubt,
} from './describe-execution.ts'
import { countExecutions } from './counts/store.ts'
import { readExecution } from './read-journal.ts'
import { findValue } from './find-value.ts'
import type { Runner } from './runner.ts'
import { isFinal } from './status.ts'
import { prepareRerun } from './rerun.ts'
import { startExecutions, type StartParts } from './start-executions.ts'
import { listExecutions, listUnfinishedHelpers, type ExecutionRecord } from './store.ts'

export interface ExecutionRouteParts extends DescribeParts, RunParts {
  runner: Pick<Runner, 'cancel' | 'takeUp' | 'pause' | 'resume'>
  starting: StartParts
  audit: (entry: { actor: string; action: string; target: string; detail?: string }) => Promise<void>
}

const pausable: readonly ExecutionRecord['status'][] = ['queued', 'running', 'waiting']

type Resolution = CallOf<typeof contract.resolveInDoubt>['body']

/** Mounts everything about executions: list, details, cancelling, running again, settling what is in doubt. */
export function mountExecutions(server: HttpServer, parts: ExecutionRouteParts): void {
  const { db, runner } = parts

  server.mount(contract.listExecutions, ({ query }) => {
    // Who asks for one flow means all its executions: those of a helper flow all have a caller.
    const children = query.children === 'true' || query.flowId !== undefined
    return listExecutions(db, { ...query, children }, query)
  })
  server.mount(contract.countExecutions, ({ query }) =>
    countExecutions(db, { ...query, children: query.children === 'true' || query.flowId !== undefined }),
  )
  server.mount(contract.getExecution, ({ params }) => describeExecution(parts, params.executionId))

  server.mountStream(contract.getValue, async ({ params: { executionId }, query }) => {
    const { step, part, path, turns } = query
    const wanted = { step, part, path, turns: turns === '' ? [] : turns.split(',').map(Number) }
    const text = Buffer.from(JSON.stringify(await findValue(parts, executionId, wanted)))
    const name = [step ?? 'execution', ...wanted.turns, part].join(' ')
    const file = { name: `${name}.json`, contentType: 'application/json', size: text.byteLength }
    return toDownload(file, ReadableStream.from([text]))
  })

  server.mount(contract.cancelExecution, async ({ params: { executionId }, caller }) => {
    const record = await getExecution(db, executionId)
    if (isFinal(record.status)) throw new ConflictError(`The execution is over: it ${past(record.status)}.`)
    const helpers = await listUnfinishedHelpers(db, record)
    const isCancelled = await runner.cancel(executionId, `Cancelled by ${nameOf(caller)}.`)
    if (!isCancelled) throw await heldOrOver(parts, executionId)
    await Promise.all(
      helpers.map((id) => runner.cancel(id, `Its caller was cancelled by ${nameOf(caller)}.`)),
    )
    await parts.audit({ actor: toActor(caller), action: 'execution.cancelled', target: executionId })
    return getExecution(db, executionId)
  })

  server.mount(contract.pauseExecution, async ({ params: { executionId }, caller }) => {
    const record = await getExecution(db, executionId)
    if (!pausable.includes(record.status)) {
      throw new ConflictError(
        `Only what is queued, runs or waits can be paused: the execution ${past(record.status)}.`,
      )
    }
    const helpers = await listUnfinishedHelpers(db, record)
    // All at once: a caller that runs is held only when the helpers it waits for are.
    const [isPaused] = await Promise.all([executionId, ...helpers].map((id) => runner.pause(id)))
    if (isPaused !== true) throw await heldOrOver(parts, executionId)
    await parts.audit({ actor: toActor(caller), action: 'execution.paused', target: executionId })
    return getExecution(db, executionId)
  })

  server.mount(contract.resumeExecution, async ({ params: { executionId }, caller }) => {
    const record = await getExecution(db, executionId)
    if (record.status !== 'paused') {
      throw new ConflictError(`Only a paused execution can be resumed: this one ${past(record.status)}.`)
    }
    // Helpers first, so that their caller finds them on their way.
    for (const id of await listUnfinishedHelpers(db, record)) await runner.resume(id)
    await runner.resume(executionId)
    await parts.audit({ actor: toActor(caller), action: 'execution.resumed', target: executionId })
    return getExecution(db, executionId)
  })

  server.mount(contract.rerunExecution, async ({ params, body, caller }) => {
    const record = await getExecution(db, params.executionId)
    const repeat = await prepareRerun(parts, record, { ...body, caller })
    const { executions } = await startExecutions(parts.starting, { starts: [repeat] })
    const [started] = executions
    if (started === undefined) throw new Error('An execution without a new event always starts.')
    const from = body.fromStep === undefined ? '' : `, from ${body.fromStep}`
    const detail = `as ${started.executionId}, ${body.version} version${from}${body.dryRun ? ', dry' : ''}`
    await parts.audit({ actor: toActor(caller), action: 'execution.rerun', target: record.id, detail })
    return { executionId: started.executionId }
  })

  server.mount(contract.resolveInDoubt, async ({ params: { executionId }, body, caller }) => {
    const doubt = await getDoubt(parts, executionId)
    const entry = toEntry(body, { command: doubt.command, at: parts.now(), by: toActor(caller) })
    const isTaken = await runner.takeUp(executionId, entry)
    if (!isTaken) throw await heldOrOver(parts, executionId)
    const detail = `${doubt.action} at ${doubt.step}: ${body.outcome}`
    await parts.audit({ actor: toActor(caller), action: 'execution.resolved', target: executionId, detail })
    return getExecution(db, executionId)
  })
}

async function getDoubt(parts: ExecutionRouteParts, executionId: string): Promise<Doubt> {
  const record = await getExecution(parts.db, executionId)
  if (record.status !== 'in_doubt') {
    throw new ConflictError(`Nothing is in doubt here: the execution ${past(record.status)}.`)
  }
  const { from, entries } = await readExecution(parts.hot, executionId)
  const { open } = replay(await parts.program(record.versionId), entries, { from })
  const [doubt] = listDoubts(open)
  if (doubt === undefined)
    throw new Error(`The execution ${executionId} is in doubt, but none of its steps is.`)
  return doubt
}

function toEntry(resolution: Resolution, decision: { command: number; at: number; by: string }): Entry {
  const { command, at, by } = decision
  switch (resolution.outcome) {
    case 'happened':
      return { type: 'succeeded', at, command, output: resolution.output }
    case 'did_not_happen':
      return { type: 'withdrawn', at, command, by }
    case 'fail': {
      const message = 'Nobody knows whether the step took effect, and a person decided not to go on.'
      return {
        type: 'failed',
        at,
        command,
        error: { code: 'given_up', message, retry: 'never', details: { by } },
      }
    }
  }
}

/** Why the runner could not take an execution. */
async function heldOrOver({ db }: ExecutionRouteParts, executionId: string): Promise<ConflictError> {
  const { status } = await getExecution(db, executionId)
  return new ConflictError(
    isFinal(status)
      ? `The execution is over: it ${past(status)}.`
      : 'Another process has this execution in hand. Try again in a moment.',
  )
}

function nameOf(caller: Caller): string {
  return caller.kind === 'user' ? caller.email : caller.name
}

function past(status: ExecutionRecord['status']): string {
  switch (status) {
    case 'queued':
      return 'is queued'
    case 'running':
      return 'is running'
    case 'waiting':
      return 'is waiting'
    case 'paused':
      return 'is paused'
    case 'in_doubt':
      return 'is in doubt'
    case 'succeeded':
      return 'succeeded'
    case 'failed':
      return 'failed'
    case 'cancelled':
      return 'was cancelled'
  }
}
