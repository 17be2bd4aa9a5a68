import type { Condition, Flow, Step, SwitchStep, Trigger, WaitStep } from '../flow/document.ts'
import type { Catalog, Json } from '@keyway/sdk'
import type { CompiledCondition } from '../mapping/condition.ts'
import type { CompiledValue } from '../mapping/value.ts'
import {
  checkId,
  container,
  inside,
  leave,
  nothing,
  readCondition,
  readValue,
  report,
  withVisible,
  type Compilation,
  type Place,
} from './compilation.ts'
import { compileCard } from './compile-card.ts'
import { compileLoop } from './compile-loop.ts'
import type { BlockIndex, Problem, Program, ProgramStep, WaitFor } from './program.ts'

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
  const condition = (test: Condition) => readCondition(compilation, test, place)
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
  if ('switch' in step) return compileSwitch(compilation, step, place)
  if ('do' in step) {
    return compileLoop(compilation, { step, place }, (steps, at) => compileBlock(compilation, steps, at))
  }
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
  if ('wait' in step) return { ...named, kind: 'wait', for: compileWait(step, value) }
  if ('note' in step) return null
  const { card, reason } = step.unsupported
  report(compilation, {
    step: place.path,
    message: `The card ${card} is not supported: ${reason}`,
    severity: 'warning',
  })
  return { ...named, kind: 'unsupported', card, reason }
}

/** A switch is an `if` whose conditions compare one value. */
function compileSwitch(compilation: Compilation, step: SwitchStep, place: Place): ProgramStep {
  const around = inside(place.around, step.id)
  const lane = (steps: readonly Step[], key: string): BlockIndex =>
    compileBlock(compilation, steps, { path: `${place.path}.${key}`, around })
  const type = step.type === undefined ? {} : { type: step.type }
  const test = (is: Json): CompiledCondition => {
    const equals = (to: Json) => ({ value: step.switch, is: 'equal to' as const, to: { const: to }, ...type })
    return readCondition(compilation, { any: (Array.isArray(is) ? is : [is]).map(equals) }, place)
  }
  const lanes = [
    ...step.cases.map((branch, at) => ({
      name: `cases[${at}]`,
      test: test(branch.is),
      block: lane(branch.do, `cases[${at}].do`),
    })),
    ...(step.else === undefined ? [] : [{ name: 'else', test: null, block: lane(step.else, 'else') }]),
  ]
  return container(compilation, { path: place.path, id: step.id ?? null, kind: 'if', lanes })
}

function compileWait({ wait }: WaitStep, value: (json: Json | undefined) => CompiledValue): WaitFor {
  if ('seconds' in wait) return { kind: 'seconds', seconds: value(wait.seconds) }
  if ('until' in wait) return { kind: 'until', until: value(wait.until) }
  const asked = 'approval' in wait ? wait.approval : wait.answer
  return {
    kind: 'person',
    fields: 'answer' in wait ? wait.answer.fields : null,
    question: value(asked.question),
    details: value(asked.details),
    approvers: value(asked.approvers),
    withinSeconds: value(asked.withinSeconds),
  }
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
