import { afterAll, beforeAll, expect, test } from 'vitest'
import { idOf, startOrg, type TestOrg } from '../testing/start-org.ts'
import { addCustomAttribute } from './profiles/add-custom-attribute.ts'
import { createUserType } from './profiles/create-user-type.ts'
import { listUserTypes } from './profiles/list-user-types.ts'
import { readGroupSchema } from './profiles/read-group-schema.ts'
import { readUserSchema } from './profiles/read-user-schema.ts'
import { readUserType } from './profiles/read-user-type.ts'
import { removeCustomAttribute } from './profiles/remove-custom-attribute.ts'

let org: TestOrg
beforeAll(async () => {
  org = await startOrg()
})
afterAll(() => org.sim.close())

test('user types are created, found again, listed, read and taken back', async () => {
  const input = { name: 'contractor', displayName: 'Contractor' }
  expect(await org.lookUp(createUserType, input)).toBeUndefined()
  const userType = idOf(await org.run(createUserType, input))
  expect(await org.lookUp(createUserType, input)).toMatchObject({ id: userType })
  expect(await org.run(readUserType, { userType })).toMatchObject({ displayName: 'Contractor' })
  expect(Object(await org.run(listUserTypes)).types).toHaveLength(2)
  const [nothing, made, gone] = await org.runAndUndo(createUserType, { name: 'robot', displayName: 'Robot' })
  expect([nothing, made, gone]).toMatchObject([null, { name: 'robot' }, null])
})

test('attributes of users, of one type, and of groups come and go', async () => {
  const made = await org.run(createUserType, { name: 'guest', displayName: 'Guest' })
  const owners = [{}, { userType: idOf(made) }, { of: 'group' }]
  for (const owner of owners) {
    const input = { ...owner, name: 'costCode', title: 'Cost code', choices: ['a', 'b'] }
    const [before, between, after] = await org.runAndUndo(addCustomAttribute, input)
    expect([before, between, after]).toMatchObject([null, { title: 'Cost code', enum: ['a', 'b'] }, null])
    expect(await org.run(addCustomAttribute, input)).toMatchObject({ attribute: { type: 'string' } })
    expect(await org.lookUp(removeCustomAttribute, { ...owner, name: 'costCode' })).toBeUndefined()
  }
  const schemas = [
    await org.run(readUserSchema),
    await org.run(readUserSchema, owners[1]),
    await org.run(readGroupSchema),
  ]
  for (const { definitions } of schemas)
    expect(definitions).toMatchObject({ custom: { properties: { costCode: {} } } })
  expect(await org.run(removeCustomAttribute, { name: 'costCode' })).toEqual({ changed: true })
  expect(await org.run(removeCustomAttribute, { name: 'costCode' })).toEqual({ changed: false })
  expect(await org.lookUp(removeCustomAttribute, { name: 'costCode' })).toEqual({ changed: true })
  expect(await org.stateOf(addCustomAttribute, { ...owners[1], name: 'costCode', title: 'x' })).toMatchObject(
    {},
  )
})

test('an attribute of application users needs the application, and names are names', async () => {
  await expect(org.run(addCustomAttribute, { of: 'application', name: 'x', title: 'X' })).rejects.toThrow(
    /Which application/,
  )
  await expect(org.run(addCustomAttribute, { name: 'a b', title: 'X' })).rejects.toThrow(/letters/)
  expect(await org.stateOf(addCustomAttribute, { name: '__proto__', title: 'X' })).toBeNull()
})
