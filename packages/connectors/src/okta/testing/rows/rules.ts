import type { Rows } from '../row.ts'
import type { TestOrg } from '../start-org.ts'
import { make, newGroup, newName } from '../world.ts'
import { changing, creating, deleting, listing, moving, reading } from './shapes.ts'

const noRule = { input: { groupRule: '0prnone' } }
const noPolicy = { input: { policy: '00pnone' } }
const noPolicyRule = { input: { rule: '0prnone' } }

function newGroupRule(org: TestOrg): Promise<string> {
  return make(org, '/api/v1/groups/rules', {
    type: 'group_rule',
    name: newName('Rule'),
    conditions: {
      expression: { type: 'urn:okta:expression:1.0', value: 'user.department=="Finance"' },
      people: { users: { exclude: [] }, groups: { exclude: [] } },
    },
    actions: { assignUserToGroups: { groupIds: [newGroup(org)] } },
  })
}

async function newActiveGroupRule(org: TestOrg): Promise<string> {
  const rule = await newGroupRule(org)
  await org.call('POST', `/api/v1/groups/rules/${rule}/lifecycle/activate`)
  return rule
}

const newPolicy = (org: TestOrg): Promise<string> =>
  make(org, '/api/v1/policies', { type: 'PASSWORD', name: newName('Policy') })

const ruleBody = {
  type: 'PASSWORD',
  conditions: { people: { users: { exclude: [] } }, network: { connection: 'ANYWHERE' } },
  actions: { passwordChange: { access: 'ALLOW' } },
}

async function newPolicyRule(org: TestOrg): Promise<{ policy: string; rule: string }> {
  const policy = await newPolicy(org)
  const body = { ...ruleBody, name: newName('Policy rule') }
  return { policy, rule: await make(org, `/api/v1/policies/${policy}/rules`, body) }
}

async function newInactivePolicyRule(org: TestOrg): Promise<{ policy: string; rule: string }> {
  const at = await newPolicyRule(org)
  await org.call('POST', `/api/v1/policies/${at.policy}/rules/${at.rule}/lifecycle/deactivate`)
  return at
}

