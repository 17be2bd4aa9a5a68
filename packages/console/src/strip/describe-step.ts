import type { FailStep, NoteStep, Step, WaitStep } from '@keyway/engine'
import type { Json, JsonObject } from '@keyway/sdk'
import { stripTexts } from '../texts/strip.ts'
import { isObject, kindOfSchema, type Kind } from '../values/kind.ts'
import type { CatalogIndex } from './catalog-index.ts'
import { toConditionLines } from './conditions.ts'
import { describeLoop } from './describe-loop.ts'
import { humanise, inputField, outputField } from './fields.ts'
import type { CardModel, Field } from './model.ts'

export interface DescribePlace {
  catalog: CatalogIndex
  loops: readonly string[]
}

type Details = Pick<CardModel, 'tone' | 'use' | 'app' | 'title'> &
  Partial<Pick<CardModel, 'inputs' | 'outputs' | 'conditions' | 'remarks'>>

/** The card of a step: marks, title, inputs and outputs, from the document and the catalog. */
export function describeStep(step: Exclude<Step, NoteStep>, path: string, place: DescribePlace): CardModel {
  const details = detailsOf(step, place.catalog)
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
  }
}

function detailsOf(step: Exclude<Step, NoteStep>, catalog: CatalogIndex): Details {
  const { titles, apps } = stripTexts
  const control = { tone: 'control', app: apps.control } as const
  if ('use' in step) return describeCard(step.use, step, catalog)
  if ('if' in step) {
    const returned = returnedKeys(
      [step.then, step.else ?? [], ...(step.elseIf ?? []).map((lane) => lane.then)],
      step.id,
    )
    return {
      ...control,
      use: 'if',
      title: titles.if,
      conditions: toConditionLines(step.if),
      outputs: returned.map((key) => outputField(key, step.id)),
    }
  }
  if ('try' in step) {
    const returned = returnedKeys([step.try, step.catch], step.id)
    const error = step.id === undefined ? [] : [outputField('error', step.id, 'object')]
    return {
      ...control,
      use: 'try',
      title: titles.try,
      outputs: [...returned.map((key) => outputField(key, step.id)), ...error],
    }
  }
  if ('forEach' in step || 'repeat' in step) return { ...control, ...describeLoop(step) }
  if ('call' in step) {
    return {
      tone: 'call',
      use: 'call',
      app: apps.call,
      title: step.call,
      inputs: inputsOf(step.with ?? {}, {}),
      remarks: step.async === true ? [stripTexts.async] : [],
    }
  }
  if ('return' in step) {
    const title = step.from === undefined ? titles.return : titles.returnFrom(step.from)
    return { ...control, use: 'return', title, inputs: inputsOf(step.return, {}) }
  }
  if ('continueIf' in step) {
    return {
      ...control,
      use: 'continueIf',
      title: titles.continueIf,
      conditions: toConditionLines(step.continueIf),
      inputs: step.message === undefined ? [] : [inputField('message', step.message)],
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
        ...('from' in fail ? [inputField('error', { ref: `${fail.from}.error` })] : errorFields(fail)),
      ],
    }
  }
  if ('respond' in step) {
    const given = Object.entries(step.respond).filter(
      (entry): entry is [string, Json] => entry[1] !== undefined,
    )
    return {
      ...control,
      use: 'respond',
      title: titles.respond,
      inputs: inputsOf(Object.fromEntries(given), {}),
    }
  }
  if ('wait' in step) {
    return { ...control, use: 'wait', title: titles.wait, inputs: inputsOf(waitFields(step.wait), {}) }
  }
  if ('switch' in step) {
    return { ...control, use: 'switch', title: titles.switch, inputs: inputsOf({ value: step.switch }, {}) }
  }
  if ('stream' in step) {
    const { use, with: given = {} } = step.stream
    return { ...control, use: 'stream', title: titles.stream, inputs: inputsOf({ use, ...given }, {}) }
  }
  const { card, with: kept } = step.unsupported
  return {
    tone: 'unsupported',
    use: card,
    app: apps.unsupported,
    title: humanise(card),
    inputs: inputsOf(kept ?? {}, {}),
    remarks: [step.unsupported.reason],
  }
}

function describeCard(
  use: string,
  step: { id: string; with?: Record<string, Json> },
  catalog: CatalogIndex,
): Details {
  const info = catalog.cards.get(use)
  const [group = use, name = use] = use.split('.')
  const isFunction = info === undefined ? false : info.app === stripTexts.apps.function
  return {
    tone: isFunction ? 'function' : 'action',
    use,
    app: info?.app ?? humanise(group),
    title: info?.title ?? humanise(name),
    inputs: inputsOf(step.with ?? {}, info?.inputs ?? {}),
    outputs: Object.entries(info?.outputs ?? {}).map(([key, schema]) => ({
      ...outputField(key, step.id, kindOfSchema(schema)),
      label: titleOf(schema) ?? humanise(key),
    })),
  }
}

function inputsOf(values: Record<string, Json>, schemas: JsonObject): Field[] {
  return Object.entries(values).map(([key, value]) => {
    const kind: Kind = kindOfSchema(schemas[key])
    return inputField(key, value, { kind, label: titleOf(schemas[key]) ?? humanise(key) })
  })
}

function titleOf(schema: Json | undefined): string | undefined {
  return isObject(schema) && typeof schema['title'] === 'string' ? schema['title'] : undefined
}

/** Names that `return … from: id` inside the lanes gives the outputs of an if or try. */
function returnedKeys(lanes: readonly (readonly Step[])[], id: string | undefined): string[] {
  if (id === undefined) return []
  const keys = lanes.flat().flatMap((step): string[] => {
    if ('return' in step) return step.from === id ? Object.keys(step.return) : []
    if ('if' in step) {
      const inner = [step.then, step.else ?? [], ...(step.elseIf ?? []).map((lane) => lane.then)]
      return returnedKeys(inner, id)
    }
    return 'try' in step ? returnedKeys([step.try, step.catch], id) : []
  })
  return [...new Set(keys)]
}

function errorFields({ message, statusCode, details }: Exclude<FailStep['fail'], { from: string }>): Field[] {
  return [
    inputField('message', message),
    ...(statusCode === undefined ? [] : [inputField('statusCode', statusCode, { kind: 'number' })]),
    ...inputsOf(details ?? {}, {}),
  ]
}

function waitFields(wait: WaitStep['wait']): Record<string, Json> {
  if ('approval' in wait || 'answer' in wait) {
    const { question, details, approvers, withinSeconds } = 'approval' in wait ? wait.approval : wait.answer
    const given = { question, details, approvers, withinSeconds }
    return Object.fromEntries(
      Object.entries(given).filter((entry): entry is [string, Json] => entry[1] !== undefined),
    )
  }
  return wait
}
