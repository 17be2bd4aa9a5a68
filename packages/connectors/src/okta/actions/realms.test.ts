import { afterAll, beforeAll, expect, test } from 'vitest'
import { idOf, startOrg, type TestOrg } from '../testing/start-org.ts'
import { assignUserToRealm } from './realms/assign-user-to-realm.ts'
import { createRealm } from './realms/create-realm.ts'
import { activateRealmAssignment } from './realms/activate-realm-assignment.ts'
import { listRealmAssignments } from './realms/list-realm-assignments.ts'
import { listRealmUsers } from './realms/list-realm-users.ts'
import { readRealm } from './realms/read-realm.ts'
import { searchRealms } from './realms/search-realms.ts'
import { updateRealm } from './realms/update-realm.ts'

let org: TestOrg
beforeAll(async () => {
  org = await startOrg()
})
afterAll(() => org.sim.close())

test('realms are created, found again, searched, changed and taken back', async () => {
  const input = { name: 'Car "Partners"', realmType: 'PARTNER' }
  expect(await org.lookUp(createRealm, input)).toBeUndefined()
  const realm = idOf(await org.run(createRealm, input))
  expect(await org.lookUp(createRealm, input)).toMatchObject({ id: realm })
  expect(await org.run(searchRealms, { name: 'r "Part' })).toMatchObject({ realm: { id: realm } })
  expect(await org.run(searchRealms, { search: 'profile.name eq "none"' })).toEqual({
    realms: [],
    realm: null,
    hasMore: false,
  })
  const [, between, after] = await org.runAndUndo(updateRealm, {
    realm,
    name: 'Partners',
    domains: ['p.test'],
  })
  expect(between).toMatchObject({ profile: { name: 'Partners', realmType: 'PARTNER', domains: ['p.test'] } })
  expect(after).toMatchObject({ profile: { name: input.name } })
  expect(await org.run(readRealm, { realm })).toMatchObject({ isDefault: false })
  const [nothing, made, gone] = await org.runAndUndo(createRealm, { name: 'Mistake' })
  expect([nothing, made, gone]).toMatchObject([null, { profile: { name: 'Mistake' } }, null])
})

test('users move into a realm and back, and are listed there', async () => {
  const [first, second] = [
    idOf(await org.run(createRealm, { name: 'First' })),
    idOf(await org.run(createRealm, { name: 'Second' })),
  ]
  const login = 'realm@acme.test'
  const profile = { login, email: login, firstName: 'R', lastName: 'R' }
  const user = org.sim.org.createUser({ profile }).id
  await org.run(assignUserToRealm, { user, realm: first })
  const moved = await org.runAndUndo(assignUserToRealm, { user, realm: second })
  expect(moved).toEqual([{ realmId: first }, { realmId: second }, { realmId: first }])
  expect(await org.run(listRealmUsers, { realm: first })).toMatchObject({ users: [{ id: user }] })
  expect(await org.run(listRealmUsers, { realm: second })).toMatchObject({ users: [] })
})

test('realm assignments are listed, activated and deactivated again', async () => {
  const realmAssignment = idOf(await org.call('POST', '/api/v1/realm-assignments', { name: 'Partners in' }))
  expect(await org.run(listRealmAssignments)).toMatchObject({ assignments: [{ id: realmAssignment }] })
  expect(await org.runAndUndo(activateRealmAssignment, { realmAssignment })).toEqual([
    { status: 'INACTIVE' },
    { status: 'ACTIVE' },
    { status: 'INACTIVE' },
  ])
})
