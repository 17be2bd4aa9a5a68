import type { CardStep, FailStep, NoteStep, Step, SwitchStep, TriggerInput } from '@keyway/engine'
import type { JsonObject } from '@keyway/sdk'
import { stripTexts } from '../texts/strip.ts'
import { kindOfSchema } from '../values/kind.ts'
import type { CatalogIndex } from './catalog-index.ts'
import { toConditionLines } from './conditions.ts'
import { describeInputs, titleOfSchema } from './describe-inputs.ts'
import { describeLoop } from './describe-loop.ts'
import { describeWait } from './describe-wait.ts'
import { humanise, inputField, outputField } from './fields.ts'
import type { HelperShapes } from './helper-shapes.ts'
import type { CardModel, Field } from './model.ts'

export interface DescribePlace {
  catalog: CatalogIndex
  loops: readonly string[]
  helpers: HelperShapes
  /** Also the inputs and outputs that nobody uses yet: for a flow that is being built. */
  isWhole: boolean
}

/** What the inputs of control steps are, as a catalog would say it. */
const answerParts: JsonObject = { status: { type: 'number' }, headers: { type: 'object' }, body: {} }
const errorParts: JsonObject = { message: { type: 'string' }, statusCode: { type: 'number' } }

/** The inputs of a helper flow as a catalog would say it. */
function schemasOf(inputs: readonly TriggerInput[]): JsonObject {
  const types = { text: 'string', number: 'number', boolean: 'boolean', date: 'string', object: 'object' }
  return Object.fromEntries(
    inputs.map(({ key, type = 'any', title }): [string, JsonObject] => {
      const named = title === undefined ? {} : { title }
      if (type.endsWith('[]')) return [key, { ...named, type: 'array' }]
      const found = Object.entries(types).find(([name]) => name === type)
      const format = type === 'date' ? { format: 'date-time' } : {}
      return [key, { ...named, ...(found === undefined ? {} : { type: found[1] }), ...format }]
    }),
  )
}

/** Whether a step that decides has no condition yet. */
function isUnsaid(step: Step): boolean {
  const condition = 'if' in step ? step.if : 'continueIf' in step ? step.continueIf : undefined
  return condition !== undefined && 'all' in condition && condition.all.length === 0
}

type Details = Pick<CardModel, 'tone' | 'use' | 'app' | 'title'> &
  Partial<Pick<CardModel, 'inputs' | 'outputs' | 'conditions' | 'remarks'>>

/** The card of a step: marks, title, inputs and outputs, from the document and the catalog. */
export function describeStep(
  step: Exclude<Step, NoteStep>,
  path: string,
  place: DescribePlace,
): Omit<CardModel, 'key'> {
  const details = detailsOf(step, place)
  return {
    path,
    id: step.id ?? null,
    inputs: [],
    outputs: [],
    conditions: [],
    remarks: [],
    loops: place.loops,
    ...details,
    title: step.title ?? details.title,
    ...(place.isWhole && isUnsaid(step) ? { remarks: [stripTexts.noCondition] } : {}),
  }
}

