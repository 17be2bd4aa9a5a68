import { isJsonObject, toFormSchema, type Catalog, type Json, type z } from '@keyway/sdk'
import type {
  CallStep,
  Flow,
  ForEachStep,
  RepeatStep,
  Step,
  StreamStep,
  Trigger,
  WaitStep,
} from './document.ts'
import { closedObject, schemaOfType, schemaOfValue, type Shapes } from './schema-of-value.ts'
import { readTriggerEvent } from './trigger-event.ts'
import { lanesOf, walkSteps } from './walk.ts'

/** The flows that a call may mean, by name or id; undefined where nobody can tell. */
export type FindHelpers = (reference: string) => readonly Flow[] | undefined

/** What a flow is checked against. */
export interface Surroundings {
  catalog: Catalog
  findHelpers: FindHelpers
}

/** Something that references can start from at a place, beside `trigger` and `execution`. */
export interface VisibleStep {
  id: string
  step: Step
  /** Path of the step. */
  path: string
  /** `output`: it ran before. `turn`: it is a loop around the place. `error`: it is the `try` whose catch lane it is in. */
  as: 'output' | 'turn' | 'error'
}

/** A step where it stands, with what its references can read there. */
export interface StepPlace {
  step: Step
  /** `steps[2].do[0]` */
  path: string
  /** In document order, nearest last. */
  visible: readonly VisibleStep[]
  /** Changes while a flow is visited: copy what is to be kept. */
  shapes: Shapes
  /** Whether its error, or that of a step around it, is caught. */
  inTry: boolean
}

/** Schemas of outputs are derived once for each declaration. */
const derived = new WeakMap<z.ZodType, Json>()

/**
 * Every step of a flow in document order, with the shapes of what was there before it. `visit` is called before the
 * steps of the lanes; `leave` behind them, where a loop's lane is still seen (for what its turns lead to).
 */
export function visitPlaces(
  flow: Flow,
  { catalog, findHelpers }: Surroundings,
  visitor: { visit: (place: StepPlace) => void; leave?: (place: StepPlace) => void },
): void {
  const shapes = new Map<string, Json>()
  const declared = shapeOfTrigger(flow.trigger, catalog)
  if (declared !== undefined) shapes.set('trigger', declared)

  function visitLane(
    steps: readonly Step[],
    at: Pick<StepPlace, 'path' | 'inTry' | 'visible'>,
  ): VisibleStep[] {
    const visible = [...at.visible]
    for (const [position, step] of steps.entries()) {
      const path = `${at.path}[${position}]`
      const place = { step, path, shapes, visible: [...visible], inTry: at.inTry }
      visitor.visit(place)
      if ('do' in step) shapes.set(step.id, shapeOfTurn(step, itemsOf(step)))
      let atEnd = place.visible
      for (const { key, steps: lane } of lanesOf(step)) {
        const inside = [...visible, ...seenInLane(step, path, key)]
        const inTry = at.inTry || key === 'try'
        atEnd = visitLane(lane, { path: `${path}.${key}`, inTry, visible: inside })
      }
      visitor.leave?.('do' in step ? { ...place, visible: atEnd } : place)
      const shape = shapeOfStep(step)
      if (step.id === undefined) continue
      visible.push({ id: step.id, step, path, as: 'output' })
      if (shape === undefined) shapes.delete(step.id)
      else shapes.set(step.id, shape)
    }
    return visible
  }

  function shapeOfStep(step: Step): Json | undefined {
    if ('use' in step) {
      const output = catalog.cards.get(step.use)?.output ?? catalog.actions.get(step.use)?.action.output
      return output === undefined ? undefined : outputSchema(output)
    }
    if ('do' in step) return shapeOfLoop(step, itemsOf(step))
    if ('wait' in step) return shapeOfWait(step)
    if ('try' in step) return { type: 'object', properties: { error: {} }, additionalProperties: {} }
    if ('if' in step || 'switch' in step) return closedObject(leavingValues(step))
    return 'call' in step ? shapeOfCall(step) : undefined
  }

  /** What the items of a loop are. */
  function itemsOf(step: LoopStep): Json {
    const list = 'forEach' in step ? schemaOfValue(step.forEach, shapes) : undefined
    return isJsonObject(list) && list.type === 'array' ? (list.items ?? {}) : {}
  }

  function shapeOfCall(step: CallStep): Json | undefined {
    if (step.async === true) return closedObject([['executionId', { type: 'string' }]])
    const helpers = findHelpers(step.call) ?? []
    if (helpers.length === 0) return undefined
    const properties = helpers.flatMap((helper) => [...resultKeys(helper)])
    return closedObject(properties.map((key) => [key, {}] as const))
  }

  visitLane(flow.steps, { path: 'steps', inTry: false, visible: [] })
}

