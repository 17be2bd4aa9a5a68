import type { Rows } from '../row.ts'
import { make, newDeactivatedUser, newMember, newName, newProfile, newStagedUser, newUser } from '../world.ts'

const nobody = { input: { user: 'nobody@acme.test' } }

export const userRows: Rows = {
  'okta.read_user': {
    effect: 'read',
    given: (org) => ({ user: newUser(org) }),
    sends: ['GET /api/v1/users/{user}'],
    gives: { id: '{user}', status: 'ACTIVE', profile: { firstName: 'Nadia' } },
    missing: nobody,
  },
  'okta.read_user_by_email': {
    effect: 'read',
    given({ sim }) {
      const profile = newProfile()
      sim.org.createUser({ profile })
      return { email: profile.email }
    },
    sends: ['GET /api/v1/users?filter=profile.email eq "{email}"&limit=2'],
    gives: { id: '*', profile: { email: '{email}' } },
    missing: { input: { email: 'nobody@acme.test' }, fails: 'okta_user_not_found' },
  },
  'okta.find_users': {
    effect: 'read',
    given({ sim }) {
      const profile = { ...newProfile(), firstName: newName('Zora') }
      sim.org.createUser({ profile })
      return { query: profile.firstName }
    },
    sends: ['GET /api/v1/users?q={query}&limit=200'],
    gives: { users: [{ profile: { firstName: '{query}' } }], user: { id: '*' } },
    missing: { input: { query: 'nobody' }, gives: { users: [], user: null } },
  },
  'okta.list_users': {
    effect: 'read',
    given({ sim }) {
      const department = newName('Department')
      sim.org.createUser({ profile: { ...newProfile(), department } })
      return { match: { 'profile.department': department }, search: 'status eq "ACTIVE"', resultSet: 'first' }
    },
    sends: ['GET /api/v1/users?search=profile.department eq "*" and ({search})&limit=2'],
    gives: { users: [{ id: '*' }], user: { status: 'ACTIVE' }, hasMore: false },
    missing: { input: { match: {}, search: 'id eq "none"' }, gives: { users: [], user: null } },
  },
  'okta.get_user_groups': {
    effect: 'read',
    given: (org) => ({ user: newMember(org).user }),
    sends: ['GET /api/v1/users/{user}/groups'],
    gives: { groups: [{ name: 'Everyone' }, { name: '*', type: 'OKTA_GROUP' }] },
    missing: nobody,
  },
  'okta.create_user': {
    effect: 'write',
    given: (org) => ({
      profile: newProfile(),
      activate: false,
      groups: [org.sim.org.createGroup({ name: newName('Start') }).id],
    }),
    sends: ['POST /api/v1/users?activate=false {"profile":{profile},"groupIds":{groups}}'],
    gives: { id: '*', status: 'STAGED', profile: { firstName: 'Nadia' } },
    missing: { input: { groups: ['00gnone'] } },
    again: { fails: 'okta_E0000001' },
  },
  'okta.update_user': {
    effect: 'idempotent',
    given: (org) => ({ user: newUser(org), profile: { title: 'Lead', firstName: 'Ida' } }),
    sends: ['POST /api/v1/users/{user} {"profile":{profile}}'],
    gives: { id: '{user}', profile: { title: 'Lead', firstName: 'Ida', lastName: '*' } },
    missing: nobody,
  },
  'okta.replace_user': {
    effect: 'idempotent',
    given({ sim }) {
      const profile = newProfile()
      const user = sim.org.createUser({ profile: { ...profile, department: 'Finance' } }).id
      return { user, profile: { ...profile, firstName: 'Ida' } }
    },
    sends: ['PUT /api/v1/users/{user}?strict=true {"profile":{profile}}'],
    gives: { id: '{user}', profile: { firstName: 'Ida' } },
    missing: nobody,
  },
  'okta.change_user_type': {
    effect: 'idempotent',
    async given(org) {
      const name = newName('type').replace('-', '')
      const userType = await make(org, '/api/v1/meta/types/user', { name, displayName: name })
      return { user: newUser(org), userType }
    },
    sends: [
      'GET /api/v1/users/{user}',
      'PUT /api/v1/users/{user} {"profile":{"login":"*","email":"*","firstName":"Nadia","lastName":"*","mobilePhone":null,"secondEmail":null},"type":{"id":"{userType}"}}',
    ],
    gives: { id: '{user}', raw: { type: { id: '{userType}' } } },
    missing: nobody,
  },
  'okta.activate_user': {
    effect: 'write',
    given: (org) => ({ user: newDeactivatedUser(org), sendEmail: false }),
    sends: ['POST /api/v1/users/{user}/lifecycle/activate?sendEmail=false'],
    gives: { statusCode: 200, activationUrl: '*', activationToken: '*' },
    missing: nobody,
    again: { gives: { statusCode: 200, activationUrl: null, activationToken: null } },
    found: { statusCode: 200, activationUrl: null, activationToken: null },
  },
  'okta.reactivate_user': {
    effect: 'write',
    async given(org) {
      const user = await newStagedUser(org)
      await org.call('POST', `/api/v1/users/${user}/lifecycle/activate?sendEmail=false`)
      return { user, sendEmail: false }
    },
    sends: ['POST /api/v1/users/{user}/lifecycle/reactivate?sendEmail=false'],
    gives: { statusCode: 200, activationUrl: '*', activationToken: '*' },
    missing: nobody,
    inDoubt: 'Each call makes a new link and ends the old one.',
  },
  'okta.deactivate_user': {
    effect: 'write',
    given: (org) => ({ user: newUser(org) }),
    sends: ['POST /api/v1/users/{user}/lifecycle/deactivate?sendEmail=false'],
    gives: { statusCode: 200 },
    missing: nobody,
  },
  'okta.suspend_user': {
    effect: 'write',
    given: (org) => ({ user: newUser(org) }),
    sends: ['POST /api/v1/users/{user}/lifecycle/suspend'],
    gives: { statusCode: 200 },
    missing: nobody,
  },
  'okta.unsuspend_user': {
    effect: 'write',
    async given(org) {
      const user = newUser(org)
      await org.call('POST', `/api/v1/users/${user}/lifecycle/suspend`)
      return { user }
    },
    sends: ['POST /api/v1/users/{user}/lifecycle/unsuspend'],
    gives: { statusCode: 200 },
    missing: nobody,
  },
  'okta.unlock_user': {
    effect: 'write',
    given(org) {
      const user = newUser(org)
      org.sim.org.lockUser(user)
      return { user }
    },
    sends: ['POST /api/v1/users/{user}/lifecycle/unlock'],
    gives: { statusCode: 200 },
    missing: nobody,
  },
  'okta.delete_user': {
    effect: 'destructive',
    given: (org) => ({ user: newDeactivatedUser(org) }),
    sends: ['GET /api/v1/users/{user}', 'DELETE /api/v1/users/{user}'],
    gives: { statusCode: 204 },
    missing: nobody,
    again: { fails: 'okta_E0000007' },
  },
  'okta.expire_password': {
    effect: 'idempotent',
    given: (org) => ({ user: newUser(org) }),
    sends: ['POST /api/v1/users/{user}/lifecycle/expire_password'],
    gives: { id: '{user}', status: 'PASSWORD_EXPIRED' },
    missing: nobody,
  },
  'okta.set_temporary_password': {
    effect: 'write',
    given: (org) => ({ user: newUser(org), revokeSessions: true }),
    sends: ['POST /api/v1/users/{user}/lifecycle/expire_password_with_temp_password?revokeSessions=true'],
    gives: { temporaryPassword: '*' },
    missing: nobody,
    inDoubt: 'Only the answer that was lost has the password.',
  },
  'okta.reset_password': {
    effect: 'write',
    given: (org) => ({ user: newUser(org), sendEmail: false, revokeSessions: true }),
    sends: ['POST /api/v1/users/{user}/lifecycle/reset_password?sendEmail=false&revokeSessions=true'],
    gives: { statusCode: 200, resetPasswordUrl: '*' },
    missing: nobody,
    inDoubt: 'Each call makes a new link, or sends another mail.',
  },
  'okta.set_password': {
    effect: 'idempotent',
    given: (org) => ({ user: newUser(org), password: 'correct horse 7!' }),
    sends: ['POST /api/v1/users/{user}?strict=false {"credentials":{"password":{"value":"{password}"}}}'],
    gives: { id: '{user}' },
    missing: nobody,
  },
  'okta.set_recovery_question': {
    effect: 'idempotent',
    given: (org) => ({ user: newUser(org), question: 'First dog?', answer: 'Rex of old' }),
    sends: [
      'POST /api/v1/users/{user} {"credentials":{"recovery_question":{"question":"{question}","answer":"{answer}"}}}',
    ],
    gives: { id: '{user}', credentials: { recovery_question: { question: 'First dog?' } } },
    missing: nobody,
  },
  'okta.list_user_devices': {
    effect: 'read',
    given: (org) => ({ user: newUser(org) }),
    sends: ['GET /api/v1/users/{user}/devices'],
    gives: { devices: [] },
    missing: nobody,
  },
  'okta.list_user_application_links': {
    effect: 'read',
    given(org) {
      const user = newUser(org)
      const { id } = org.sim.org.createApp({ name: 'link', label: 'Link', signOnMode: 'BOOKMARK' })
      org.sim.org.assignApp({ appId: id, userId: user })
      return { user }
    },
    sends: ['GET /api/v1/users/{user}/appLinks'],
    gives: { links: [{ id: '*', label: 'Link', application: '*' }] },
    missing: nobody,
  },
  'okta.list_user_blocks': {
    effect: 'read',
    given: (org) => ({ user: newUser(org) }),
    sends: ['GET /api/v1/users/{user}/blocks'],
    gives: { blocks: [] },
    missing: nobody,
  },
  'okta.read_user_risk': {
    effect: 'read',
    given: (org) => ({ user: newUser(org) }),
    sends: ['GET /api/v1/users/{user}/risk'],
    gives: { riskLevel: 'NONE', reason: null },
    missing: nobody,
  },
  'okta.set_user_risk': {
    effect: 'idempotent',
    async given(org) {
      const user = newUser(org)
      await org.call('PUT', `/api/v1/users/${user}/risk`, { riskLevel: 'LOW', riskReason: 'Known' })
      return { user, riskLevel: 'HIGH', reason: 'SOC ticket 42' }
    },
    sends: ['PUT /api/v1/users/{user}/risk {"riskLevel":"HIGH","riskReason":"{reason}"}'],
    gives: { riskLevel: 'HIGH', reason: 'SOC ticket 42' },
    missing: nobody,
  },
  'okta.read_user_classification': {
    effect: 'read',
    given: (org) => ({ user: newUser(org) }),
    sends: ['GET /api/v1/users/{user}/classification'],
    gives: { type: 'STANDARD' },
    missing: nobody,
  },
  'okta.set_user_classification': {
    effect: 'idempotent',
    given: (org) => ({ user: newUser(org), type: 'LITE' }),
    sends: ['PUT /api/v1/users/{user}/classification {"type":"LITE"}'],
    gives: { type: 'LITE' },
    missing: nobody,
  },
}
