import {
  coerce,
  FlowError,
  InputError,
  isJsonObject,
  toErrorData,
  toText,
  type Json,
  type JsonObject,
} from '@keyway/sdk'
import type { GivenOutcome } from './journal.ts'
import { coerceInput } from './input-shape.ts'
import { limitError } from './limits.ts'
import type { Program, StepOf } from './program.ts'
import type { Next, Run } from './run.ts'
import type { Fiber, Items, Loop, Scope } from './state.ts'

/** Starts a loop: the fiber waits in it while the turns run as fibers of their own. */
export function startLoop(run: Run, fiber: Fiber, step: StepOf<'loop'>): Next {
  const { items, count } = open(run, fiber, step)
  const { gather } = step
  const memo = gather.kind === 'memo' ? gather.start.evaluate(run.lookup(fiber)) : null
  const container = step.path
  fiber.loop = { container, items, count, next: 0, running: 0, results: [], kept: [], memo, found: null }
  feed(run, fiber, step)
  return fiber.loop === null ? 'continue' : 'wait'
}

function open(run: Run, fiber: Fiber, step: StepOf<'loop'>): { items: Items; count: number | null } {
  const { source } = step
  const lookup = run.lookup(fiber)
  const most = run.limits.listItems
  switch (source.kind) {
    case 'count': {
      const over = source.over.evaluate(lookup)
      const count = Number(coerce(over ?? 0, 'number'))
      if (!Number.isInteger(count) || count < 0) {
        throw new InputError(`A repeat runs a whole number of turns; found ${toText(over)}.`)
      }
      if (count > most) throw limitError('listItems', most, `Found a repeat of ${count} turns.`)
      run.recordInput(fiber, step, { count })
      return { items: { kind: 'none' }, count }
    }
    case 'list': {
      const list = coerce(source.over.evaluate(lookup), 'any[]')
      if (!Array.isArray(list)) throw new InputError('A loop runs over a list.')
      if (list.length > most) throw limitError('listItems', most, `Found a list of ${list.length} items.`)
      run.recordInput(fiber, step, list)
      return { items: { kind: 'list', list }, count: list.length }
    }
    case 'stream': {
      const evaluated = source.input.evaluate(lookup)
      const input = coerceInput(isJsonObject(evaluated) ? evaluated : {}, source.shape)
      run.recordInput(fiber, step, input)
      const items: Items = {
        kind: 'pages',
        input,
        page: [],
        first: 0,
        pages: 0,
        cursor: null,
        isLast: false,
      }
      return { items, count: null }
    }
  }
}

export interface EndedTurn {
  parent: Fiber
  turn: Fiber
  /** False for a turn that was left early or failed. */
  isComplete: boolean
}

/** A turn is over: takes what it led to, and starts the next one or ends the loop. */
export function endTurn(run: Run, { parent, turn, isComplete }: EndedTurn): void {
  const { loop } = parent
  if (loop === null) return
  const step = loopStepOf(run.program, parent)
  if (isComplete) gatherTurn(run, step, { loop, turn })
  else if (step.gather.kind === 'collect') loop.results[turn.turns.at(-1) ?? 0] = null
  else if (step.gather.kind === 'memo') loop.memo = null
  loop.running -= 1
  feed(run, parent, step)
  if (parent.loop === null) run.enqueue(parent)
}

/** The step of the loop a fiber waits in. */
export function loopStepOf(program: Program, fiber: Fiber): StepOf<'loop'> {
  const step = fiber.loop === null ? undefined : program.containers.get(fiber.loop.container)
  if (step?.kind !== 'loop') throw new Error('The program does not match the state: a loop step is missing.')
  return step
}

/** Starts turns up to the loop's concurrency, reads the next page when one is used up; ends the loop when all is done. */
function feed(run: Run, fiber: Fiber, step: StepOf<'loop'>): void {
  const { loop } = fiber
  if (loop === null) return
  for (;;) {
    while (loop.running < step.concurrency && loop.next < available(loop) && loop.found === null) {
      startTurn(run, fiber, { step, loop })
      if (run.state.result !== null) return
    }
    const isUsedUp = loop.count === null && loop.next >= available(loop) && loop.found === null
    if (!isUsedUp || fiber.waiting !== null || loop.failure !== undefined) break
    if (!run.countStep(step.path)) return
    const given = askForPage(run, fiber, { step, loop })
    if (given === undefined) break
    tryPage(step, loop, given)
  }
  if (loop.running > 0 || fiber.waiting !== null) return
  if (loop.failure !== undefined) return run.failLoop(fiber, step, loop.failure)
  fiber.loop = null
  run.succeed(fiber, step, outputOf(step, loop))
}

/** Index behind the last item that is here. */
function available({ items, count }: Loop): number {
  return items.kind === 'pages' ? items.first + items.page.length : (count ?? 0)
}

