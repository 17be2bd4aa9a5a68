import type { LetterCase } from '../filter/matches-filter.ts'
import { matchesFilter } from '../filter/matches-filter.ts'
import type { FilterRules } from '../filter/filter-rules.ts'
import { checkFilter } from '../filter/filter-rules.ts'
import { FilterError } from '../filter/filter.ts'
import { parseFilter } from '../filter/parse-filter.ts'
import { OktaError, validationError } from '../errors/okta-error.ts'
import type { SimContext } from './sim-env.ts'

export type ExpressionParameter = {
  name: 'filter' | 'search'
  rules: FilterRules
  letterCase: LetterCase
  /** What the endpoint answers to a bad expression. */
  errorCode: 'E0000031' | 'E0000053'
}

/** A predicate from the expression in the query, undefined when the parameter is absent. Throws its error code. */
export function readExpression(
  c: SimContext,
  parameter: ExpressionParameter,
): ((subject: unknown) => boolean) | undefined {
  const text = c.req.query(parameter.name)
  if (text === undefined || text === '') return undefined
  try {
    const filter = parseFilter(text)
    checkFilter(filter, parameter.rules)
    return (subject) => matchesFilter(filter, subject, parameter.letterCase)
  } catch (thrown) {
    if (!(thrown instanceof FilterError)) throw thrown
    throw new OktaError(parameter.errorCode, undefined, [thrown.message])
  }
}

/** A boolean of the query, undefined when absent. Throws OktaError E0000001 for anything but true and false. */
export function readFlag(c: SimContext, name: string): boolean | undefined {
  const text = c.req.query(name)
  if (text === undefined) return undefined
  if (text !== 'true' && text !== 'false') throw validationError(name, [`${name}: Expected true or false`])
  return text === 'true'
}
