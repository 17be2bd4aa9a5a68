import { toErrorData, type ErrorData, type Json, type JsonObject } from '@keyway/sdk'
import type { Limits } from '../flow/document.ts'
import type { CompiledCondition } from '../mapping/condition.ts'
import type { Lookup } from '../mapping/value.ts'
import { toErrorValue } from './error-value.ts'
import type { Command, CommandId, GivenOutcome, Result } from './journal.ts'
import { givenKey } from './given.ts'
import { defaultLimits, limitError } from './limits.ts'
import { endTurn, loopStepOf, takePage } from './loop.ts'
import type { BlockIndex, ContainerStep, Program, ProgramStep, StepOf } from './program.ts'
import { nextRandom } from './random.ts'
import type { Recorder, StepEnd } from './recorder.ts'
import type { StepRun } from './trace.ts'
import type { Fiber, Frame, Raised, Scope, State } from './state.ts'
import { performStep } from './perform.ts'

/** A command without its number, which `Run` gives. */
export type NewCommand =
  Extract<Command, { id: CommandId }> extends infer Kind
    ? Kind extends unknown
      ? Omit<Kind, 'id'>
      : never
    : never

/** What a step leads to. */
export type Next = 'continue' | 'wait' | 'moved'

/**
 * The work of one `advance`: it moves fibers until each one waits or is done. A class because the moves share the
 * program, the state, the entry's time and the commands collected so far.
 */
export class Run {
  readonly commands: Command[] = []
  readonly program: Program
  readonly state: State
  readonly at: number
  readonly limits: Required<Limits>
  readonly #recorder: Recorder | undefined

  constructor(program: Program, state: State, recorder: Recorder | undefined) {
    this.program = program
    this.state = state
    this.at = state.at
    this.limits = state.started.limits ?? defaultLimits
    this.#recorder = recorder
  }

  startFiber(
    parent: Fiber | null,
    start: { scope: Scope; block: BlockIndex; turns: readonly number[] },
  ): Fiber {
    const fiber: Fiber = {
      id: this.state.nextFiber,
      parent: parent?.id ?? null,
      scope: start.scope,
      frames: [{ block: start.block, next: 0, container: null, lane: null }],
      turns: start.turns,
      loop: null,
      isLeft: false,
      waiting: null,
    }
    this.state.nextFiber += 1
    this.state.fibers.set(fiber.id, fiber)
    return fiber
  }

  /** Lets a fiber go on, when its time comes: fibers take turns through a queue, so that loops need no recursion. */
  enqueue(fiber: Fiber): void {
    this.state.queue.push(fiber.id)
  }

  /** Runs every fiber that can go on until each waits or is done, or so many steps were run: then it answers false. */
  drain(slice: number): boolean {
    const { queue, fibers } = this.state
    const last = this.state.steps + slice
    for (let id = queue.shift(); id !== undefined; id = queue.shift()) {
      const fiber = fibers.get(id)
      if (fiber !== undefined) this.#move(fiber)
      if (this.state.steps >= last && queue.length > 0) return false
    }
    return true
  }

  isOverdue(): boolean {
    return this.at >= this.state.started.at + this.limits.deadlineSeconds * 1000
  }

  /** Throws when a list of an execution would become longer than it may. */
  checkListLength(length: number): void {
    if (length > this.limits.listItems)
      throw limitError('listItems', this.limits.listItems, `Found ${length}.`)
  }

  /** Throws when the execution would start more helpers than it may. */
  countChild(): void {
    if (this.state.children >= this.limits.children) throw limitError('children', this.limits.children)
    this.state.children += 1
  }

  endByLimit(name: keyof Limits, step = 'trigger'): void {
    const since = `It began at ${new Date(this.state.started.at).toISOString()}.`
    const error = toErrorData(limitError(name, this.limits[name], name === 'deadlineSeconds' ? since : ''))
    this.finish({ status: 'failed', error, step })
  }

  #move(fiber: Fiber): void {
    while (this.state.result === null && this.state.fibers.has(fiber.id)) {
      const frame = fiber.frames.at(-1)
      if (frame === undefined) return this.#fiberDone(fiber)
      const step = this.program.blocks[frame.block]?.[frame.next]
      if (step === undefined) {
        fiber.frames.pop()
        this.#laneDone(fiber, frame, null)
        continue
      }
      frame.next += 1
      if (this.#perform(fiber, step) === 'wait') return
    }
  }

  /**
   * Counts a step, a turn or a page: a turn without steps, and a page without items, must not go on for ever. False when
   * that was one too many, and the execution is over.
   */
  countStep(path: string): boolean {
    this.state.steps += 1
    if (this.state.steps <= this.limits.steps) return true
    this.endByLimit('steps', path)
    return false
  }

