import { FlowError, type Catalog, type Json } from '@keyway/sdk'
import type { CardStep, Flow, ForEachStep, RepeatStep, Step, Trigger } from '../flow/document.ts'
import { compileCondition, type CompiledCondition } from '../mapping/condition.ts'
import type { ParsedReference } from '../mapping/reference.ts'
import { compileValue, type CompiledValue } from '../mapping/value.ts'
import { inputShape } from './input-shape.ts'
import type { Block, BlockIndex, ContainerStep, Gather, Problem, Program, ProgramStep } from './program.ts'

/** What a step can see: ids of steps that ran before it, and the containers around it. */
interface Surroundings {
  visible: ReadonlySet<string>
  /** Ids of the steps whose lanes enclose this one and that `from` may name, innermost last. */
  enclosing: readonly string[]
}

interface Compilation {
  catalog: Catalog
  problems: Problem[]
  blocks: Block[]
  containers: Map<string, ContainerStep>
  ids: Set<string>
}

const nothing: CompiledValue = { evaluate: () => null, references: [] }

/**
 * Makes a flow ready to run and says everything that is wrong with it. A program with problems of severity `error` still
 * runs up to the step concerned, so that a draft can be tried.
 */
export function compileFlow(flow: Flow, catalog: Catalog): { program: Program; problems: Problem[] } {
  const compilation: Compilation = {
    catalog,
    problems: [],
    blocks: [],
    containers: new Map(),
    ids: new Set(),
  }
  checkTrigger(compilation, flow.trigger)
  const main = compileBlock(compilation, flow.steps, {
    path: 'steps',
    around: { visible: new Set(['trigger', 'execution']), enclosing: [] },
  })
  const { blocks, containers, problems } = compilation
  return { program: { flow, blocks, main, containers }, problems }
}

function compileLoop(compilation: Compilation, step: ForEachStep | RepeatStep, place: Place): ProgramStep {
  // Lanes outside the loop cannot be left from inside it: the turns run on their own.
  const around = withVisible({ visible: place.around.visible, enclosing: [step.id] }, step.id)
  const block = compileBlock(compilation, step.do, { path: `${place.path}.do`, around })
  const { concurrency = 1, onItemError = 'stop' } = step
  const isRepeat = 'repeat' in step
  return container(compilation, {
    path: place.path,
    id: step.id,
    kind: 'loop',
    over: readValue(compilation, isRepeat ? step.repeat : step.forEach, place),
    isRepeat,
    gather: isRepeat ? { kind: 'nothing' } : compileGather(compilation, step, place),
    concurrency,
    stopOnError: onItemError === 'stop',
    block,
  })
}

function compileGather(compilation: Compilation, step: ForEachStep, place: Place): Gather {
  // What a turn leads to is said at its end, where the steps of its lane can be seen.
  const ids = step.do.flatMap(({ id }) => (id === undefined ? [] : [id]))
  const visible = new Set([...place.around.visible, step.id, ...ids])
  const atEnd = { ...place, around: { ...place.around, visible } }
  if (step.collect !== undefined)
    return { kind: 'collect', value: readValue(compilation, step.collect, atEnd) }
  if (step.keep !== undefined) return { kind: 'keep', test: readCondition(compilation, step.keep, atEnd) }
  if (step.first !== undefined) return { kind: 'first', test: readCondition(compilation, step.first, atEnd) }
  if (step.next === undefined) return { kind: 'nothing' }
  const start = readValue(compilation, step.memo, place)
  return { kind: 'memo', start, next: readValue(compilation, step.next, atEnd) }
}

interface Place {
  path: string
  around: Surroundings
}

function compileBlock(compilation: Compilation, steps: readonly Step[], { path, around }: Place): BlockIndex {
  const visible = new Set(around.visible)
  const block: ProgramStep[] = []
  // Reserve the number first, so that outer blocks come before inner ones.
  const index = compilation.blocks.push(block) - 1
  let ended: string | null = null
  for (const [position, step] of steps.entries()) {
    const place = { path: `${path}[${position}]`, around: { visible, enclosing: around.enclosing } }
    if (ended !== null && !('note' in step)) {
      report(compilation, {
        step: place.path,
        message: `This step is never reached: ${ended} always ends its lane.`,
        severity: 'warning',
      })
      ended = null
    }
    checkId(compilation, step, place.path)
    const compiled = compileStep(compilation, step, place)
    if (compiled !== null) block.push(compiled)
    if (step.id !== undefined) visible.add(step.id)
    if ('return' in step) ended = place.path
  }
  return index
}

