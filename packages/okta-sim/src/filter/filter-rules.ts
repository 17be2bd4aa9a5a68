import type { Filter, Operator } from './filter.ts'
import { FilterError } from './filter.ts'

/** What one endpoint accepts. Okta supports a different subset of the grammar on each. */
export type FilterRules = {
  allows(attribute: string, operator: Operator): boolean
  not: 'allowed' | 'refused'
}

/** Throws a FilterError that names the first attribute, operator or `not` that the endpoint refuses. */
export function checkFilter(filter: Filter, rules: FilterRules): void {
  switch (filter.kind) {
    case 'and':
    case 'or':
      checkFilter(filter.left, rules)
      checkFilter(filter.right, rules)
      return
    case 'not':
      if (rules.not === 'refused') throw new FilterError("The operator 'not' is not supported here")
      checkFilter(filter.operand, rules)
      return
    case 'present':
      checkPair(rules, filter.attribute, 'pr')
      return
    case 'compare':
      checkPair(rules, filter.attribute, filter.operator)
  }
}

function checkPair(rules: FilterRules, attribute: string, operator: Operator): void {
  if (rules.allows(attribute, operator)) return
  throw new FilterError(`The attribute '${attribute}' with the operator '${operator}' is not supported here`)
}