  #perform(fiber: Fiber, step: ProgramStep): Next {
    if (!this.countStep(step.path)) return 'wait'
    this.#recorder?.begin(fiber, step, this.at)
    return performStep(this, fiber, step)
  }

  /** Gives the outcome of a command to the fiber that waits for it, and lets it go on. */
  settle(command: CommandId, outcome: GivenOutcome, origin?: StepRun['origin']): void {
    const fiberId = this.state.waiting.get(command)
    const fiber = fiberId === undefined ? undefined : this.state.fibers.get(fiberId)
    if (fiber?.waiting?.command !== command) return
    const step = this.program.blocks[fiber.waiting.block]?.[fiber.waiting.at]
    this.state.waiting.delete(command)
    fiber.waiting = null
    if (step === undefined)
      throw new Error('The program does not match the journal: a waiting step is missing.')
    if (fiber.loop !== null) return takePage(this, fiber, outcome)
    if (origin !== undefined) this.#recorder?.origin(fiber, step, origin)
    this.#accept(fiber, step, outcome)
    this.enqueue(fiber)
  }

  #accept(fiber: Fiber, step: ProgramStep, outcome: GivenOutcome): Next {
    return 'error' in outcome
      ? this.raise(fiber, step, outcome.error)
      : this.succeed(fiber, step, outcome.output)
  }

  /** Keeps a step's output for references, and records it. */
  succeed(fiber: Fiber, step: ProgramStep, output: Json): Next {
    if (step.id !== null) fiber.scope.values.set(step.id, output)
    this.end(fiber, step, { status: 'succeeded', at: this.at, output })
    return 'continue'
  }

  /** A step failed: the nearest catch lane of the fiber takes over, or the fiber ends with the error. */
  raise(fiber: Fiber, step: ProgramStep, error: ErrorData): Next {
    this.end(fiber, step, { status: 'failed', at: this.at, error })
    const card = step.kind === 'card' ? step.card.id : step.kind === 'action' ? step.action : step.kind
    this.#unwind(fiber, { error, step: step.path, card })
    return 'moved'
  }

  #unwind(fiber: Fiber, raised: Raised): void {
    for (let frame = fiber.frames.pop(); frame !== undefined; frame = fiber.frames.pop()) {
      const container = this.#containerOf(frame)
      if (container === undefined) continue
      if (container.kind === 'try' && frame.lane === 'try') {
        const error = toErrorValue(this.program, this.state, raised)
        if (container.id !== null) fiber.scope.values.set(container.id, { error })
        this.enterLane(fiber, container, { lane: 'catch', block: container.handler })
        return
      }
      this.end(fiber, container, { status: 'failed', at: this.at, error: raised.error })
    }
    this.#fiberFailed(fiber, raised)
  }

  enterLane(
    fiber: Fiber,
    container: ProgramStep,
    { lane, block }: { lane: string; block: BlockIndex },
  ): Next {
    this.#recorder?.lane(fiber, container, lane)
    fiber.frames.push({ block, next: 0, container: container.path, lane })
    return 'moved'
  }

  /** A lane came to its end, or was left by `return … from` with outputs. */
  #laneDone(fiber: Fiber, frame: Frame, outputs: JsonObject | null): void {
    const container = this.#containerOf(frame)
    if (container === undefined) return
    const kept = container.id === null ? undefined : fiber.scope.values.get(container.id)
    const error =
      frame.lane === 'catch' && typeof kept === 'object' && kept !== null && 'error' in kept ? kept : {}
    this.succeed(fiber, container, { ...error, ...outputs })
  }

  /** Ends the step named `from` around the fiber's place, with outputs. The turn of a loop can be left too. */
  leave(fiber: Fiber, from: string, outputs: JsonObject): Next {
    for (let frame = fiber.frames.pop(); frame !== undefined; frame = fiber.frames.pop()) {
      const container = this.#containerOf(frame)
      if (container === undefined) continue
      if (container.id === from) {
        this.#laneDone(fiber, frame, outputs)
        return 'moved'
      }
      this.end(fiber, container, { status: 'succeeded', at: this.at })
    }
    // No lane of this fiber has that name, so it is the loop whose turn the fiber is.
    fiber.isLeft = true
    return 'moved'
  }

  #fiberDone(fiber: Fiber): void {
    this.state.fibers.delete(fiber.id)
    const parent = fiber.parent === null ? undefined : this.state.fibers.get(fiber.parent)
    if (parent === undefined) return this.finish({ status: 'succeeded', output: null })
    try {
      endTurn(this, { parent, turn: fiber, isComplete: !fiber.isLeft })
    } catch (error) {
      // What the loop makes of the turn does not fit: that is an error of the turn.
      const step = this.#loopStep(parent)
      this.#fiberFailed(fiber, { error: toErrorData(error), step: step.path, card: step.kind })
    }
  }

  #fiberFailed(fiber: Fiber, raised: Raised): void {
    this.state.fibers.delete(fiber.id)
    const parent = fiber.parent === null ? undefined : this.state.fibers.get(fiber.parent)
    if (parent === undefined) return this.finish({ status: 'failed', error: raised.error, step: raised.step })
    const step = this.#loopStep(parent)
    if (!step.stopOnError) return endTurn(this, { parent, turn: fiber, isComplete: false })
    this.failLoop(parent, step, raised)
    this.enqueue(parent)
  }

  /** Ends a loop, its other turns and what they wait for, with an error. The fiber goes on where that is caught. */
  failLoop(fiber: Fiber, step: StepOf<'loop'>, raised: Raised): void {
    fiber.loop = null
    if (fiber.waiting !== null) this.state.waiting.delete(fiber.waiting.command)
    fiber.waiting = null
    this.#abandonTurns(fiber)
    this.end(fiber, step, { status: 'failed', at: this.at, error: raised.error })
    this.#unwind(fiber, raised)
  }

  #loopStep(fiber: Fiber): StepOf<'loop'> {
    return loopStepOf(this.program, fiber)
  }

  /** Drops the other turns of a failed loop, and what they wait for. */
  #abandonTurns(parent: Fiber): void {
    for (const fiber of this.state.fibers.values()) {
      if (fiber.parent !== parent.id) continue
      this.state.fibers.delete(fiber.id)
      if (fiber.waiting !== null) this.state.waiting.delete(fiber.waiting.command)
      this.#abandonTurns(fiber)
    }
  }

  #containerOf(frame: Frame): ContainerStep | undefined {
    return frame.container === null ? undefined : this.program.containers.get(frame.container)
  }

  /** What the step led to in the execution that this one repeats, if that is taken over. */
  given(fiber: Fiber, step: ProgramStep, part?: number): GivenOutcome | undefined {
    const { given } = this.state.started
    if (given === undefined) return undefined
    const key = givenKey(step, fiber.turns, part)
    return Object.hasOwn(given, key) ? given[key] : undefined
  }

  /** Sends a command whose outcome the fiber waits for, or goes on with the outcome that was taken over. */
  wait(fiber: Fiber, step: ProgramStep, command: NewCommand): Next {
    const given = this.given(fiber, step)
    if (given === undefined) return this.ask(fiber, step, command)
    this.#recorder?.origin(fiber, step, 'taken_over')
    return this.#accept(fiber, step, given)
  }

  /** Sends a command whose outcome the fiber waits for. */
  ask(fiber: Fiber, step: ProgramStep, command: NewCommand): Next {
    const id = this.#issue(command)
    const frame = fiber.frames.at(-1)
    if (frame === undefined) throw new Error('A fiber without a frame cannot wait.')
    fiber.waiting = { command: id, block: frame.block, at: frame.next - 1 }
    this.state.waiting.set(id, fiber.id)
    this.#recorder?.command(fiber, step, id)
    return 'wait'
  }

  /** Sends a command that has no outcome. */
  tell(command: NewCommand): void {
    this.#issue(command)
  }

  #issue(command: NewCommand): CommandId {
    this.state.lastCommand += 1
    const id = this.state.lastCommand
    this.commands.push({ ...command, id } as Command)
    return id
  }

  finish(result: Result): void {
    if (this.state.result !== null) return
    this.state.result = result
    this.state.fibers.clear()
    this.state.waiting.clear()
    this.state.queue.length = 0
    this.commands.push({ type: 'finish', result })
    this.#recorder?.close(this.at)
  }

  recordInput(fiber: Fiber, step: ProgramStep, input: Json): void {
    this.#recorder?.input(fiber, step, input)
  }

  /** The values a condition compares, worked out only for somebody who watches. */
  recordCondition(fiber: Fiber, step: ProgramStep, condition: CompiledCondition): void {
    this.#recorder?.input(fiber, step, condition.explain(this.lookup(fiber)))
  }

  end(fiber: Fiber, step: ProgramStep, end: StepEnd): void {
    this.#recorder?.end(fiber, step, end)
  }

  random(): number {
    const { value, position } = nextRandom(this.state.randomPosition)
    this.state.randomPosition = position
    return value
  }

  lookup(fiber: Fiber): Lookup {
    return (root) => {
      if (root === 'trigger') return this.state.roots.trigger
      if (root === 'execution') return this.state.roots.execution
      for (let scope: Scope | null = fiber.scope; scope !== null; scope = scope.parent) {
        const value = scope.values.get(root)
        if (value !== undefined) return value
      }
      return undefined
    }
  }
}
