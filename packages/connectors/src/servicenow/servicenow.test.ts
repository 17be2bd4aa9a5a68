import { ConnectionError, RemoteError } from '@keyway/sdk'
import {
  createTestContext,
  lookUpAction,
  runAction,
  startServiceNowServer,
  type ServiceNowServer,
} from '@keyway/connectors/testing'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { createIncident } from './actions/create-incident.ts'
import { customApiAction } from './actions/custom-api-action.ts'
import { customApiRead } from './actions/custom-api-read.ts'
import { readRecord } from './actions/read-record.ts'
import { searchRecords } from './actions/search-records.ts'
import { updateTask } from './actions/update-task.ts'
import { servicenow } from './index.ts'

let server: ServiceNowServer
beforeAll(async () => {
  server = await startServiceNowServer()
})
beforeEach(() => server.records.clear())
afterAll(() => server.close())

const contextOf = (settings: Record<string, unknown> = {}, idempotencyKey = 'execution-1/step-1') => {
  const { username, password, url } = server
  return createTestContext({
    connector: servicenow,
    connection: { baseUrl: `${url}/`, username, password, ...settings },
    idempotencyKey,
  })
}

test('signs in by password or by token, and says what is missing', async () => {
  expect(await servicenow.test?.(contextOf())).toMatchObject({ ok: true })
  const bearer = { authorization: 'bearer', token: server.token, username: '', password: '' }
  expect(await servicenow.test?.(contextOf(bearer))).toMatchObject({ ok: true })
  await expect(servicenow.test?.(contextOf({ password: 'wrong' }))).rejects.toThrow(ConnectionError)
  expect(() => contextOf({ authorization: 'bearer' })).toThrow('Needed for bearer.')
})

test('creates an incident, and finds it again after a crash', async () => {
  const input = { shortDescription: 'Laptop lost', description: '', fields: { urgency: '1' } }
  expect(await lookUpAction(createIncident, input, contextOf())).toBeUndefined()
  const created = await runAction(createIncident, input, contextOf())
  expect(created).toMatchObject({
    number: 'INC0000001',
    id: '00000000000000000000000000000001',
    record: { short_description: 'Laptop lost', urgency: '1', correlation_id: 'execution-1/step-1' },
  })
  expect(await lookUpAction(createIncident, input, contextOf())).toEqual(created)
  expect(await lookUpAction(createIncident, input, contextOf({}, 'execution-2/step-1'))).toBeUndefined()
})

test('changes a task, and empties fields only when asked to', async () => {
  const { id } = (await runAction(createIncident, { shortDescription: 'A' }, contextOf())) as { id: string }
  const change = { table: 'incident', id, fields: { state: 3, work_notes: '', short_description: null } }
  expect(await runAction(updateTask, change, contextOf())).toMatchObject({ statusCode: 200 })
  expect(server.received.at(-1)).toMatchObject({ method: 'PATCH', body: { state: 3 } })
  await runAction(updateTask, { ...change, emptyValues: 'clear' }, contextOf())
  expect(server.received.at(-1)?.body).toEqual({ state: 3, work_notes: '', short_description: '' })
})

test('keeps ids inside their place in the path', async () => {
  const change = runAction(updateTask, { id: '../sys_user/1', fields: {} }, contextOf())
  await expect(change).rejects.toThrow(RemoteError)
  expect(server.received.at(-1)?.path).toBe('/api/now/table/task/..%2Fsys_user%2F1')
  const other = runAction(updateTask, { table: 'task/1', id: '1' }, contextOf())
  await expect(other).rejects.toThrow('letters, digits and underscores')
})

test('says what ServiceNow said', async () => {
  const read = runAction(readRecord, { table: 'incident', id: '404' }, contextOf())
  await expect(read).rejects.toThrow('ServiceNow refused: No Record found; Record doesn')
})

test('searches records, all at once and page by page', async () => {
  for (let n = 0; n < 5; n += 1) {
    await runAction(createIncident, { fields: { urgency: n < 3 ? '1' : '2' } }, contextOf())
  }
  const input = { table: 'incident', query: 'urgency=1' }
  expect(await runAction(searchRecords, { ...input, limit: 2 }, contextOf())).toMatchObject({
    records: [{ number: 'INC0000001' }, { number: 'INC0000002' }],
    hasMore: true,
  })
  expect(await runAction(searchRecords, input, contextOf())).toMatchObject({ hasMore: false })
  const first = await searchRecords.readPage?.(input, { cursor: null, size: 2 }, contextOf())
  expect(first?.items).toHaveLength(2)
  const rest = { cursor: first?.next ?? null, size: 2 }
  expect(await searchRecords.readPage?.(input, rest, contextOf())).toMatchObject({
    items: [{ number: 'INC0000003' }],
    next: null,
  })
})

test('calls any endpoint', async () => {
  const body = { short_description: 'Create the application' }
  const path = '/api/now/table/sc_task'
  expect(await runAction(customApiAction, { method: 'POST', path, body }, contextOf())).toMatchObject({
    statusCode: 201,
    body: { result: { short_description: 'Create the application' } },
  })
  const read = await runAction(customApiRead, { path, query: { sysparm_limit: 1 } }, contextOf())
  expect(read).toMatchObject({ statusCode: 200, body: { result: [body] } })
  const leaving = runAction(customApiRead, { path: '//evil.test/api' }, contextOf())
  await expect(leaving).rejects.toThrow('starts with one slash')
  const taken = runAction(customApiRead, { path, headers: { Authorization: 'Basic x' } }, contextOf())
  await expect(taken).rejects.toThrow('leave them out')
})

test('sends text as JSON and objects as forms where the headers say so', async () => {
  const text = { method: 'POST', path: '/api/now/table/a', body: '{"a":1}' }
  await runAction(customApiAction, text, contextOf())
  expect(server.received.at(-1)?.body).toEqual({ a: 1 })
  const form = {
    ...text,
    body: { a: 1, b: { c: 2 } },
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
  }
  await runAction(customApiAction, form, contextOf()).catch(() => undefined)
  expect(server.received.at(-1)?.body).toBe('a=1&b=%7B%22c%22%3A2%7D')
})