function startTurn(run: Run, fiber: Fiber, { step, loop }: { step: StepOf<'loop'>; loop: Loop }): void {
  if (!run.countStep(step.path)) return
  const index = loop.next
  loop.next += 1
  loop.running += 1
  const scope: Scope = { parent: fiber.scope, values: new Map() }
  if (step.id !== null) scope.values.set(step.id, turnValue(step, loop, index))
  run.enqueue(run.startFiber(fiber, { scope, block: step.block, turns: [...fiber.turns, index] }))
}

/** Asks for the next page; answers with one that is taken over from an earlier execution. */
function askForPage(
  run: Run,
  fiber: Fiber,
  { step, loop }: { step: StepOf<'loop'>; loop: Loop },
): GivenOutcome | undefined {
  const { items } = loop
  const { source } = step
  if (items.kind !== 'pages' || source.kind !== 'stream') {
    throw new Error('The program does not match the state: a loop that streams is none.')
  }
  const given = run.given(fiber, step, items.pages)
  if (given !== undefined) return given
  run.ask(fiber, step, {
    type: 'read_page',
    step: step.path,
    action: source.action,
    connection: source.connection,
    input: items.input,
    cursor: items.cursor,
    size: source.pageSize,
  })
  return undefined
}

/** The page that a loop waits for is here, or could not be read. */
export function takePage(run: Run, fiber: Fiber, outcome: GivenOutcome): void {
  const step = loopStepOf(run.program, fiber)
  if (fiber.loop !== null) tryPage(step, fiber.loop, outcome)
  feed(run, fiber, step)
  if (fiber.loop === null) run.enqueue(fiber)
}

/** A page that could not be read is an error of the loop, once the turns of the pages before it are over. */
function tryPage(step: StepOf<'loop'>, loop: Loop, outcome: GivenOutcome): void {
  try {
    keepPage(step, loop, outcome)
  } catch (error) {
    loop.failure = { error: toErrorData(error), step: step.path, card: actionOf(step) }
  }
}

function actionOf({ source, kind }: StepOf<'loop'>): string {
  return source.kind === 'stream' ? source.action : kind
}

function keepPage(step: StepOf<'loop'>, loop: Loop, outcome: GivenOutcome): void {
  if ('error' in outcome) throw new FlowError(outcome.error.message, outcome.error)
  const { items } = loop
  const { output } = outcome
  if (items.kind !== 'pages' || !isJsonObject(output) || !Array.isArray(output.items)) {
    throw new InputError(
      `"${actionOf(step)}" gave no page: expected a list "items" and where the next one starts.`,
    )
  }
  const next = output.next ?? null
  const isStuck = next !== null && JSON.stringify(next) === JSON.stringify(items.cursor)
  if (isStuck) throw new InputError(`"${actionOf(step)}" gave the same page twice and would never end.`)
  items.first += items.page.length
  items.page = output.items
  items.pages += 1
  items.cursor = next
  items.isLast = next === null
  if (items.isLast) loop.count = items.first + items.page.length
}

/** What `<id>` is inside a turn. */
function turnValue({ source, gather }: StepOf<'loop'>, loop: Loop, index: number): JsonObject {
  return {
    ...(source.kind === 'count' ? {} : { item: itemAt(loop, index) }),
    index,
    ...(gather.kind === 'memo' ? { memo: loop.memo } : {}),
  }
}

function itemAt({ items }: Loop, index: number): Json {
  if (items.kind === 'none') return null
  return (items.kind === 'list' ? items.list[index] : items.page[index - items.first]) ?? null
}

function gatherTurn(
  run: Run,
  { gather, id }: StepOf<'loop'>,
  { loop, turn }: { loop: Loop; turn: Fiber },
): void {
  const lookup = run.lookup(turn)
  const index = turn.turns.at(-1) ?? 0
  const item = (): Json => {
    const value = id === null ? undefined : lookup(id)
    return isJsonObject(value) ? (value.item ?? null) : null
  }
  switch (gather.kind) {
    case 'nothing':
      return
    case 'collect':
      run.checkListLength(index + 1)
      loop.results[index] = gather.value.evaluate(lookup)
      return
    case 'keep':
      if (!gather.test.test(lookup)) return
      run.checkListLength(loop.kept.length + 1)
      loop.kept.push({ index, item: item() })
      return
    case 'first':
      if (gather.test.test(lookup)) loop.found = { index, item: item() }
      return
    case 'memo':
      loop.memo = gather.next.evaluate(lookup)
  }
}

function outputOf({ gather }: StepOf<'loop'>, loop: Loop): Json {
  const { found, results, kept } = loop
  const count = loop.count ?? loop.next
  switch (gather.kind) {
    case 'nothing':
      return { count }
    case 'collect':
      return { count, list: results }
    case 'keep':
      // Turns that run at the same time end in any order; the list has the order of the items.
      return { count, list: kept.sort((one, other) => one.index - other.index).map(({ item }) => item) }
    case 'first':
      return { count, item: found?.item ?? null, index: found?.index ?? -1 }
    case 'memo':
      return { count, memo: loop.memo }
  }
}
