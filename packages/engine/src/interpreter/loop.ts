import type { Json } from '@keyway/sdk'
import type { Program, StepOf } from './program.ts'
import type { Next, Run } from './run.ts'
import type { Fiber, Loop, Scope } from './state.ts'

/** Starts a loop: the fiber waits in it while the turns run as fibers of their own. */
export function startLoop(
  run: Run,
  fiber: Fiber,
  { step, list, count }: { step: StepOf<'loop'>; list: Json[] | null; count: number },
): Next {
  const { gather } = step
  const memo = gather.kind === 'memo' ? gather.start.evaluate(run.lookup(fiber)) : null
  fiber.loop = { container: step.path, list, count, next: 0, running: 0, results: [], memo, found: null }
  feed(run, fiber, step)
  return fiber.loop === null ? 'continue' : 'wait'
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
  const index = turn.turns.at(-1) ?? 0
  gatherTurn(run, step, { loop, turn, index, isComplete })
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

/** Starts turns up to the loop's concurrency; ends the loop when all are done. */
function feed(run: Run, fiber: Fiber, step: StepOf<'loop'>): void {
  const { loop } = fiber
  if (loop === null) return
  while (loop.running < step.concurrency && loop.next < loop.count && loop.found === null) {
    const index = loop.next
    loop.next += 1
    loop.running += 1
    const scope: Scope = { parent: fiber.scope, values: new Map() }
    if (step.id !== null) scope.values.set(step.id, turnValue(step, loop, index))
    run.enqueue(run.startFiber(fiber, { scope, block: step.block, turns: [...fiber.turns, index] }))
  }
  if (loop.running > 0) return
  fiber.loop = null
  run.succeed(fiber, step, outputOf(step, loop))
}

/** What `<id>` is inside a turn. */
function turnValue({ isRepeat, gather }: StepOf<'loop'>, loop: Loop, index: number): Json {
  const item = loop.list?.[index] ?? null
  return {
    ...(isRepeat ? {} : { item }),
    index,
    ...(gather.kind === 'memo' ? { memo: loop.memo } : {}),
  }
}

function gatherTurn(
  run: Run,
  { gather }: StepOf<'loop'>,
  { loop, turn, index, isComplete }: { loop: Loop; turn: Fiber; index: number; isComplete: boolean },
): void {
  const lookup = run.lookup(turn)
  switch (gather.kind) {
    case 'nothing':
      return
    case 'collect':
      loop.results[index] = isComplete ? gather.value.evaluate(lookup) : null
      return
    case 'keep':
      loop.results[index] = isComplete && gather.test.test(lookup)
      return
    case 'first':
      if (isComplete && gather.test.test(lookup)) loop.found = index
      return
    case 'memo':
      loop.memo = isComplete ? gather.next.evaluate(lookup) : null
  }
}

function outputOf({ gather }: StepOf<'loop'>, loop: Loop): Json {
  const { list, count, found, results } = loop
  switch (gather.kind) {
    case 'nothing':
      return { count }
    case 'collect':
      return { count, list: results }
    case 'keep':
      return { count, list: list?.filter((_, index) => results[index] === true) ?? [] }
    case 'first':
      return { count, item: found === null ? null : (list?.[found] ?? null), index: found ?? -1 }
    case 'memo':
      return { count, memo: loop.memo }
  }
}
