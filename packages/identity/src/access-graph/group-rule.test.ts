import { describe, expect, test } from 'vitest'
import { takesUser } from './group-rule.ts'
import { isLost } from './losses.ts'
import { originOf } from './membership-origin.ts'

const subject = {
  profile: { department: 'Finance', title: 'VP Payroll', level: 3, tags: ['a', 'b'] },
  groupIds: ['00g1'],
  groupNames: ['Everyone', 'Finance EU'],
}

describe('the expression of a group rule', () => {
  test.each([
    ['user.department=="Finance"', true],
    ['user.department == "finance"', true],
    ["user.department != 'Finance'", false],
    ['user.department == "Sales" OR user.level == 3', true],
    ['user.department=="Finance" && !(user.level == 4)', true],
    ['user.missing == null', true],
    ['String.stringContains(user.title, "Payroll")', true],
    ['String.startsWith(user.title, "CEO")', false],
    ['Arrays.contains(user.tags, "b")', true],
    ['isMemberOfGroup("00g1") AND isMemberOfGroupNameStartsWith("Finance")', true],
    ['isMemberOfAnyGroup("00g8", "00g9")', false],
    // What one side decides, the other need not be understood for.
    ['user.department=="Sales" AND Custom.thing(user.x)', false],
    ['user.department=="Finance" AND Custom.thing(user.x)', undefined],
    ['user.department matches', undefined],
    ['(user.department=="Finance"', undefined],
    ['', undefined],
  ])('%s: %s', (expression, expected) => {
    expect(takesUser(expression, subject)).toBe(expected)
  })
})

describe('how somebody came into a group', () => {
  const group = { type: 'OKTA_GROUP' }
  const rule = { id: '0pr1', name: 'Finance', expression: 'user.department=="Finance"', excludedUserIds: [] }
  const added = { userId: '00u1', addedBy: '00u9', addedByType: 'User' }
  test('a rule that takes the user, if it does not leave the user out', () => {
    expect(originOf(group, added, { rules: [rule], subject })).toMatchObject({
      kind: 'rule',
      rules: [{ id: '0pr1', isCertain: true }],
    })
    const excluding = { ...rule, excludedUserIds: ['00u1'] }
    expect(originOf(group, added, { rules: [excluding], subject })).toMatchObject({
      kind: 'person',
      addedBy: '00u9',
    })
  })
  test('what cannot be understood is said to be possible', () => {
    const odd = { ...rule, expression: 'Custom.thing(user.x)' }
    const before = { userId: '00u1', addedBy: null, addedByType: null }
    expect(originOf(group, before, { rules: [odd], subject })).toMatchObject({
      kind: 'rule',
      rules: [{ isCertain: false }],
    })
    expect(originOf(group, before, { rules: [], subject }).kind).toBe('unknown')
    expect(originOf({ type: 'BUILT_IN' }, before, { rules: [odd], subject }).kind).toBe('everyone')
    expect(originOf({ type: 'APP_GROUP' }, before, { rules: [], subject }).kind).toBe('import')
  })
})

test('access is lost when its last way goes', () => {
  const nothing = { isDeactivated: false, groupIds: [], appIds: [] }
  const two = {
    appId: '0oa1',
    paths: [{ kind: 'group', groupId: 'a' } as const, { kind: 'direct', groupId: null } as const],
  }
  const one = { appId: '0oa2', paths: [{ kind: 'group', groupId: 'a' } as const] }
  expect(isLost(two, { ...nothing, groupIds: ['a'] })).toBe(false)
  expect(isLost(one, { ...nothing, groupIds: ['a'] })).toBe(true)
  expect(isLost(two, { ...nothing, appIds: ['0oa1'] })).toBe(true)
  expect(isLost(two, { ...nothing, isDeactivated: true })).toBe(true)
})
