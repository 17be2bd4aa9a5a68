import { FlowError, isJsonObject } from '@keyway/sdk'
import { parseReference } from '../mapping/reference.ts'
import { isTemplate } from '../mapping/template.ts'
import type { Condition, Step, Value } from './document.ts'
import { replaceInStep } from './replace-at.ts'
import { valuesOfStep } from './values-of-step.ts'

/** Ids of steps, and what each is called instead. */
export type Renames = ReadonlyMap<string, string>

/** A step whose own references, and whose `from`, follow steps that got another id. Steps in its lanes are not touched. */
export function renameInStep(step: Step, renames: Renames): Step {
  const changed = valuesOfStep(step).reduce<Step>((now, found) => {
    const to =
      'condition' in found ? renameInCondition(found.condition, renames) : renameInValue(found.value, renames)
    const from = 'condition' in found ? found.condition : found.value
    return to === from ? now : replaceInStep(now, found.path, to)
  }, step)
  return renameFrom(changed, renames)
}

/** A value with renamed references; the same value where it has none of them. Constants stay. */
export function renameInValue(value: Value, renames: Renames): Value {
  if (typeof value === 'string') return isTemplate(value) ? renameInTemplate(value, renames) : value
  if (Array.isArray(value)) {
    const items = value.map((item) => renameInValue(item, renames))
    return items.every((item, at) => item === value[at]) ? value : items
  }
  if (!isJsonObject(value) || (Object.hasOwn(value, 'const') && Object.keys(value).length === 1)) return value
  if (typeof value['ref'] === 'string') {
    const ref = renameRoot(value['ref'], renames)
    return ref === value['ref'] ? value : { ...value, ref }
  }
  const entries = Object.entries(value).map(([key, inner]) => [key, renameInValue(inner, renames)] as const)
  return entries.every(([key, inner]) => inner === value[key]) ? value : Object.fromEntries(entries)
}

/** A condition with renamed references; the same one where it has none of them. Fields are of the event: they stay. */
function renameInCondition(condition: Condition, renames: Renames): Condition {
  const inside = (members: Condition[]): Condition[] =>
    members.map((member) => renameInCondition(member, renames))
  if ('all' in condition) return { all: inside(condition.all) }
  if ('any' in condition) return { any: inside(condition.any) }
  if ('none' in condition) return { none: inside(condition.none) }
  if ('okta' in condition) return condition
  const { value, to } = condition
  return {
    ...condition,
    ...(value === undefined ? {} : { value: renameInValue(value, renames) }),
    ...(to === undefined ? {} : { to: renameInValue(to, renames) }),
  }
}

/** The text of a template with other roots in its placeholders; everything else stays as it is written. */
function renameInTemplate(text: string, renames: Renames): string {
  let renamed = ''
  let at = 0
  for (let open = text.indexOf('{{'); open !== -1; open = text.indexOf('{{', at)) {
    const close = text.indexOf('}}', open)
    if (close === -1) break
    renamed += text.slice(at, open + 2) + renameRoot(text.slice(open + 2, close), renames) + '}}'
    at = close + 2
  }
  return renamed + text.slice(at)
}

/** A reference as it is written, with another root. */
export function renameRoot(reference: string, renames: Renames): string {
  try {
    const { root } = parseReference(reference)
    const name = renames.get(root)
    return name === undefined ? reference : reference.replace(root, () => name)
  } catch (error) {
    // What cannot be read names nothing; compileFlow reports it.
    if (error instanceof FlowError) return reference
    throw error
  }
}

function renameFrom(step: Step, renames: Renames): Step {
  if ('fail' in step) {
    if (!('from' in step.fail)) return step
    const name = renames.get(step.fail.from)
    return name === undefined ? step : { ...step, fail: { from: name } }
  }
  if (!('from' in step) || step.from === undefined) return step
  const name = renames.get(step.from)
  return name === undefined ? step : { ...step, from: name }
}
