import { InputError, type ValueType } from '@keyway/sdk'
import {
  formatReference,
  mapSteps,
  walkSteps,
  type CallStep,
  type Condition,
  type ForEachStep,
  type RepeatStep,
  type Step,
  type Trigger,
  type Value,
} from '@keyway/engine'
import type { FlopackFlow } from '../flopack-flow.ts'
import { nameOf } from '../scope.ts'
import { typeOfConstant } from '../stored-type.ts'
import { readConstant } from '../values.ts'
import { readLane } from './lane-inputs.ts'
import type { Simplifying } from './simplify.ts'

/**
 * Loops of Okta Workflows run one helper flow for each turn: the lane of a loop becomes one, and what the loop gathers
 * becomes what the helper returns.
 */
export function hoistLoop(context: Simplifying, step: ForEachStep | RepeatStep): Step {
  refuseEnds(context, step)
  const gathers = 'forEach' in step && gatheringOf(step) !== 'nothing'
  const ignores = step.onItemError === 'ignore' && (gathers || 'repeat' in step)
  const lane = ignores ? guarded(context, step) : turnOf(step)
  const own = 'forEach' in step && (step.next !== undefined || step.first !== undefined) ? ['memo'] : []
  const {
    steps,
    inputs,
    with: passed,
  } = readLane(lane, {
    loop: step.id,
    item: context.item,
    own,
    started: startedWith(context.flow.document.trigger),
  })
  const name = `${context.flow.document.name} / ${step.title ?? step.id}`.slice(0, 300)
  const helper: FlopackFlow = {
    ...context.flow,
    id: `${context.flow.id}/${step.id}`,
    document: {
      keyway: 1,
      name,
      trigger: { helper: true, inputs: [...own.map((key) => ({ key, type: memoType(step) })), ...inputs] },
      ...(context.flow.document.saveData === false ? { saveData: false } : {}),
      steps,
    },
  }
  context.helpers.push(helper)
  context.changes.push(
    `The steps inside "${step.title ?? step.id}" became the helper flow "${name}", one call for each turn.`,
  )
  const memo = own.map((key) => [key, { ref: `${step.id}.${key}` }] as const)
  const call: CallStep = {
    id: context.freeId(`${step.id}Turn`),
    title: name,
    call: helper.id,
    with: { ...Object.fromEntries(memo), ...passed },
  }
  return callingLoop(step, call, ignores)
}

/** Types of the inputs that a flow is started with. */
function startedWith(trigger: Trigger): ReadonlyMap<string, ValueType> {
  const inputs = 'inputs' in trigger && !('endpoint' in trigger) ? (trigger.inputs ?? []) : []
  return new Map(inputs.map(({ key, type = 'any' }) => [`trigger${formatReference(['', key])}`, type]))
}

/** What is known of the memo from what it starts with. */
function memoType(step: ForEachStep | RepeatStep): ValueType {
  if ('repeat' in step || step.first !== undefined) return 'object'
  const start = readConstant(step.memo ?? null)?.value
  const isTelling = typeof start === 'number' || (typeof start === 'object' && start !== null)
  return isTelling ? typeOfConstant(start) : 'any'
}

type Gathering = 'nothing' | 'collect' | 'keep' | 'first' | 'next'

function gatheringOf(step: ForEachStep): Gathering {
  const forms = ['collect', 'keep', 'first', 'next'] as const
  return forms.find((form) => step[form] !== undefined) ?? 'nothing'
}

/** The lane, and what one turn leads to as the result of the helper it becomes. */
function turnOf(step: ForEachStep | RepeatStep): Step[] {
  // Leaving a turn early ends the helper.
  const lane = mapSteps(step.do, (inner) => {
    if (!('from' in inner) || inner.from !== step.id) return inner
    const { from: _, ...rest } = inner
    return rest
  })
  if ('repeat' in step) return lane
  if (step.collect !== undefined) return [...lane, result({ item: step.collect })]
  if (step.keep !== undefined) return [...lane, decide(step.keep, { keep: true }, { keep: false })]
  if (step.next !== undefined) return [...lane, result({ memo: step.next })]
  if (step.first === undefined) return lane
  const memo = { ref: `${step.id}.memo` }
  const isFound: Condition = {
    value: { ref: `${step.id}.memo.found` },
    is: 'equal to',
    to: true,
    type: 'boolean',
  }
  const found = {
    memo: { found: true, item: { ref: `${step.id}.item` }, index: { ref: `${step.id}.index` } },
  }
  return [{ if: isFound, then: [result({ memo })] }, ...lane, decide(step.first, found, { memo })]
}

function result(values: Record<string, Value>): Step {
  return { title: 'Return', return: values }
}

function decide(condition: Condition, yes: Record<string, Value>, no: Record<string, Value>): Step {
  return { title: 'Decide', if: condition, then: [result(yes)], else: [result(no)] }
}

/** The steps of a turn whose errors are ignored: what it leads to is what the try around them gave. */
function guarded(context: Simplifying, step: ForEachStep | RepeatStep): Step[] {
  const id = context.freeId(`${step.id}Guard`)
  const turn = mapSteps(turnOf(step), (one) =>
    ('return' in one || 'continueIf' in one) && one.from === undefined ? { ...one, from: id } : one,
  )
  const keys = new Set(turn.flatMap((one) => [...walkSteps([one])].flatMap((inner) => resultKeys(inner, id))))
  const guard: Step = { id, title: 'Ignore errors', try: turn, catch: [] }
  if (keys.size === 0) return [guard]
  return [guard, result(Object.fromEntries([...keys].map((key) => [key, { ref: `${id}.${key}` }])))]
}

function resultKeys(step: Step, id: string): string[] {
  return 'return' in step && step.from === id ? Object.keys(step.return) : []
}

/** The loop with nothing in its lane but the call, which gathers what the helper returns. */
function callingLoop(step: ForEachStep | RepeatStep, call: CallStep, ignores: boolean): Step {
  const { do: _, ...own } = step
  if (ignores) delete own.onItemError
  if ('repeat' in own) return { ...own, do: [call] }
  const { collect, keep, first, memo, next, ...loop } = own
  const part = (key: string): Value => ({ ref: `${call.id}.${key}` })
  if (collect !== undefined) return { ...loop, do: [call], collect: part('item') }
  if (keep !== undefined) {
    return { ...loop, do: [call], keep: { value: part('keep'), is: 'equal to', to: true, type: 'boolean' } }
  }
  if (next !== undefined) return { ...loop, do: [call], memo: memo ?? null, next: part('memo') }
  if (first === undefined) return { ...loop, do: [call] }
  return { ...loop, do: [call], memo: { found: false, item: null, index: -1 }, next: part('memo') }
}

/** A helper can end its turn, not the flow that calls it. */
function refuseEnds({ flow }: Simplifying, step: ForEachStep | RepeatStep): void {
  const end = [...walkSteps(step.do)].find(
    (inner) =>
      (('return' in inner || 'continueIf' in inner) && inner.from === undefined) ||
      ('respond' in inner && inner.then !== 'continue'),
  )
  if (end === undefined) return
  throw new InputError(
    `Flow "${flow.document.name}", step "${nameOf(end)}": It ends the flow from inside the loop "${nameOf(step)}", ` +
      'but loops of Okta Workflows run a helper flow for each turn, and that can only end the turn. ' +
      'It cannot be exported for Okta Workflows as it is.',
    { code: 'flopack_not_expressible' },
  )
}