/** What a step itself gives to one of its lanes. */
function seenInLane(step: Step, path: string, lane: string): VisibleStep[] {
  if (step.id === undefined) return []
  if ('do' in step) return [{ id: step.id, step, path, as: 'turn' }]
  return 'try' in step && lane === 'catch' ? [{ id: step.id, step, path, as: 'error' }] : []
}

function outputSchema(output: z.ZodType): Json {
  const known = derived.get(output)
  if (known !== undefined) return known
  const schema: Json = JSON.parse(JSON.stringify(toFormSchema(output, 'output')))
  derived.set(output, schema)
  return schema
}

/** What is certain about the trigger: what its event brings, or its declared inputs, where there are any. */
export function shapeOfTrigger(trigger: Trigger, catalog: Catalog): Json | undefined {
  if ('event' in trigger) {
    const output = readTriggerEvent(catalog, trigger.event).declaration?.output
    return output === undefined ? undefined : outputSchema(output)
  }
  if (!('inputs' in trigger) || trigger.inputs === undefined || trigger.inputs.length === 0) return undefined
  const declared = trigger.inputs.map(({ key, type = 'any' }) => [key, schemaOfType(type)] as const)
  // Who filled in the page is known without being asked for.
  const inputs = closedObject(
    'delegated' in trigger ? [...declared, ['submittedBy', schemaOfType('text')]] : declared,
  )
  return 'endpoint' in trigger ? { type: 'object', properties: { inputs } } : inputs
}

type LoopStep = ForEachStep | StreamStep | RepeatStep

function shapeOfTurn(step: LoopStep, items: Json): Json {
  const index = { type: 'number' }
  if ('repeat' in step) return closedObject([['index', index]])
  const memo = step.next === undefined ? [] : [['memo', {}] as const]
  return closedObject([['item', items], ['index', index], ...memo])
}

function shapeOfLoop(step: LoopStep, items: Json): Json {
  const count = ['count', { type: 'number' }] as const
  if ('repeat' in step) return closedObject([count])
  if (step.collect !== undefined) return closedObject([count, ['list', { type: 'array', items: {} }]])
  if (step.keep !== undefined) return closedObject([count, ['list', { type: 'array', items }]])
  if (step.first !== undefined) return closedObject([count, ['item', items], ['index', { type: 'number' }]])
  return closedObject([count, ...(step.next === undefined ? [] : [['memo', {}] as const])])
}

function shapeOfWait({ wait }: WaitStep): Json | undefined {
  const text = { type: 'string' }
  if ('approval' in wait) {
    return closedObject([
      ['approved', { type: 'boolean' }],
      ...['status', 'by', 'comment'].map((key) => [key, text] as const),
    ])
  }
  if (!('answer' in wait)) return undefined
  const answers = closedObject(
    wait.answer.fields.map(({ key, type = 'text' }) => [key, schemaOfType(type)] as const),
  )
  return closedObject([
    ['status', text],
    ['by', text],
    ['answers', answers],
  ])
}

/** What `return … from` inside a step sets as its outputs. */
function leavingValues(step: Step): (readonly [string, Json])[] {
  return [...walkSteps([step])].flatMap((inner) =>
    'return' in inner && inner.from !== undefined && inner.from === step.id
      ? Object.keys(inner.return).map((key) => [key, {}] as const)
      : [],
  )
}

/** Names of what a helper can give its caller: what its returns hold, and the message of a Continue If that ended it. */
function resultKeys(helper: Flow): ReadonlySet<string> {
  const keys = new Set<string>()
  for (const step of walkSteps(helper.steps)) {
    if ('return' in step && step.from === undefined) for (const key of Object.keys(step.return)) keys.add(key)
    if ('continueIf' in step && step.from === undefined) keys.add('message')
  }
  return keys
}
