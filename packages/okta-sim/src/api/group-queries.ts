import type { ExpressionParameter } from '../http/read-query.ts'

const dates = ['created', 'lastUpdated', 'lastMembershipUpdated']
const dateOperators = ['eq', 'gt', 'ge', 'lt', 'le']

export const groupFilter: ExpressionParameter = {
  name: 'filter',
  letterCase: 'case-sensitive',
  errorCode: 'E0000031',
  rules: {
    not: 'refused',
    allows(attribute, operator) {
      if (attribute === 'lastUpdated' || attribute === 'lastMembershipUpdated')
        return dateOperators.includes(operator)
      return (attribute === 'id' || attribute === 'type') && operator === 'eq'
    },
  },
}

export const groupSearch: ExpressionParameter = {
  name: 'search',
  letterCase: 'case-insensitive',
  errorCode: 'E0000031',
  rules: {
    not: 'refused',
    allows(attribute, operator) {
      if (operator === 'co') return attribute === 'profile.name' || attribute === 'profile.description'
      if (dates.includes(attribute)) return dateOperators.includes(operator)
      const isKnown = attribute === 'id' || attribute === 'type' || attribute.startsWith('profile.')
      return isKnown && (operator === 'eq' || operator === 'sw')
    },
  },
}
