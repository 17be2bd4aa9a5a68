import { coerce, FlowError, InputError, toText, type Json } from '@keyway/sdk'
import type { Lookup } from '../mapping/value.ts'
import type { StepOf } from './program.ts'
import type { Next, Run } from './run.ts'
import type { Fiber } from './state.ts'

/** Longest wait: 30 days, as flow authors know it from Okta Workflows. */
const longestWaitMs = 30 * 24 * 3_600_000
const answerWithinMs = 7 * 24 * 3_600_000

/** Waits for a time, a moment or a person. */
export function performWait(run: Run, fiber: Fiber, step: StepOf<'wait'>): Next {
  const lookup = run.lookup(fiber)
  const asked = step.for
  if (asked.kind !== 'person') {
    const until = checkWait(run, wakeTime(asked, lookup, run.at))
    run.recordInput(fiber, step, { until: new Date(until).toISOString() })
    return run.wait(fiber, step, { type: 'sleep', step: step.path, until })
  }
  const seconds = asked.withinSeconds.evaluate(lookup)
  const within = seconds === null ? answerWithinMs : toMs(seconds)
  const expiresAt = checkWait(run, run.at + within)
  const request = {
    question: toText(asked.question.evaluate(lookup)),
    details: asked.details.evaluate(lookup),
    approvers: toAddresses(asked.approvers.evaluate(lookup)),
    fields: asked.fields,
  }
  if (request.question.trim() === '') {
    throw new InputError('A wait for a person asks a question; found an empty text.')
  }
  const { question, details, approvers } = request
  run.recordInput(fiber, step, { question, details, approvers, until: new Date(expiresAt).toISOString() })
  return run.wait(fiber, step, { type: 'ask', step: step.path, request, expiresAt })
}

type Time = Exclude<StepOf<'wait'>['for'], { kind: 'person' }>

function wakeTime(time: Time, lookup: Lookup, now: number): number {
  return time.kind === 'seconds'
    ? now + toMs(time.seconds.evaluate(lookup) ?? 0)
    : Date.parse(toText(coerce(time.until.evaluate(lookup), 'date')))
}

function toMs(seconds: Json): number {
  return Number(coerce(seconds, 'number')) * 1000
}

function checkWait(run: Run, until: number): number {
  if (until - run.at <= longestWaitMs) return Math.max(until, run.at)
  throw new FlowError('A wait ends within 30 days; split a longer one, or use a schedule.', {
    code: 'limit_wait',
  })
}

function toAddresses(value: Json): string[] {
  const list = coerce(value ?? [], 'text[]')
  return Array.isArray(list) ? list.map((item) => toText(item).trim()).filter((item) => item !== '') : []
}
