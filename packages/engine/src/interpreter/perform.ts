import {
  coerce,
  FlowError,
  InputError,
  isJsonObject,
  refusedInput,
  toErrorData,
  toText,
  type Json,
  type JsonObject,
} from '@keyway/sdk'
import { coerceInput } from './input-shape.ts'
import { startLoop } from './loop.ts'
import type { ProgramStep, StepOf } from './program.ts'
import type { Next, Run } from './run.ts'
import { performWait } from './wait.ts'
import type { Fiber } from './state.ts'

/**
 * Runs one step of a fiber. What a flow does wrong (a value of the wrong type, a card that refuses) is an error of the
 * flow, which a catch lane may take; anything else thrown is a fault of ours and ends up as `internal_error`.
 */
export function performStep(run: Run, fiber: Fiber, step: ProgramStep): Next {
  try {
    return perform(run, fiber, step)
  } catch (error) {
    return run.raise(fiber, step, toErrorData(error))
  }
}

function perform(run: Run, fiber: Fiber, step: ProgramStep): Next {
  const lookup = run.lookup(fiber)
  switch (step.kind) {
    case 'card':
      return performCard(run, fiber, step)
    case 'action': {
      const input = coerceInput(toObject(step.input.evaluate(lookup)), step.shape)
      run.recordInput(fiber, step, input)
      const { action, connection, retry } = step
      return run.wait(fiber, step, {
        type: 'run_action',
        step: step.path,
        action,
        connection,
        input,
        ...(retry === null ? {} : { retry }),
      })
    }
    case 'if': {
      const [first] = step.lanes
      if (step.value !== null) run.recordInput(fiber, step, { value: step.value.evaluate(lookup) })
      else if (first?.test != null) run.recordCondition(fiber, step, first.test)
      const lane = step.lanes.find(({ test }) => test === null || test.test(lookup))
      if (lane === undefined) return run.succeed(fiber, step, {})
      return run.enterLane(fiber, step, { lane: lane.name, block: lane.block })
    }
    case 'try':
      return run.enterLane(fiber, step, { lane: 'try', block: step.block })
    case 'loop':
      return startLoop(run, fiber, step)
    case 'call': {
      const input = toObject(step.input.evaluate(lookup))
      run.recordInput(fiber, step, input)
      run.countChild()
      const index = fiber.turns.at(-1) ?? null
      return run.wait(fiber, step, {
        type: 'start_child',
        step: step.path,
        flow: step.flow,
        input,
        index,
        async: step.async,
      })
    }
    case 'return': {
      const values = toObject(step.values.evaluate(lookup))
      run.end(fiber, step, { status: 'succeeded', at: run.at, output: values })
      if (step.from !== null) return run.leave(fiber, step.from, values)
      run.finish({ status: 'succeeded', output: values })
      return 'wait'
    }
    case 'continue_if':
      return performContinueIf(run, fiber, step)
    case 'fail':
      return performFail(run, fiber, step)
    case 'respond':
      return performRespond(run, fiber, step)
    case 'wait':
      return performWait(run, fiber, step)
    case 'unsupported':
      throw new FlowError(`The card ${step.card} cannot run: ${step.reason}`, { code: 'card_unsupported' })
  }
}

function performCard(run: Run, fiber: Fiber, step: StepOf<'card'>): Next {
  const values = coerceInput(toObject(step.input.evaluate(run.lookup(fiber))), step.shape)
  run.recordInput(fiber, step, values)
  const parsed = step.card.input.safeParse(values)
  if (!parsed.success) throw refusedInput(step.card.title, parsed.error)
  const output = step.card.run(parsed.data, { now: run.at, random: () => run.random() })
  return run.succeed(fiber, step, output)
}

function performContinueIf(run: Run, fiber: Fiber, step: StepOf<'continue_if'>): Next {
  const lookup = run.lookup(fiber)
  run.recordCondition(fiber, step, step.test)
  if (step.test.test(lookup)) return run.succeed(fiber, step, {})
  const evaluated = step.message.evaluate(lookup)
  const message = evaluated === null ? null : toText(evaluated)
  run.end(fiber, step, { status: 'stopped', at: run.at, output: { message } })
  if (step.from !== null) return run.leave(fiber, step.from, {})
  const output = message === null || message === '' ? null : { message }
  run.finish({ status: 'succeeded', output, stopped: { step: step.path, message } })
  return 'wait'
}

function performFail(run: Run, fiber: Fiber, step: StepOf<'fail'>): Next {
  const lookup = run.lookup(fiber)
  if (step.test !== null) run.recordCondition(fiber, step, step.test)
  if (step.test !== null && !step.test.test(lookup)) return run.succeed(fiber, step, {})
  if (step.from !== null) throw caughtError(lookup(step.from) ?? null, step.from)
  const statusCode = coerce(step.statusCode.evaluate(lookup) ?? 500, 'number')
  throw new FlowError(toText(step.message.evaluate(lookup)), {
    code: 'flow_failed',
    statusCode: Number(statusCode),
    details: toObject(step.details.evaluate(lookup)),
  })
}

/** The error that a catch lane reads as `<id>.error`, as an error again. */
function caughtError(tried: Json, id: string): FlowError {
  const caught = isJsonObject(tried) ? tried.error : undefined
  if (!isJsonObject(caught)) {
    throw new InputError(
      `"${id}" caught no error that could go on. Use "fail: { from: ${id} }" in its catch lane.`,
    )
  }
  const { code, message, statusCode, body } = caught
  return new FlowError(toText(message ?? null), {
    code: toText(code ?? null),
    ...(typeof statusCode === 'number' ? { statusCode } : {}),
    ...(body === undefined || body === null ? {} : { body }),
  })
}

function performRespond(run: Run, fiber: Fiber, step: StepOf<'respond'>): Next {
  const lookup = run.lookup(fiber)
  const status = Number(coerce(step.status.evaluate(lookup) ?? 200, 'number'))
  if (!Number.isInteger(status) || !((status >= 200 && status < 300) || (status >= 400 && status < 600))) {
    throw new InputError(`The status of an answer is 200 to 299, or 400 to 599; found ${status}.`)
  }
  const headers = toObject(coerce(step.headers.evaluate(lookup), 'object'))
  const response = {
    status,
    headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, toText(value)])),
    body: step.body.evaluate(lookup),
  }
  run.recordInput(fiber, step, response)
  run.tell({ type: 'respond', step: step.path, response })
  run.succeed(fiber, step, {})
  if (!step.ends) return 'continue'
  run.finish({ status: 'succeeded', output: null })
  return 'wait'
}

function toObject(value: Json): JsonObject {
  return isJsonObject(value) ? value : {}
}
