import type { ExpressionParameter } from '../http/read-query.ts'

const dateOperators = ['eq', 'gt', 'ge', 'lt', 'le']
const filterAttributes = [
  'status',
  'id',
  'profile.login',
  'profile.email',
  'profile.firstName',
  'profile.lastName',
]
const searchOperators = ['eq', 'gt', 'ge', 'lt', 'le', 'sw', 'pr']
const searchAttributes = [
  'id',
  'status',
  'created',
  'activated',
  'statusChanged',
  'lastUpdated',
  'type.id',
  'realmId',
]
const containsAttributes = ['profile.firstName', 'profile.lastName', 'profile.email', 'profile.login']

/** `filter` of `GET /users` reads the primary store: few attributes, exact values. */
export const userFilter: ExpressionParameter = {
  name: 'filter',
  letterCase: 'case-sensitive',
  errorCode: 'E0000031',
  rules: {
    not: 'refused',
    allows(attribute, operator) {
      if (attribute === 'lastUpdated') return dateOperators.includes(operator)
      return filterAttributes.includes(attribute) && operator === 'eq'
    },
  },
}

/** `search` of `GET /users` reads an index: every profile attribute, values without regard to case, no `ne`. */
export const userSearch: ExpressionParameter = {
  name: 'search',
  letterCase: 'case-insensitive',
  errorCode: 'E0000031',
  rules: {
    not: 'refused',
    allows(attribute, operator) {
      if (operator === 'co') return containsAttributes.includes(attribute)
      const isKnown = attribute.startsWith('profile.') || searchAttributes.includes(attribute)
      return isKnown && searchOperators.includes(operator)
    },
  },
}
