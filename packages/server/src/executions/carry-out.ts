import { randomUUID } from 'node:crypto'
import { setTimeout } from 'node:timers/promises'
import { outcomeUnknown, toErrorData, type ErrorData, type Json, type JsonObject } from '@keyway/sdk'
import {
  defaultLimits,
  limitError,
  type ChildResult,
  type CommandId,
  type Entry,
  type Flow,
  type OpenCommand,
  type StartedEntry,
} from '@keyway/engine'
import type { NewQuestion } from '../questions/question.ts'
import type { ActionCall, ActionRunner } from './actions.ts'
import { toCause } from './causes.ts'
import { checkPayload } from './limits.ts'
import type { Held } from './held.ts'
import { nextTry } from './next-try.ts'
import { priorityOf, type PriorityParts } from './priority.ts'

/** A helper execution to be created for its caller. */
export interface NewChild {
  id: string
  flow: string
  started: StartedEntry
  parent: Held
  command: CommandId
  async: boolean
}

/** A helper's result, or that it was started, or that another process has it. */
export type HelperOutcome =
  { kind: 'result'; result: ChildResult } | { kind: 'started'; id: string } | { kind: 'elsewhere' }

/** What carrying out needs of the process. */
export interface CarryParts {
  actions: ActionRunner
  now: () => number
  newId: () => string
  /** Puts a question to a person, once however often it is asked; gives the answer when there is one. */
  ask: (question: NewQuestion) => Promise<JsonObject | undefined>
  /** Creates a helper execution (or finds the one of an earlier life) and runs it to its end. */
  callHelper: (child: NewChild) => Promise<HelperOutcome>
}

/** What carrying out needs of the attempt it works for. */
export interface CarryingAttempt {
  held: Held
  flow: Pick<Flow, 'name' | 'priority'>
  /** Why and how it runs. */
  started: () => StartedEntry
  /** Aborted when nobody waits for outcomes any more. Made when it is asked for: most executions call nothing. */
  signal: () => AbortSignal
  /** Whether the intent of a write is on disk already, before it is tried for the first time. */
  isAnnounced: (command: CommandId) => boolean
  /** Brings the journal so far to disk; with an entry, that one too. Throws LostError when the attempt is over. */
  save: (entry?: Entry) => Promise<void>
}

/** What became of a command. */
export type Outcome =
  { kind: 'entry'; entry: Entry; wrote: boolean } | { kind: 'later'; at: number } | { kind: 'in_doubt' }

/** Another process owns the execution by now, or the attempt is over. */
export class LostError extends Error {}

type Carried = OpenCommand['command']
type ActionCommand = Extract<Carried, { type: 'run_action' }>
type PageCommand = Extract<Carried, { type: 'read_page' }>

/** Pause before asking again for a helper that waits, is in doubt or is elsewhere. Its end wakes the caller anyway. */
const helperPollMs = 30_000
/** Waits up to this long are kept in memory; longer ones give the execution back until they are over. */
const shortWaitMs = 2_000
const longestPauseMs = 60_000

