import { createRecorder, type RunRecorder } from '@keyway/engine'
import { getPath, type Json } from '@keyway/sdk'
import { NotFoundError } from '../errors.ts'
import { getExecution, type DescribeParts } from './describe-execution.ts'
import { rebuild, type Rebuilt } from './rebuild.ts'

/** Which value of an execution is meant. */
export interface WantedValue {
  /** Path of the step in the document; undefined for the execution itself, whose input is its trigger. */
  step: string | undefined
  /** Indexes of the enclosing loops, outermost first. */
  turns: readonly number[]
  part: 'input' | 'output' | 'error'
  /** Place within the value; undefined for all of it. */
  path: string | undefined
}

/**
 * A value as it really was, however long: rebuilt from the journal like the execution's page, which shows the head.
 *
 * @throws {NotFoundError} when there is no such execution, or the step did not run in that turn.
 */
export async function findValue(
  parts: DescribeParts,
  executionId: string,
  wanted: WantedValue,
): Promise<Json> {
  const record = await getExecution(parts.db, executionId)
  const recorder = onlyOf(createRecorder(), wanted)
  const rebuilt = await rebuild(parts.hot, await parts.program(record.versionId), { ...record, recorder })
  const value = wanted.step === undefined ? ofExecution(rebuilt, wanted) : ofStep(rebuilt, wanted)
  return wanted.path === undefined ? value : getPath(value, wanted.path)
}

function ofExecution({ trigger, result }: Rebuilt, { part }: WantedValue): Json {
  if (part === 'input') return trigger
  if (part === 'output') return result?.status === 'succeeded' ? result.output : null
  return result?.status === 'failed' ? { ...result.error } : null
}

function ofStep({ recording }: Rebuilt, { step, turns, part }: WantedValue): Json {
  const run = recording.runs.at(-1)
  if (run === undefined) {
    const turn = turns.length === 0 ? '' : ` in turn ${turns.join(', ')}`
    throw new NotFoundError(`The step ${step} did not run${turn}, or its values are not kept.`)
  }
  return part === 'error' ? (run.error === null ? null : { ...run.error }) : run[part]
}

/** A recorder that sees one step in one turn: what it never saw begin, it ignores. */
function onlyOf(recorder: RunRecorder, { step, turns }: WantedValue): RunRecorder {
  const turn = turns.join()
  return {
    ...recorder,
    begin(fiber, at, time) {
      if (at.path === step && fiber.turns.join() === turn) recorder.begin(fiber, at, time)
    },
  }
}