function compileStep(compilation: Compilation, step: Step, place: Place): ProgramStep | null {
  const named = { path: place.path, id: step.id ?? null }
  const value = (json: Json | undefined): CompiledValue => readValue(compilation, json, place)
  const condition = (test: Parameters<typeof compileCondition>[0]) => readCondition(compilation, test, place)
  const lane = (steps: readonly Step[], key: string): BlockIndex =>
    compileBlock(compilation, steps, { path: `${place.path}.${key}`, around: inside(place.around, step.id) })

  if ('use' in step) return compileCard(compilation, step, place)
  if ('fail' in step) {
    const test = step.when === undefined ? null : condition(step.when)
    const { fail } = step
    if ('from' in fail) {
      const from = leave(compilation, fail.from, place)
      return { ...named, kind: 'fail', test, from, message: nothing, statusCode: nothing, details: nothing }
    }
    return {
      ...named,
      kind: 'fail',
      test,
      from: null,
      message: value(fail.message),
      statusCode: value(fail.statusCode),
      details: value(fail.details),
    }
  }
  if ('if' in step) {
    const lanes = [
      { name: 'then', test: condition(step.if), block: lane(step.then, 'then') },
      ...(step.elseIf ?? []).map((branch, at) => ({
        name: `elseIf[${at}]`,
        test: condition(branch.if),
        block: lane(branch.then, `elseIf[${at}].then`),
      })),
      ...(step.else === undefined ? [] : [{ name: 'else', test: null, block: lane(step.else, 'else') }]),
    ]
    return container(compilation, { ...named, kind: 'if', lanes })
  }
  if ('try' in step) {
    const block = lane(step.try, 'try')
    const handler = compileBlock(compilation, step.catch, {
      path: `${place.path}.catch`,
      around: withVisible(inside(place.around, step.id), step.id),
    })
    return container(compilation, { ...named, kind: 'try', block, handler })
  }
  if ('do' in step) return compileLoop(compilation, step, place)
  if ('call' in step) {
    return {
      ...named,
      kind: 'call',
      flow: step.call,
      input: value(step.with ?? {}),
      async: step.async ?? false,
    }
  }
  if ('return' in step) {
    const from = leave(compilation, step.from, place)
    return { ...named, kind: 'return', values: value(step.return), from }
  }
  if ('continueIf' in step) {
    const from = leave(compilation, step.from, place)
    return {
      ...named,
      kind: 'continue_if',
      test: condition(step.continueIf),
      message: value(step.message),
      from,
    }
  }
  if ('respond' in step) {
    const { status, headers, body } = step.respond
    const ends = step.then !== 'continue'
    return {
      ...named,
      kind: 'respond',
      status: value(status),
      headers: value(headers),
      body: value(body),
      ends,
    }
  }
  if ('wait' in step) {
    const { wait } = step
    const seconds = 'seconds' in wait ? value(wait.seconds) : null
    return { ...named, kind: 'wait', seconds, until: 'until' in wait ? value(wait.until) : null }
  }
  if ('note' in step) return null
  const { card, reason } = step.unsupported
  report(compilation, {
    step: place.path,
    message: `The card ${card} is not supported: ${reason}`,
    severity: 'warning',
  })
  return { ...named, kind: 'unsupported', card, reason }
}

function compileCard(compilation: Compilation, step: CardStep, place: Place): ProgramStep | null {
  const named = { path: place.path, id: step.id }
  const input = readValue(compilation, step.with ?? {}, place)
  const card = compilation.catalog.cards.get(step.use)
  if (card !== undefined) {
    const shape = inputShape(card.input)
    checkInputs(compilation, step, { path: place.path, shape })
    return { ...named, kind: 'card', card, input, shape }
  }
  const found = compilation.catalog.actions.get(step.use)
  if (found === undefined) {
    report(compilation, {
      step: place.path,
      message: `There is no card or action "${step.use}".`,
      severity: 'error',
    })
    return {
      ...named,
      kind: 'unsupported',
      card: step.use,
      reason: 'Keyway has no card or action of this id.',
    }
  }
  const { action, connector } = found
  const shape = inputShape(action.input)
  checkInputs(compilation, step, { path: place.path, shape })
  const needsAccount = Object.keys(connector.connection.shape).length > 0
  if (needsAccount && step.connection === undefined) {
    report(compilation, {
      step: place.path,
      message: `"${step.use}" needs a connection of ${connector.title}; none is named.`,
      severity: 'error',
    })
  }
  return { ...named, kind: 'action', action: action.id, connection: step.connection ?? null, input, shape }
}

