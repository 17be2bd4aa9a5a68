import { createTestContext, listen, runAction } from '@keyway/connectors/testing'
import type { JsonObject } from '@keyway/sdk'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { okta } from '../index.ts'
import { idOf, startOrg, type TestOrg } from '../testing/start-org.ts'
import { activatePolicy } from './policies/activate-policy.ts'
import { createPolicyRule } from './policies/create-policy-rule.ts'
import { deactivatePolicyRule } from './policies/deactivate-policy-rule.ts'
import { deactivatePolicy } from './policies/deactivate-policy.ts'
import { deletePolicyRule } from './policies/delete-policy-rule.ts'
import { listPolicies } from './policies/list-policies.ts'
import { listPolicyRules } from './policies/list-policy-rules.ts'
import { readPolicyRule } from './policies/read-policy-rule.ts'
import { readPolicy } from './policies/read-policy.ts'
import { updatePolicyRule } from './policies/update-policy-rule.ts'

let org: TestOrg
let policy: string
beforeAll(async () => {
  org = await startOrg()
  policy = idOf(await org.call('POST', '/api/v1/policies', { type: 'PASSWORD', name: 'For Finance' }))
})
afterAll(() => org.sim.close())

const newRule = (name: string) => ({
  policy,
  type: 'PASSWORD',
  name,
  conditions: { people: { users: { exclude: [] } }, network: { connection: 'ANYWHERE' } },
  actions: { passwordChange: { access: 'ALLOW' } },
})

test('policies are listed by type, read, deactivated and activated again', async () => {
  const { policies } = await org.run(listPolicies, { type: 'PASSWORD' })
  expect(policies).toContainEqual(expect.objectContaining({ id: policy, name: 'For Finance' }))
  await expect(org.run(listPolicies, {})).rejects.toThrow(/type/)
  expect(await org.run(readPolicy, { policy })).toMatchObject({ type: 'PASSWORD', status: 'ACTIVE' })
  expect(await org.runAndUndo(deactivatePolicy, { policy })).toEqual([
    { status: 'ACTIVE' },
    { status: 'INACTIVE' },
    { status: 'ACTIVE' },
  ])
  expect(await org.run(activatePolicy, { policy })).toEqual({ statusCode: 200, changed: false })
})

test('rules are created, changed, taken back and deleted in two steps', async () => {
  const [nothing, made, off] = await org.runAndUndo(createPolicyRule, newRule('Strict'))
  expect([nothing, made, off]).toMatchObject([null, { status: 'ACTIVE' }, { status: 'INACTIVE' }])
  const input = newRule('Lax')
  const rule = idOf(await org.run(createPolicyRule, input))
  expect(await org.lookUp(createPolicyRule, input)).toMatchObject({ id: rule })
  expect(await org.lookUp(createPolicyRule, { ...input, actions: {} })).toMatchObject({ id: rule })
  expect(await org.run(listPolicyRules, { policy })).toMatchObject({ hasMore: false })
  const change = { policy, rule, name: 'Laxer', actions: { passwordChange: { access: 'DENY' } } }
  const [before, between, after] = await org.runAndUndo(updatePolicyRule, change)
  expect(between).toMatchObject({ name: 'Laxer', actions: change.actions })
  expect(after).toMatchObject({ name: 'Lax', actions: Object(before).actions })
  await expect(org.run(deletePolicyRule, { policy, rule })).rejects.toMatchObject({
    code: 'okta_not_deactivated',
  })
  await org.run(deactivatePolicyRule, { policy, rule })
  expect(await org.run(deletePolicyRule, { policy, rule })).toEqual({ statusCode: 204 })
  await expect(org.run(readPolicyRule, { policy, rule })).rejects.toMatchObject({ code: 'okta_E0000007' })
})

test('a policy that Okta has locked is worth another try', async () => {
  const server = await listen(({ method }) =>
    method === 'GET'
      ? { body: { id: '0pr1', status: 'ACTIVE' } }
      : { status: 423, body: { errorCode: 'E0000239', errorSummary: 'Locked.', errorCauses: [] } },
  )
  try {
    const context = createTestContext({ connector: okta, connection: { domain: server.url, token: 't' } })
    const input: JsonObject = { policy: '00p1', rule: '0pr1' }
    await expect(runAction(deactivatePolicyRule, input, context)).rejects.toMatchObject({
      code: 'okta_E0000239',
      retry: 'later',
    })
  } finally {
    await server.close()
  }
})
