import { isJsonObject } from '@keyway/sdk'
import {
  parseReference,
  type CallStep,
  type ForEachStep,
  type RepeatStep,
  type Step,
  type Value,
} from '@keyway/engine'

/** Whether a loop already is what exports have a form for: it calls one helper, and gathers what that returns. */
export function staysInPlace(step: ForEachStep | RepeatStep): boolean {
  const [call, ...others] = step.do.filter((inner) => !isExtra(inner))
  if (call === undefined || others.length > 0 || !('call' in call) || call.async === true) return false
  if ('repeat' in step) return step.onItemError !== 'ignore' && readsNothing(call, step.id)
  return (
    Object.values(call.with ?? {}).every((value) => isPassable(value, step.id)) && gathersResult(step, call)
  )
}

/** Steps that the reader puts before a call, to say what a value cannot. */
function isExtra(step: Step): boolean {
  return 'use' in step && step.title === undefined && /^(mergeRecord|isThere)\d*$/.test(step.id)
}

function gathersResult(step: ForEachStep, call: CallStep): boolean {
  const { collect, keep, first, next } = step
  const gathers = collect !== undefined || keep !== undefined || next !== undefined
  if (first !== undefined || (gathers && step.onItemError === 'ignore')) return false
  if (collect !== undefined) return collect === null || isResult(collect, call)
  if (next !== undefined) return next === null || isResult(next, call)
  if (keep === undefined) return true
  return (
    'is' in keep && keep.is === 'equal to' && (keep.value === false || isResult(keep.value ?? null, call))
  )
}

function isResult(value: Value, call: CallStep): boolean {
  const path = pathOf(value)
  return path !== undefined && path.root === call.id && path.length <= 1
}

function readsNothing(call: CallStep, loop: string): boolean {
  return Object.values(call.with ?? {}).every((value) => !JSON.stringify(value).includes(loop))
}

/** The item, one of its fields, or what does not change from turn to turn. Records spell their fields out. */
function isPassable(value: Value, loop: string): boolean {
  const path = pathOf(value)
  if (path === undefined) return isJsonObject(value) || !JSON.stringify(value).includes(loop)
  return path.root !== loop || (path.first !== 'index' && !path.converts)
}

function pathOf(value: Value) {
  if (!isJsonObject(value) || typeof value.ref !== 'string') return undefined
  const { root, segments } = parseReference(value.ref)
  const [first] = segments
  const isKey = first?.kind === 'key'
  return {
    root,
    length: segments.length,
    first: isKey ? first.key : undefined,
    converts: value.as !== undefined,
  }
}