function checkInputs(
  compilation: Compilation,
  step: CardStep,
  { path, shape }: { path: string; shape: ReturnType<typeof inputShape> },
): void {
  const given = new Set(Object.keys(step.with ?? {}))
  for (const property of shape.properties) {
    if (!property.optional && !property.nullable && !given.has(property.name)) {
      report(compilation, {
        step: path,
        message: `"${step.use}" needs the input "${property.name}"; it is not set.`,
        severity: 'warning',
      })
    }
    given.delete(property.name)
  }
  if (shape.open) return
  for (const name of given) {
    const known = shape.properties.map((property) => property.name).join(', ')
    report(compilation, {
      step: path,
      message: `"${step.use}" has no input "${name}". Its inputs: ${known}.`,
      severity: 'warning',
    })
  }
}

function inside(around: Surroundings, id: string | undefined): Surroundings {
  return {
    visible: around.visible,
    enclosing: id === undefined ? around.enclosing : [...around.enclosing, id],
  }
}

function withVisible(around: Surroundings, id: string | undefined): Surroundings {
  return id === undefined ? around : { ...around, visible: new Set([...around.visible, id]) }
}

function container(compilation: Compilation, step: ContainerStep): ContainerStep {
  compilation.containers.set(step.path, step)
  return step
}

function leave(compilation: Compilation, from: string | undefined, place: Place): string | null {
  if (from === undefined) return null
  if (!place.around.enclosing.includes(from)) {
    report(compilation, {
      step: place.path,
      message: `"from: ${from}" does not name a step around this one.`,
      severity: 'error',
    })
  }
  return from
}

function checkId(compilation: Compilation, step: Step, path: string): void {
  if (step.id === undefined) return
  if (compilation.ids.has(step.id))
    report(compilation, { step: path, message: `The id "${step.id}" is used twice.`, severity: 'error' })
  compilation.ids.add(step.id)
}

function checkTrigger(compilation: Compilation, trigger: Trigger): void {
  if (!('event' in trigger)) return
  const connectorId = trigger.event.split('.')[0] ?? ''
  if (!compilation.catalog.connectors.has(connectorId)) {
    report(compilation, {
      step: null,
      message: `The trigger event "${trigger.event}" names no known connector.`,
      severity: 'error',
    })
  }
  if (trigger.when !== undefined) {
    readCondition(compilation, trigger.when, {
      path: 'trigger',
      around: { visible: new Set(['trigger']), enclosing: [] },
    })
  }
}

function readValue(compilation: Compilation, json: Json | undefined, place: Place): CompiledValue {
  if (json === undefined) return nothing
  return guarded(compilation, place, () => compileValue(json)) ?? nothing
}

function readCondition(
  compilation: Compilation,
  condition: Parameters<typeof compileCondition>[0],
  place: Place,
): CompiledCondition {
  return (
    guarded(compilation, place, () => compileCondition(condition)) ?? {
      test: () => false,
      explain: () => null,
      references: [],
    }
  )
}

function guarded<Compiled extends { references: readonly ParsedReference[] }>(
  compilation: Compilation,
  place: Place,
  compile: () => Compiled,
): Compiled | undefined {
  try {
    const compiled = compile()
    for (const { root } of compiled.references) {
      if (!place.around.visible.has(root)) {
        report(compilation, {
          step: place.path,
          message: `The reference to "${root}" names no step that ran before this one.`,
          severity: 'error',
        })
      }
    }
    return compiled
  } catch (error) {
    if (!(error instanceof FlowError)) throw error
    report(compilation, { step: place.path, message: error.message, severity: 'error' })
    return undefined
  }
}

function report(compilation: Compilation, problem: Problem): void {
  compilation.problems.push(problem)
}
