import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Filter } from './filter.ts'
import { FilterError } from './filter.ts'
import { matchesFilter } from './matches-filter.ts'
import { parseFilter } from './parse-filter.ts'

const user = {
  id: '00u1',
  status: 'ACTIVE',
  lastUpdated: '2026-06-01T00:00:00.000Z',
  profile: {
    login: 'lin@acme.test',
    department: 'Finance',
    tags: ['a', 'b'],
    grade: 7,
    active: true,
    empty: null,
  },
}

describe('an expression', () => {
  test.each([
    ['id eq "00u1"', true],
    ['id EQ "00u2" OR status Eq "ACTIVE"', true],
    ['profile.login sw "lin" and profile.login co "@acme" and profile.login ew ".test"', true],
    ['status eq "X" and status eq "Y" or id eq "00u1"', true],
    ['status eq "X" and (status eq "Y" or id eq "00u1")', false],
    ['not (status eq "ACTIVE")', false],
    ['status ne "ACTIVE"', false],
    ['profile.nothing ne "x"', true],
    ['profile.tags eq "b"', true],
    ['profile.grade ge 7 and profile.grade lt 8', true],
    ['profile.active eq true', true],
    ['profile.department pr', true],
    ['profile.empty pr or profile.nothing pr', false],
    ['lastUpdated eq "2026-06-01T02:00:00+02:00"', true],
    ['lastUpdated gt "2026-06-01T00:00:00Z"', false],
    ['Profile.department eq "Finance"', false],
    ['profile.department eq "finance"', false],
    ['constructor pr or __proto__ pr or profile.toString pr', false],
  ])('%s is %s', (text, expected) => {
    expect(matchesFilter(parseFilter(text), user, 'case-sensitive')).toBe(expected)
  })

  test('ignores case when the endpoint does', () => {
    expect(matchesFilter(parseFilter('profile.department sw "FIN"'), user, 'case-insensitive')).toBe(true)
  })

  test.each([
    '',
    'id',
    'id eq',
    'id is "x"',
    '"x" eq id',
    'id eq "x" and',
    'id eq "x" id eq "y"',
    '(id eq "x"',
    'id eq "x")',
    'id eq x',
    "id eq 'x'",
    'id eq "\\x"',
    'tags[type eq "x"]',
    '('.repeat(500) + 'id pr' + ')'.repeat(500),
  ])('is refused: %s', (text) => {
    expect(() => parseFilter(text)).toThrow(FilterError)
  })
})

const attribute = fc.stringMatching(/^[a-z]{1,8}(\.[a-z]{1,8}){0,2}$/)
const operator = fc.constantFrom('eq', 'ne', 'gt', 'ge', 'lt', 'le', 'sw', 'co', 'ew')
const value = fc.oneof(fc.string(), fc.integer(), fc.boolean())

const { filter } = fc.letrec<{ filter: Filter }>((tie) => ({
  filter: fc.oneof(
    { maxDepth: 5 },
    fc.record({ kind: fc.constant('compare'), attribute, operator, value }),
    fc.record({ kind: fc.constant('present'), attribute }),
    fc.record({ kind: fc.constant('not'), operand: tie('filter') }),
    fc.record({ kind: fc.constantFrom('and', 'or'), left: tie('filter'), right: tie('filter') }),
  ) as fc.Arbitrary<Filter>,
}))

function print(each: Filter): string {
  switch (each.kind) {
    case 'and':
    case 'or':
      return `(${print(each.left)}) ${each.kind} (${print(each.right)})`
    case 'not':
      return `not (${print(each.operand)})`
    case 'present':
      return `${each.attribute} pr`
    case 'compare':
      return `${each.attribute} ${each.operator} ${JSON.stringify(each.value)}`
  }
}

test('a printed expression parses to itself', () => {
  fc.assert(
    fc.property(filter, (each) => {
      expect(parseFilter(print(each))).toEqual(each)
    }),
  )
})

test('no text makes the parser fail in another way than by a FilterError', () => {
  const pieces = fc.array(
    fc.constantFrom('(', ')', 'not', 'and', 'or', 'eq', 'pr', 'id', '"x"', '1', '\\', '"', ' '),
  )
  fc.assert(
    fc.property(pieces, (parts) => {
      expect(failureOf(() => parseFilter(parts.join(' ')))).toSatisfy(
        (thrown) => thrown === undefined || thrown instanceof FilterError,
      )
    }),
  )
})

function failureOf(run: () => unknown): unknown {
  try {
    run()
    return undefined
  } catch (thrown) {
    return thrown
  }
}
