import { isJsonObject, type Json } from '@keyway/sdk'
import {
  isTemplate,
  parseReference,
  parseTemplate,
  type Comparison,
  type Condition,
  type ParsedReference,
  type Step,
  type Value,
} from '@keyway/engine'

/** Gives a reference as documents write it: the same one, or what stands in for it. `loops` are those around it. */
export type Rename = (reference: ParsedReference, text: string, loops: readonly string[]) => string

/** Steps with every reference in them renamed, lanes included. */
export function mapReferences(steps: readonly Step[], rename: Rename, loops: readonly string[] = []): Step[] {
  return steps.map((step) => mapStep(step, rename, loops))
}

function mapStep(step: Step, rename: Rename, loops: readonly string[]): Step {
  const here = (reference: ParsedReference, text: string): string => rename(reference, text, loops)
  const lane = (steps: readonly Step[]): Step[] => mapReferences(steps, rename, loops)
  const condition = (one: Condition): Condition => mapCondition(one, here)
  const value = (one: Value): Value => mapValue(one, here)
  const record = (one: Record<string, Value>): Record<string, Value> => mapRecord(one, here)

  if ('use' in step) return { ...step, ...(step.with === undefined ? {} : { with: record(step.with) }) }
  if ('if' in step) {
    return {
      ...step,
      if: condition(step.if),
      then: lane(step.then),
      ...(step.elseIf === undefined
        ? {}
        : { elseIf: step.elseIf.map((branch) => ({ if: condition(branch.if), then: lane(branch.then) })) }),
      ...(step.else === undefined ? {} : { else: lane(step.else) }),
    }
  }
  if ('switch' in step) {
    const cases = step.cases.map((branch) => ({ ...branch, do: lane(branch.do) }))
    return {
      ...step,
      switch: value(step.switch),
      cases,
      ...(step.else === undefined ? {} : { else: lane(step.else) }),
    }
  }
  if ('try' in step) return { ...step, try: lane(step.try), catch: lane(step.catch) }
  if ('do' in step) return mapLoop(step, rename, loops)
  if ('call' in step) return { ...step, ...(step.with === undefined ? {} : { with: record(step.with) }) }
  if ('return' in step) return { ...step, return: record(step.return) }
  if ('continueIf' in step) {
    return {
      ...step,
      continueIf: condition(step.continueIf),
      ...(step.message === undefined ? {} : { message: value(step.message) }),
    }
  }
  if ('fail' in step) {
    const when = step.when === undefined ? {} : { when: condition(step.when) }
    if ('from' in step.fail) return { ...step, ...when }
    const { message, statusCode, details } = step.fail
    const fail = {
      message: value(message),
      ...(statusCode === undefined ? {} : { statusCode: value(statusCode) }),
      ...(details === undefined ? {} : { details: record(details) }),
    }
    return { ...step, fail, ...when }
  }
  if ('respond' in step) return { ...step, respond: record({ ...step.respond }) }
  if ('wait' in step) return mapWait(step, value)
  if ('note' in step) return step
  return {
    ...step,
    unsupported: {
      ...step.unsupported,
      ...(step.unsupported.with === undefined ? {} : { with: record(step.unsupported.with) }),
    },
  }
}

type LoopStep = Extract<Step, { do: Step[] }>

/** What a loop runs over, and what its memo starts with, is outside; all else is inside. */
function mapLoop(step: LoopStep, rename: Rename, around: readonly string[]): Step {
  const loops = [...around, step.id]
  const before = (reference: ParsedReference, text: string): string => rename(reference, text, around)
  const inside = (reference: ParsedReference, text: string): string => rename(reference, text, loops)
  const lane = mapReferences(step.do, rename, loops)
  if ('repeat' in step) return { ...step, repeat: mapValue(step.repeat, before), do: lane }
  const gathering = {
    ...(step.collect === undefined ? {} : { collect: mapValue(step.collect, inside) }),
    ...(step.keep === undefined ? {} : { keep: mapCondition(step.keep, inside) }),
    ...(step.first === undefined ? {} : { first: mapCondition(step.first, inside) }),
    ...(step.memo === undefined ? {} : { memo: mapValue(step.memo, before) }),
    ...(step.next === undefined ? {} : { next: mapValue(step.next, inside) }),
    do: lane,
  }
  if ('forEach' in step) return { ...step, ...gathering, forEach: mapValue(step.forEach, before) }
  const stream = {
    ...step.stream,
    ...(step.stream.with === undefined ? {} : { with: mapRecord(step.stream.with, before) }),
  }
  return { ...step, ...gathering, stream }
}

function mapWait(step: Extract<Step, { wait: unknown }>, value: (one: Value) => Value): Step {
  const { wait } = step
  if ('seconds' in wait) return { ...step, wait: { seconds: value(wait.seconds) } }
  if ('until' in wait) return { ...step, wait: { until: value(wait.until) } }
  return step
}

type Replace = (reference: ParsedReference, text: string) => string

function mapCondition(condition: Condition, rename: Replace): Condition {
  const parts = (list: Condition[]): Condition[] => list.map((part) => mapCondition(part, rename))
  if ('all' in condition) return { all: parts(condition.all) }
  if ('any' in condition) return { any: parts(condition.any) }
  if ('none' in condition) return { none: parts(condition.none) }
  if ('okta' in condition) return condition
  const mapped: Comparison = { ...condition }
  if (condition.value !== undefined) mapped.value = mapValue(condition.value, rename)
  if (condition.to !== undefined) mapped.to = mapValue(condition.to, rename)
  return mapped
}

function mapRecord(values: Record<string, Value>, rename: Replace): Record<string, Value> {
  return Object.fromEntries(Object.entries(values).map(([key, value]) => [key, mapValue(value, rename)]))
}

/** The forms of a value are those of the engine's `compileValue`. */
function mapValue(value: Value, rename: Replace): Value {
  if (typeof value === 'string') return isTemplate(value) ? mapTemplate(value, rename) : value
  if (Array.isArray(value)) return value.map((item) => mapValue(item, rename))
  if (!isJsonObject(value)) return value
  if (Object.hasOwn(value, 'const') && Object.keys(value).length === 1) return value
  const { ref } = value
  if (typeof ref === 'string') return { ...value, ref: rename(parseReference(ref), ref) }
  return mapRecord(value, rename) as Json
}

function mapTemplate(text: string, rename: Replace): string {
  let at = 0
  return parseTemplate(text)
    .map((part) => {
      const start = at
      at = typeof part === 'string' ? start + part.length : text.indexOf('}}', start) + 2
      if (typeof part === 'string') return part
      const own = text.slice(start + 2, at - 2).trim()
      // Braces occur only inside quoted keys, and those take JSON escapes.
      return `{{ ${rename(part, own).replaceAll('}', '\\u007d')} }}`
    })
    .join('')
}