/** Carries out the commands of one attempt. What it throws is LostError, or a fault of ours. */
export function createCarrier(
  parts: CarryParts,
  attempt: CarryingAttempt,
): (open: OpenCommand) => Promise<Outcome> {
  const { actions, now } = parts
  const { held } = attempt

  async function carryOut({ command, intendedAt, postponed }: OpenCommand): Promise<Outcome> {
    // Something else may have woken the execution.
    if (postponed !== null && postponed.until - now() > shortWaitMs)
      return { kind: 'later', at: postponed.until }
    const tries = (postponed?.tries ?? 0) + 1
    if (attempt.started().dryRun === true) {
      const described = describeChange(command)
      if (described !== undefined) return described
    }
    switch (command.type) {
      case 'run_action':
        return intendedAt !== null && actions.isWrite(command.action)
          ? settleDoubt(command, tries)
          : runAction(command, tries)
      case 'read_page':
        return readPage(command, tries)
      case 'ask':
        return ask(command)
      case 'start_child':
        return callHelper(command)
      case 'sleep': {
        const left = command.until - now()
        if (left > shortWaitMs) return { kind: 'later', at: command.until }
        if (left > 0) await pause(left)
        return happened({ type: 'woke', at: now(), command: command.id })
      }
    }
  }

  /** What a dry run does instead of a change or a wait; undefined for what it does like any other run. */
  function describeChange(command: Carried): Outcome | undefined {
    const described = (output: Json): Outcome =>
      happened({ type: 'described', at: now(), command: command.id, output })
    switch (command.type) {
      case 'run_action':
        if (actions.isRead(command.action)) return undefined
        try {
          actions.check(toCall(command))
          return described({})
        } catch (error) {
          return failed(command, toErrorData(error))
        }
      case 'sleep':
        return described({})
      case 'ask':
        return described(
          command.request.fields === null
            ? { status: 'approved', approved: true, by: null, comment: null }
            : { status: 'answered', by: null, answers: {} },
        )
      case 'read_page':
      case 'start_child':
        return undefined
    }
  }

  async function ask(command: Extract<Carried, { type: 'ask' }>): Promise<Outcome> {
    // The journal so far goes first: nobody is asked for something that the record does not know of.
    await attempt.save()
    const question = { executionId: held.id, flowId: held.flowId, command: command.id, step: command.step }
    const { request, expiresAt } = command
    const answer = await parts.ask({ ...question, request, expiresAt, at: now() })
    if (answer !== undefined) {
      return happened({ type: 'answered', at: now(), command: command.id, answer })
    }
    if (now() < expiresAt) return { kind: 'later', at: expiresAt }
    const nobody =
      request.fields === null
        ? { status: 'expired', approved: false, by: null, comment: null }
        : { status: 'expired', by: null, answers: {} }
    return happened({ type: 'answered', at: now(), command: command.id, answer: nobody })
  }

  async function runAction(command: ActionCommand, tries = 1): Promise<Outcome> {
    const writes = actions.isWrite(command.action)
    if (writes && !attempt.isAnnounced(command.id)) {
      await attempt.save({ type: 'intended', at: now(), command: command.id })
    }
    try {
      return succeeded(command, await actions.run(toCall(command)), writes)
    } catch (thrown) {
      const error = toErrorData(thrown)
      // The request went out and its answer was lost: only looking it up, or a person, can tell.
      if (error.code === outcomeUnknown) return settleDoubt(command, tries)
      return tryLater(command, { error, tries, again: () => runAction(command, tries + 1) })
    }
  }

  async function readPage(command: PageCommand, tries = 1): Promise<Outcome> {
    try {
      const page = { cursor: command.cursor, size: command.size }
      return succeeded(command, await actions.readPage(toCall(command), page), false)
    } catch (thrown) {
      const error = toErrorData(thrown)
      return tryLater(command, { error, tries, again: () => readPage(command, tries + 1) })
    }
  }

  /** After an error that says it did not happen: a short wait passes here, a long one gives the execution back. */
  async function tryLater(
    command: ActionCommand | PageCommand,
    { error, tries, again }: { error: ErrorData; tries: number; again: () => Promise<Outcome> },
  ): Promise<Outcome> {
    const wait = nextTryOf(command, error, tries)
    if (wait === null) return failed(command, error)
    const { waitsFor } = error
    if (wait <= shortWaitMs) {
      await pause(wait)
      return again()
    }
    const until = now() + wait
    const made = waitsFor === undefined ? { tries } : { tries: tries - 1, waitsFor }
    await attempt.save({ type: 'postponed', at: now(), command: command.id, until, ...made })
    return { kind: 'later', at: until }
  }

  /** A write that may have happened: it is made again only if it surely did not. */
  async function settleDoubt(command: ActionCommand, tries = 1): Promise<Outcome> {
    if (!actions.canLookUp(command.action)) return { kind: 'in_doubt' }
    let found: Json | undefined
    try {
      found = await actions.lookUp(toCall(command))
    } catch (thrown) {
      const error = toErrorData(thrown)
      const wait = nextTryOf(command, error, tries)
      // Whoever cannot look does not know: never an error that would say it did not happen.
      if (wait === null) return { kind: 'in_doubt' }
      await pause(Math.min(wait, longestPauseMs))
      return settleDoubt(command, error.waitsFor === undefined ? tries + 1 : tries)
    }
    return found === undefined ? runAction(command, tries) : succeeded(command, found, false)
  }

  function nextTryOf(command: ActionCommand | PageCommand, error: ErrorData, tries: number): number | null {
    if (attempt.signal().aborted) return null
    // What did not go out was not tried, however often it waits for its turn.
    if (error.waitsFor !== undefined) return error.retryAfterMs ?? longestPauseMs
    return nextTry(error, tries, command.type === 'run_action' ? command.retry : undefined)
  }

  function toCall(command: ActionCommand | PageCommand): ActionCall {
    const { action, connection, input, id } = command
    const idempotencyKey = `${held.id}:${id}`
    const { id: executionId, rootId, flowId, attempt: number } = held
    const started = attempt.started()
    const { payloadBytes } = started.limits ?? defaultLimits
    const place = { flowId, executionId, rootId, priority: partsOf(id), attempt: number, idempotencyKey }
    const of = { cause: toCause(started), signal: attempt.signal() }
    return { action, connection, input, ...place, ...of, payloadBytes, now: now() }
  }

  function partsOf(command: CommandId): PriorityParts {
    return { declared: attempt.flow.priority, started: attempt.started(), mode: held.mode, command }
  }

  async function callHelper(command: Extract<Carried, { type: 'start_child' }>): Promise<Outcome> {
    const { caller, cause, dryRun, url, limits = defaultLimits } = attempt.started()
    const depth = (caller?.depth ?? 0) + 1
    if (depth > limits.nesting) return failed(command, toErrorData(limitError('nesting', limits.nesting)))
    const { flow, async, step, index } = command
    const id = parts.newId()
    const priority = priorityOf(partsOf(command.id))
    const started: StartedEntry = {
      type: 'started',
      at: now(),
      executionId: id,
      seed: randomUUID(),
      trigger: command.input,
      caller: {
        flow: attempt.flow.name,
        execution: held.id,
        step,
        index,
        depth,
        ...(priority === 'bulk' ? {} : { priority }),
      },
      ...(cause === undefined ? {} : { cause }),
      ...(dryRun === undefined ? {} : { dryRun }),
      ...(url === undefined ? {} : { url: `${url.slice(0, url.lastIndexOf('/'))}/${id}` }),
    }
    // The journal so far goes first: a helper never exists whose caller does not know why.
    await attempt.save()
    try {
      const outcome = await parts.callHelper({ id, flow, started, parent: held, command: command.id, async })
      if (outcome.kind === 'elsewhere') return { kind: 'later', at: now() + helperPollMs }
      if (outcome.kind === 'started') return succeeded(command, { executionId: outcome.id }, false)
      const { result } = outcome
      if (result.status === 'succeeded') checkPayload(JSON.stringify(result.output), limits.payloadBytes)
      return happened({ type: 'child_finished', at: now(), command: command.id, result })
    } catch (error) {
      if (error instanceof LostError) throw error
      return failed(command, toErrorData(error))
    }
  }

  function succeeded({ id: command }: Carried, output: Json, wrote: boolean): Outcome {
    return happened({ type: 'succeeded', at: now(), command, output }, wrote)
  }

  function failed({ id: command }: Carried, error: ErrorData): Outcome {
    return happened({ type: 'failed', at: now(), command, error })
  }

  async function pause(ms: number): Promise<void> {
    // An abort ends the pause early; whoever paused looks at the signal.
    await setTimeout(ms, undefined, { signal: attempt.signal() }).catch(() => undefined)
  }

  return carryOut
}

function happened(entry: Entry, wrote = false): Outcome {
  return { kind: 'entry', entry, wrote }
}