function detailsOf(step: Exclude<Step, NoteStep>, place: DescribePlace): Details {
  const { titles, apps } = stripTexts
  const control = { tone: 'control', app: apps.control } as const
  if ('use' in step) return describeCard(step, place)
  if ('if' in step) {
    const returned = returnedKeys(lanesOf(step), step.id)
    return {
      ...control,
      use: 'if',
      title: titles.if,
      conditions: toConditionLines(step.if),
      outputs: returned.map((key) => outputField(key, step.id)),
    }
  }
  if ('try' in step) {
    const returned = returnedKeys(lanesOf(step), step.id)
    const error = step.id === undefined ? [] : [outputField('error', step.id, 'object')]
    return {
      ...control,
      use: 'try',
      title: titles.try,
      outputs: [...returned.map((key) => outputField(key, step.id)), ...error],
    }
  }
  if ('forEach' in step || 'repeat' in step || 'stream' in step)
    return { ...control, ...describeLoop(step, place) }
  if ('switch' in step) return { ...control, ...describeSwitch(step) }
  if ('call' in step) {
    const helper = place.helpers.get(step.call)
    const outputs = step.async === true ? [] : (helper?.outputs ?? [])
    return {
      tone: 'call',
      use: 'call',
      app: apps.call,
      title: step.call === '' ? titles.call : step.call,
      inputs: describeInputs(step.with ?? {}, ['with'], {
        schemas: schemasOf(helper?.inputs ?? []),
        isWhole: place.isWhole,
      }),
      outputs: outputs.map((key) => outputField(key, step.id)),
      remarks: step.async === true ? [stripTexts.async] : [],
    }
  }
  if ('return' in step) {
    const title = step.from === undefined ? titles.return : titles.returnFrom(step.from)
    return { ...control, use: 'return', title, inputs: describeInputs(step.return, ['return']) }
  }
  if ('continueIf' in step) {
    return {
      ...control,
      use: 'continueIf',
      title: titles.continueIf,
      conditions: toConditionLines(step.continueIf),
      inputs: describeInputs({ message: step.message }, []),
    }
  }
  if ('fail' in step) {
    const { fail } = step
    return {
      ...control,
      use: 'fail',
      title: step.when === undefined ? titles.fail : titles.failWhen,
      conditions: step.when === undefined ? [] : toConditionLines(step.when),
      inputs: [
        ...('from' in fail
          ? [inputField('error', { ref: `${fail.from}.error` })]
          : errorFields(fail, place.isWhole)),
      ],
    }
  }
  if ('respond' in step) {
    return {
      ...control,
      use: 'respond',
      title: titles.respond,
      inputs: describeInputs(step.respond, ['respond'], { schemas: answerParts, isWhole: place.isWhole }),
    }
  }
  if ('wait' in step) return { ...control, ...describeWait(step, place.isWhole) }
  const { card, with: kept } = step.unsupported
  return {
    tone: 'unsupported',
    use: card,
    app: apps.unsupported,
    title: humanise(card),
    inputs: describeInputs(kept ?? {}, ['unsupported', 'with']),
    remarks: [step.unsupported.reason],
  }
}

function describeCard(step: CardStep, { catalog, isWhole }: DescribePlace): Details {
  const { use } = step
  const info = catalog.cards.get(use)
  const [group = use, name = use] = use.split('.')
  const isFunction = info === undefined ? false : info.app === stripTexts.apps.function
  return {
    tone: isFunction ? 'function' : 'action',
    use,
    app: info?.app ?? humanise(group),
    title: info?.title ?? humanise(name),
    remarks: step.retry === undefined ? [] : [stripTexts.tries(step.retry.times)],
    inputs: describeInputs(step.with ?? {}, ['with'], {
      schemas: info?.inputs ?? {},
      required: info?.required ?? [],
      isWhole,
    }),
    outputs: Object.entries(info?.outputs ?? {}).map(([key, schema]) => ({
      ...outputField(key, step.id, kindOfSchema(schema)),
      label: titleOfSchema(schema) ?? humanise(key),
    })),
  }
}

/** What `return … from: id` inside its cases gives a switch, beside the value that decides. */
function describeSwitch(
  step: SwitchStep,
): Pick<CardModel, 'use' | 'title' | 'inputs' | 'outputs' | 'remarks'> {
  return {
    use: 'switch',
    title: stripTexts.titles.switch,
    inputs: [inputField('value', step.switch, { place: ['switch'], isRequired: true })],
    outputs: returnedKeys(lanesOf(step), step.id).map((key) => outputField(key, step.id)),
    remarks: step.type === undefined ? [] : [stripTexts.comparedAs(step.type)],
  }
}

/** Names that `return … from: id` inside the lanes gives the outputs of an if, a switch or a try. */
function returnedKeys(lanes: readonly (readonly Step[])[], id: string | undefined): string[] {
  if (id === undefined) return []
  const keys = lanes.flat().flatMap((step): string[] => {
    if ('return' in step) return step.from === id ? Object.keys(step.return) : []
    return returnedKeys(lanesOf(step), id)
  })
  return [...new Set(keys)]
}

/** The lanes of a step of which one runs; a loop's body is none. */
function lanesOf(step: Step): readonly (readonly Step[])[] {
  if ('if' in step) return [step.then, step.else ?? [], ...(step.elseIf ?? []).map((lane) => lane.then)]
  if ('switch' in step) return [...step.cases.map((lane) => lane.do), step.else ?? []]
  return 'try' in step ? [step.try, step.catch] : []
}

function errorFields(fail: Exclude<FailStep['fail'], { from: string }>, isWhole: boolean): Field[] {
  const { message, statusCode, details } = fail
  return [
    ...describeInputs({ message, statusCode }, ['fail'], {
      schemas: errorParts,
      required: ['message'],
      isWhole,
    }),
    ...describeInputs(details ?? {}, ['fail', 'details']),
  ]
}