export const ruleRows: Rows = {
  'okta.list_group_rules': listing({
    async given(org) {
      await newGroupRule(org)
      return { limit: 1000 }
    },
    sends: ['GET /api/v1/groups/rules?limit=200'],
    gives: { rules: '*', hasMore: false },
  }),
  'okta.read_group_rule': reading({
    given: async (org) => ({ groupRule: await newGroupRule(org) }),
    sends: ['GET /api/v1/groups/rules/{groupRule}'],
    gives: { id: '{groupRule}', status: 'INACTIVE' },
    missing: noRule,
  }),
  'okta.create_group_rule': creating({
    given: (org) => ({
      name: newName('New rule'),
      expression: 'user.department=="Finance"',
      groups: [newGroup(org)],
    }),
    sends: [
      'POST /api/v1/groups/rules {"type":"group_rule","name":"{name}","conditions":{"expression":{"type":"urn:okta:expression:1.0","value":"{expression}"},"people":{"groups":{"exclude":[]},"users":{"exclude":[]}}},"actions":{"assignUserToGroups":{"groupIds":{groups}}}}',
    ],
    gives: { id: '*', name: '{name}', status: 'INACTIVE' },
    missing: { input: { groups: ['00gnone'] } },
    again: { gives: { id: '*' } },
  }),
  'okta.update_group_rule': changing({
    given: async (org) => ({ groupRule: await newGroupRule(org), expression: 'user.department=="Sales"' }),
    sends: [
      'GET /api/v1/groups/rules/{groupRule}',
      'PUT /api/v1/groups/rules/{groupRule} {"type":"group_rule","name":"*","conditions":{"expression":{"type":"urn:okta:expression:1.0","value":"{expression}"},"people":{"users":{"exclude":[]},"groups":{"exclude":[]}}},"actions":{"assignUserToGroups":{"groupIds":["*"]}},"status":"INACTIVE"}',
    ],
    gives: { id: '{groupRule}', conditions: { expression: { value: '{expression}' } } },
    missing: noRule,
  }),
  'okta.activate_group_rule': moving({
    given: async (org) => ({ groupRule: await newGroupRule(org) }),
    sends: [
      'GET /api/v1/groups/rules/{groupRule}',
      'POST /api/v1/groups/rules/{groupRule}/lifecycle/activate',
    ],
    missing: noRule,
  }),
  'okta.deactivate_group_rule': moving({
    given: async (org) => ({ groupRule: await newActiveGroupRule(org) }),
    sends: [
      'GET /api/v1/groups/rules/{groupRule}',
      'POST /api/v1/groups/rules/{groupRule}/lifecycle/deactivate',
    ],
    missing: noRule,
  }),
  'okta.delete_group_rule': deleting({
    given: async (org) => ({ groupRule: await newGroupRule(org), removeUsers: true }),
    sends: [
      'GET /api/v1/groups/rules/{groupRule}',
      'DELETE /api/v1/groups/rules/{groupRule}?removeUsers=true',
    ],
    gives: { statusCode: 202 },
    found: { statusCode: 204 },
    missing: noRule,
  }),
  'okta.list_policies': listing({
    given: () => ({ type: 'PASSWORD', limit: 1000 }),
    sends: ['GET /api/v1/policies?type={type}'],
    gives: { policies: '*', hasMore: false },
  }),
  'okta.read_policy': reading({
    given: async (org) => ({ policy: await newPolicy(org) }),
    sends: ['GET /api/v1/policies/{policy}'],
    gives: { id: '{policy}', type: 'PASSWORD', status: 'ACTIVE' },
    missing: noPolicy,
  }),
  'okta.activate_policy': moving({
    async given(org) {
      const policy = await newPolicy(org)
      await org.call('POST', `/api/v1/policies/${policy}/lifecycle/deactivate`)
      return { policy }
    },
    sends: ['GET /api/v1/policies/{policy}', 'POST /api/v1/policies/{policy}/lifecycle/activate'],
    missing: noPolicy,
  }),
  'okta.deactivate_policy': moving({
    given: async (org) => ({ policy: await newPolicy(org) }),
    sends: ['GET /api/v1/policies/{policy}', 'POST /api/v1/policies/{policy}/lifecycle/deactivate'],
    missing: noPolicy,
  }),
  'okta.list_policy_rules': listing({
    given: async (org) => ({ policy: (await newPolicyRule(org)).policy, limit: 100 }),
    sends: ['GET /api/v1/policies/{policy}/rules'],
    gives: { rules: '*', hasMore: false },
    missing: noPolicy,
  }),
  'okta.read_policy_rule': reading({
    given: newPolicyRule,
    sends: ['GET /api/v1/policies/{policy}/rules/{rule}'],
    gives: { id: '{rule}', type: 'PASSWORD', status: 'ACTIVE' },
    missing: noPolicyRule,
  }),
  'okta.create_policy_rule': creating({
    given: async (org) => ({ policy: await newPolicy(org), ...ruleBody, name: newName('New rule') }),
    sends: [
      'POST /api/v1/policies/{policy}/rules {"type":"{type}","name":"{name}","conditions":{conditions},"actions":{actions}}',
    ],
    gives: { id: '*', name: '{name}', status: 'ACTIVE' },
    missing: noPolicy,
    again: { gives: { id: '*' } },
    leaves: { status: 'INACTIVE' },
  }),
  'okta.update_policy_rule': changing({
    given: async (org) => ({
      ...(await newPolicyRule(org)),
      name: newName('Renamed'),
      actions: { passwordChange: { access: 'DENY' } },
    }),
    sends: [
      'GET /api/v1/policies/{policy}/rules/{rule}',
      'PUT /api/v1/policies/{policy}/rules/{rule} {"status":"ACTIVE","conditions":{"people":{"users":{"exclude":[]}},"network":{"connection":"ANYWHERE"}},"type":"PASSWORD","actions":{actions},"name":"{name}","priority":1}',
    ],
    gives: { id: '{rule}', name: '{name}', actions: { passwordChange: { access: 'DENY' } } },
    missing: noPolicyRule,
  }),
  'okta.activate_policy_rule': moving({
    given: newInactivePolicyRule,
    sends: [
      'GET /api/v1/policies/{policy}/rules/{rule}',
      'POST /api/v1/policies/{policy}/rules/{rule}/lifecycle/activate',
    ],
    missing: noPolicyRule,
  }),
  'okta.deactivate_policy_rule': moving({
    given: newPolicyRule,
    sends: [
      'GET /api/v1/policies/{policy}/rules/{rule}',
      'POST /api/v1/policies/{policy}/rules/{rule}/lifecycle/deactivate',
    ],
    missing: noPolicyRule,
  }),
  'okta.delete_policy_rule': deleting({
    given: newInactivePolicyRule,
    sends: ['GET /api/v1/policies/{policy}/rules/{rule}', 'DELETE /api/v1/policies/{policy}/rules/{rule}'],
    missing: noPolicyRule,
  }),
}
