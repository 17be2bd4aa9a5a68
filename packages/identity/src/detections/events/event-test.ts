import type { LogEvent } from './log-event.ts'

/** A question to one event. */
export interface EventTest {
  test: (event: LogEvent) => boolean
  /** The event types, in lower case, that it can say yes to; undefined where that can be any. */
  types: ReadonlySet<string> | undefined
}

export const never: EventTest = { test: () => false, types: new Set() }

export function allOf(tests: readonly EventTest[]): EventTest {
  const [only] = tests
  if (tests.length === 1 && only !== undefined) return only
  return {
    test: (event) => tests.every(({ test }) => test(event)),
    types: tests.reduce<EventTest['types']>((common, { types }) => intersect(common, types), undefined),
  }
}

export function anyOf(tests: readonly EventTest[]): EventTest {
  const [only] = tests
  if (tests.length === 1 && only !== undefined) return only
  const named = tests.map(({ types }) => types).filter((types) => types !== undefined)
  return {
    test: (event) => tests.some(({ test }) => test(event)),
    types: named.length === tests.length ? new Set(named.flatMap((types) => [...types])) : undefined,
  }
}

export function not(negated: EventTest): EventTest {
  return { test: (event) => !negated.test(event), types: undefined }
}

function intersect(one: EventTest['types'], other: EventTest['types']): EventTest['types'] {
  if (one === undefined || other === undefined) return one ?? other
  return new Set([...one].filter((type) => other.has(type)))
}
