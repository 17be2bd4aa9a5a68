import type { Detection } from './detection.ts'
import type { EventTest } from './events/event-test.ts'
import { parseField } from './events/field.ts'
import { toText } from './events/log-event.ts'
import { compileLogFilter } from './okta-filters/compile-log-filter.ts'

/** Events that a rule shall not look at. */
export interface RuleException {
  /** A filter of the System Log: `actor.alternateId eq "svc@example.com"`. */
  filter: string
  /** Events from this moment on (milliseconds since 1970) are looked at again; undefined for never. */
  until?: number
}

/** The same detection, blind for what its exceptions name. Throws InputError for a filter that cannot be understood. */
export function withExceptions(detection: Detection, exceptions: readonly RuleException[]): Detection {
  if (exceptions.length === 0) return detection
  const excepted = exceptions.map(compile)
  const except = ({ test, types }: EventTest): EventTest => ({
    test: (event) => test(event) && !excepted.some((one) => one(event)),
    types,
  })
  const { logic } = detection
  return logic.kind === 'event'
    ? { ...detection, logic: { ...logic, test: except(logic.test) } }
    : { ...detection, logic: { ...logic, selects: except(logic.selects) } }
}

const published = parseField('published')

/** By the time of the event, not of the clock: a repetition of the past judges as the past did. */
function compile({ filter, until }: RuleException): EventTest['test'] {
  const { test } = compileLogFilter(filter)
  if (until === undefined) return test
  return (event) => {
    const at = Date.parse(toText(event.read(published).values[0] ?? null) ?? '')
    return at < until && test(event)
  }
}
