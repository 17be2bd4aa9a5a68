import type { Step } from './document.ts'
import type { Path } from './values-of-step.ts'

/**
 * A copy of a value with another one at a path; undefined takes away what is there. Lists and objects on the way are
 * made where they are missing.
 */
export function replaceAt(whole: unknown, path: Path, part: unknown): unknown {
  const [key, ...rest] = path
  if (key === undefined) return part
  if (typeof key === 'number') {
    const items: unknown[] = Array.isArray(whole) ? whole : []
    if (rest.length === 0 && part === undefined) return items.toSpliced(key, 1)
    const next = [...items]
    next[key] = replaceAt(items[key], rest, part)
    return next
  }
  const object: Record<string, unknown> = isRecord(whole) ? whole : {}
  if (rest.length === 0 && part === undefined) {
    const { [key]: _, ...others } = object
    return others
  }
  return { ...object, [key]: replaceAt(Object.hasOwn(object, key) ? object[key] : undefined, rest, part) }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** A step with something else at a path; the caller knows that it is a step again. */
export function replaceInStep(step: Step, path: Path, part: unknown): Step {
  // What a path leads to is not known to types; a document that is none is refused wherever it is saved or published.
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  return replaceAt(step, path, part) as Step
}
