import { expect, test } from 'vitest'
import { parseRuleExpression } from './group-rule.ts'

const ann = {
  profile: { department: 'Sales', city: 'Lyon', level: 4, tags: ['a', 'b'], email: 'ann@acme.test' },
  groups: () => [{ id: '00g1', name: 'Sales EMEA' }],
}

test.each([
  [true, 'user.department=="Sales"'],
  [true, "user.department eq 'Sales' and (user.city == 'Lyon' or user.city == 'Porto')"],
  [false, 'user.department != "Sales" || user.city == "Porto"'],
  [true, 'String.startsWith(user.email, "ann@") AND !String.stringContains(user.email, "partner")'],
  [true, 'String.toLowerCase(user.department) == "sales"'],
  [true, 'user.level >= 3 and user.level < 5'],
  [true, 'Arrays.contains(user.tags, "a")'],
  [true, 'isMemberOfGroupNameStartsWith("Sales")'],
  [false, 'isMemberOfGroup("00g2")'],
  [true, 'user.manager == null'],
])('gives %s for %s', (expected, expression) => {
  expect(parseRuleExpression(expression)(ann)).toBe(expected)
})

test.each([
  'eval(1)',
  'department == "Sales"',
  'user.a.b == 1',
  'String.exec("id")',
  'user.__proto__.x == 1',
  '',
])('refuses %s', (expression) => {
  expect(() => parseRuleExpression(expression)).toThrow(expect.objectContaining({ name: 'ElError' }))
})
