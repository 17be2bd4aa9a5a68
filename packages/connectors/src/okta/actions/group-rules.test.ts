import { afterAll, beforeAll, expect, test } from 'vitest'
import { idOf, startOrg, type TestOrg } from '../testing/start-org.ts'
import { activateGroupRule } from './group-rules/activate-group-rule.ts'
import { createGroupRule } from './group-rules/create-group-rule.ts'
import { deactivateGroupRule } from './group-rules/deactivate-group-rule.ts'
import { deleteGroupRule } from './group-rules/delete-group-rule.ts'
import { listGroupRules } from './group-rules/list-group-rules.ts'
import { readGroupRule } from './group-rules/read-group-rule.ts'
import { updateGroupRule } from './group-rules/update-group-rule.ts'

let org: TestOrg
beforeAll(async () => {
  org = await startOrg()
})
afterAll(() => org.sim.close())

let count = 0
const newRule = () => ({
  name: `Rule ${(count += 1)}`,
  expression: 'user.department=="Finance"',
  groups: [org.sim.org.createGroup({ name: `Ruled ${count}` }).id],
})

test('a rule is created once, found again after a crash, listed, read and taken back', async () => {
  const input = newRule()
  expect(await org.lookUp(createGroupRule, input)).toBeUndefined()
  const made = await org.run(createGroupRule, input)
  expect(made).toMatchObject({ name: input.name, status: 'INACTIVE' })
  expect(await org.lookUp(createGroupRule, input)).toMatchObject({ id: made['id'] })
  expect(await org.lookUp(createGroupRule, { ...input, expression: 'true' })).toBeUndefined()
  expect(await org.run(listGroupRules, { search: input.name })).toMatchObject({ rules: [{ id: made['id'] }] })
  expect(await org.run(readGroupRule, { groupRule: idOf(made) })).toMatchObject({ name: input.name })
  const [before, between, after] = await org.runAndUndo(createGroupRule, newRule())
  expect([before, between, after]).toMatchObject([null, { status: 'INACTIVE' }, null])
})

test('a rule changes while it is inactive only, and back', async () => {
  const groupRule = idOf(await org.run(createGroupRule, newRule()))
  const change = { groupRule, expression: 'user.department=="Sales"', excludedUsers: ['00u1'] }
  const [before, between, after] = await org.runAndUndo(updateGroupRule, change)
  expect(between).toMatchObject({
    conditions: { expression: { value: change.expression }, people: { users: { exclude: ['00u1'] } } },
  })
  expect(after).toMatchObject({ conditions: Object(before).conditions })
  expect(await org.runAndUndo(activateGroupRule, { groupRule })).toEqual([
    { status: 'INACTIVE' },
    { status: 'ACTIVE' },
    { status: 'INACTIVE' },
  ])
  await org.run(activateGroupRule, { groupRule })
  await expect(org.run(updateGroupRule, change)).rejects.toMatchObject({ code: 'okta_rule_active' })
  // What it is already needs no change, so that a repeat after a crash is no error.
  expect(await org.run(updateGroupRule, { groupRule, name: `Rule ${count}` })).toMatchObject({
    status: 'ACTIVE',
  })
})

test('a rule is deleted in two steps', async () => {
  const groupRule = idOf(await org.run(createGroupRule, newRule()))
  await org.run(activateGroupRule, { groupRule })
  await expect(org.run(deleteGroupRule, { groupRule })).rejects.toMatchObject({
    code: 'okta_not_deactivated',
  })
  expect(await org.run(deactivateGroupRule, { groupRule })).toEqual({ statusCode: 204, changed: true })
  expect(await org.run(deleteGroupRule, { groupRule, removeUsers: true })).toEqual({ statusCode: 202 })
  expect(await org.lookUp(deleteGroupRule, { groupRule })).toEqual({ statusCode: 204 })
})
