import type {
  Approval,
  Condition,
  EndpointTrigger,
  Flow,
  Step,
  SwitchStep,
  Trigger,
  WaitStep,
} from '../flow/document.ts'
import { closest } from '../flow/closest.ts'
import { readTriggerEvent, unknownTypes } from '../flow/trigger-event.ts'
import type { Path } from '../flow/values-of-step.ts'
import type { Catalog, Json } from '@keyway/sdk'
import type { CompiledCondition } from '../mapping/condition.ts'
import type { CompiledValue } from '../mapping/value.ts'
import {
  at,
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
    isStartedByOkta: 'event' in flow.trigger && flow.trigger.event.startsWith('okta.'),
    problems: [],
    blocks: [],
    containers: new Map(),
    ids: new Set(),
  }
  checkTrigger(compilation, flow.trigger)
  const lineKey = compileLineKey(compilation, flow.order)
  const main = compileBlock(compilation, flow.steps, {
    path: 'steps',
    around: { visible: new Set(['trigger', 'execution']), enclosing: [] },
  })
  const { blocks, containers, problems } = compilation
  return { program: { flow, lineKey, blocks, main, containers }, problems }
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
        kind: 'never reached',
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
  const value = (json: Json | undefined, ...field: Path): CompiledValue =>
    readValue(compilation, json, at(place, ...field))
  const condition = (test: Condition, ...field: Path) => readCondition(compilation, test, at(place, ...field))
  const from = (id: string | undefined, ...field: Path) =>
    leave(compilation, id, { ...at(place, ...field), field })
  const lane = (steps: readonly Step[], key: string): BlockIndex =>
    compileBlock(compilation, steps, { path: `${place.path}.${key}`, around: inside(place.around, step.id) })

  if ('use' in step) return compileCard(compilation, step, place)
  if ('fail' in step) {
    const test = step.when === undefined ? null : condition(step.when, 'when')
    const { fail } = step
    if ('from' in fail) {
      return {
        ...named,
        kind: 'fail',
        test,
        from: from(fail.from, 'fail', 'from'),
        message: nothing,
        statusCode: nothing,
        details: nothing,
      }
    }
    return {
      ...named,
      kind: 'fail',
      test,
      from: null,
      message: value(fail.message, 'fail', 'message'),
      statusCode: value(fail.statusCode, 'fail', 'statusCode'),
      details: value(fail.details, 'fail', 'details'),
    }
  }
  if ('if' in step) {
    const lanes = [
      { name: 'then', test: condition(step.if, 'if'), block: lane(step.then, 'then') },
      ...(step.elseIf ?? []).map((branch, number) => ({
        name: `elseIf[${number}]`,
        test: condition(branch.if, 'elseIf', number, 'if'),
        block: lane(branch.then, `elseIf[${number}].then`),
      })),
      ...(step.else === undefined ? [] : [{ name: 'else', test: null, block: lane(step.else, 'else') }]),
    ]
    return container(compilation, { ...named, kind: 'if', lanes, value: null })
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
      input: value(step.with ?? {}, 'with'),
      async: step.async ?? false,
    }
  }
  if ('return' in step) {
    const values = value(step.return, 'return')
    return { ...named, kind: 'return', values, from: from(step.from, 'from') }
  }
  if ('continueIf' in step) {
    return {
      ...named,
      kind: 'continue_if',
      test: condition(step.continueIf, 'continueIf'),
      message: value(step.message, 'message'),
      from: from(step.from, 'from'),
    }
  }
  if ('respond' in step) {
    const { status, headers, body } = step.respond
    const ends = step.then !== 'continue'
    return {
      ...named,
      kind: 'respond',
      status: value(status, 'respond', 'status'),
      headers: value(headers, 'respond', 'headers'),
      body: value(body, 'respond', 'body'),
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
  const value = readValue(compilation, step.switch, at(place, 'switch'))
  // What is wrong with the value was reported now, and not again for each case.
  const quiet = { ...compilation, problems: [] }
  const test = (is: Json): CompiledCondition => {
    const equals = (to: Json) => ({ value: step.switch, is: 'equal to' as const, to: { const: to }, ...type })
    return readCondition(quiet, { any: (Array.isArray(is) ? is : [is]).map(equals) }, place)
  }
  const lanes = [
    ...step.cases.map((branch, number) => ({
      name: `cases[${number}]`,
      test: test(branch.is),
      block: lane(branch.do, `cases[${number}].do`),
    })),
    ...(step.else === undefined ? [] : [{ name: 'else', test: null, block: lane(step.else, 'else') }]),
  ]
  return container(compilation, { path: place.path, id: step.id ?? null, kind: 'if', lanes, value })
}

function compileWait(
  { wait }: WaitStep,
  value: (json: Json | undefined, ...field: Path) => CompiledValue,
): WaitFor {
  if ('seconds' in wait) return { kind: 'seconds', seconds: value(wait.seconds, 'wait', 'seconds') }
  if ('until' in wait) return { kind: 'until', until: value(wait.until, 'wait', 'until') }
  const [kind, asked] =
    'approval' in wait ? (['approval', wait.approval] as const) : (['answer', wait.answer] as const)
  const part = (key: keyof Approval): CompiledValue => value(asked[key], 'wait', kind, key)
  return {
    kind: 'person',
    fields: 'answer' in wait ? wait.answer.fields : null,
    question: part('question'),
    details: part('details'),
    approvers: part('approvers'),
    withinSeconds: part('withinSeconds'),
  }
}

/** The value that executions share a line by, where the flow names one. */
function compileLineKey(compilation: Compilation, order: Flow['order']): CompiledValue | null {
  if (typeof order !== 'object' || typeof order.by === 'string') return null
  const around = { visible: new Set(['trigger']), enclosing: [] }
  return readValue(compilation, { ...order.by }, { path: 'order', field: ['by'], around })
}

function checkTrigger(compilation: Compilation, trigger: Trigger): void {
  if ('endpoint' in trigger) return checkEndpoint(compilation, trigger.endpoint)
  if ('event' in trigger) checkEvent(compilation, trigger.event)
  if (!('when' in trigger)) return
  if (trigger.when !== undefined) {
    readCondition(compilation, trigger.when, {
      path: 'trigger',
      field: ['when'],
      around: { visible: new Set(['trigger']), enclosing: [] },
    })
  }
}

function checkEndpoint(
  compilation: Compilation,
  { security, oauth, cors = [] }: EndpointTrigger['endpoint'],
): void {
  const refuse = (key: string, message: string): void =>
    report(compilation, { step: null, field: ['trigger', 'endpoint', key], message, severity: 'error' })
  if (security === 'oauth' && oauth === undefined) {
    refuse('security', 'An endpoint with "security: oauth" says in "oauth" which issuer and scopes it takes.')
  }
  if (security !== 'oauth' && oauth !== undefined) {
    refuse('oauth', `"oauth" is for endpoints with "security: oauth"; this one has "${security}".`)
  }
  if (oauth !== undefined && !/^https?:\/\/[^\s?#]+$/.test(oauth.issuer)) {
    refuse(
      'oauth',
      `The issuer "${oauth.issuer}" is no address such as https://acme.okta.com/oauth2/default.`,
    )
  }
  for (const origin of cors) {
    if (origin === '*' || /^https?:\/\/[^\s/?#]+$/.test(origin)) continue
    refuse('cors', `"${origin}" is no origin. Expected one such as https://forms.example.com, or *.`)
  }
}

function checkEvent(compilation: Compilation, named: string): void {
  const event = readTriggerEvent(compilation.catalog, named)
  const connector = compilation.catalog.connectors.get(event.source)
  const place = { step: null, field: ['trigger', 'event'] }
  if (connector === undefined) {
    const message = `The trigger event "${named}" names no known connector.`
    return report(compilation, { ...place, message, severity: 'error' })
  }
  for (const type of unknownTypes(connector, event)) {
    const names = connector.eventTypes.map(({ id }) => `${connector.id}.${id}`)
    const meant = closest(named, [...names, ...connector.events.map(({ id }) => id)])
    const hint = meant === undefined ? 'Search the types of this connector.' : `Did you mean "${meant}"?`
    const message = `${connector.title} has no known event "${type}". ${hint} If it is a new one, it starts this flow.`
    report(compilation, { ...place, message, severity: 'warning' })
  }
}
