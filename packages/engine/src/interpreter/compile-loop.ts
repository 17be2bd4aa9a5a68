import type { ForEachStep, RepeatStep, Step, StreamStep } from '../flow/document.ts'
import {
  at,
  container,
  readCondition,
  readValue,
  report,
  withVisible,
  type Compilation,
  type Place,
} from './compilation.ts'
import { inputShape, type InputShape } from './input-shape.ts'
import type { BlockIndex, Gather, LoopSource, ProgramStep } from './program.ts'

type LoopStep = ForEachStep | StreamStep | RepeatStep

/** Items asked for at a time by a stream that does not say. */
const defaultPageSize = 200

/** Compiles a loop; `compileLane` compiles its steps. */
export function compileLoop(
  compilation: Compilation,
  { step, place }: { step: LoopStep; place: Place },
  compileLane: (steps: readonly Step[], at: Place) => BlockIndex,
): ProgramStep {
  // Lanes outside the loop cannot be left from inside it: the turns run on their own.
  const around = withVisible({ visible: place.around.visible, enclosing: [step.id] }, step.id)
  const block = compileLane(step.do, { path: `${place.path}.do`, around })
  const { concurrency = 1, onItemError = 'stop' } = step
  return container(compilation, {
    path: place.path,
    id: step.id,
    kind: 'loop',
    source: compileSource(compilation, step, place),
    gather: 'repeat' in step ? { kind: 'nothing' } : compileGather(compilation, step, place),
    concurrency,
    stopOnError: onItemError === 'stop',
    block,
  })
}

function compileSource(compilation: Compilation, step: LoopStep, place: Place): LoopSource {
  if ('repeat' in step)
    return { kind: 'count', over: readValue(compilation, step.repeat, at(place, 'repeat')) }
  if ('forEach' in step)
    return { kind: 'list', over: readValue(compilation, step.forEach, at(place, 'forEach')) }
  const { use, connection = null, pageSize = defaultPageSize } = step.stream
  return {
    kind: 'stream',
    action: use,
    connection,
    input: readValue(compilation, step.stream.with ?? {}, at(place, 'stream', 'with')),
    shape: shapeOf(compilation, step, place),
    pageSize,
  }
}

function shapeOf(compilation: Compilation, { stream }: StreamStep, place: Place): InputShape {
  const fault = (message: string): void =>
    report(compilation, { step: place.path, field: ['stream', 'use'], message, severity: 'error' })
  const found = compilation.catalog.actions.get(stream.use)
  if (found === undefined) {
    fault(`There is no action "${stream.use}".`)
    return { properties: [], open: true }
  }
  const { action, connector } = found
  if (action.readPage === undefined) {
    fault(
      `"${stream.use}" does not list page by page, so it cannot be streamed. Use its result with "forEach".`,
    )
  }
  if (Object.keys(connector.connection.shape).length > 0 && stream.connection === undefined) {
    report(compilation, {
      step: place.path,
      field: ['stream', 'connection'],
      message: `"${stream.use}" needs a connection of ${connector.title}; none is named.`,
      severity: 'error',
      kind: 'missing connection',
    })
  }
  return inputShape(action.input)
}

function compileGather(compilation: Compilation, step: ForEachStep | StreamStep, place: Place): Gather {
  // What a turn leads to is said at its end, where the steps of its lane can be seen.
  const ids = step.do.flatMap(({ id }) => (id === undefined ? [] : [id]))
  const visible = new Set([...place.around.visible, step.id, ...ids])
  const atEnd = { ...place, around: { ...place.around, visible } }
  if (step.collect !== undefined)
    return { kind: 'collect', value: readValue(compilation, step.collect, at(atEnd, 'collect')) }
  if (step.keep !== undefined)
    return { kind: 'keep', test: readCondition(compilation, step.keep, at(atEnd, 'keep')) }
  if (step.first !== undefined)
    return { kind: 'first', test: readCondition(compilation, step.first, at(atEnd, 'first')) }
  if (step.next === undefined) return { kind: 'nothing' }
  const start = readValue(compilation, step.memo, at(place, 'memo'))
  return { kind: 'memo', start, next: readValue(compilation, step.next, at(atEnd, 'next')) }
}
