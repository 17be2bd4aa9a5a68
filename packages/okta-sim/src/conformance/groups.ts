import type { CallTable } from './call-table.ts'

const rule = {
  type: 'group_rule',
  name: 'Sales staff',
  conditions: {
    people: { users: { exclude: [] }, groups: { exclude: [] } },
    expression: { type: 'urn:okta:expression:1.0', value: 'user.department=="Sales"' },
  },
  actions: { assignUserToGroups: { groupIds: ['{group.id}'] } },
}
const group = '/api/v1/groups/{group.id}'

export const groups: CallTable = {
  area: 'groups, members, owners and rules',
  calls: [
    [
      'group = POST /api/v1/groups',
      200,
      { profile: { name: 'Rule target', description: 'Filled by a rule' } },
    ],
    ['GET /api/v1/groups', 200],
    [`GET ${group}`, 200],
    [`PUT ${group}`, 200, { profile: { name: 'Rule goal' } }],
    [`PUT ${group}/users/{lin.id}`, 204],
    [`GET ${group}/users`, 200],
    [`DELETE ${group}/users/{lin.id}`, 204],
    ['owner = POST /api/v1/groups/{group.id}/owners', 201, { id: '{lin.id}', type: 'USER' }],
    [`GET ${group}/owners`, 200],
    [`DELETE ${group}/owners/{owner.id}`, 204],
    ['rule = POST /api/v1/groups/rules', 200, rule],
    ['GET /api/v1/groups/rules/{rule.id}', 200],
    ['POST /api/v1/groups/rules/{rule.id}/lifecycle/activate', 204],
    [`GET ${group}/users`, 200],
    ['PUT /api/v1/groups/rules/{rule.id}', 400, rule],
    ['POST /api/v1/groups/rules/{rule.id}/lifecycle/deactivate', 204],
    ['PUT /api/v1/groups/rules/{rule.id}', 200, rule],
    ['GET /api/v1/groups/rules', 200],
    ['DELETE /api/v1/groups/rules/{rule.id}?removeUsers=true', 202],
    ['POST /api/v1/groups/rules', 400, { ...rule, conditions: { expression: { value: 'eval(1)' } } }],
    [`GET ${group}/apps`, 200],
    [`DELETE ${group}`, 204],
  ],
}
