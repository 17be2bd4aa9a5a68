import { ConnectionError, RemoteError, TemporaryError } from '@keyway/sdk'
import { createTestContext, listen, runAction, type LoopbackServer } from '@keyway/connectors/testing'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { deleteUrl } from './actions/delete.ts'
import { get } from './actions/get.ts'
import { post } from './actions/post.ts'
import { put } from './actions/put.ts'
import { request } from './actions/request.ts'
import { resolveUrl } from './client.ts'
import { connection } from './connection.ts'
import { http } from './index.ts'

let server: LoopbackServer
beforeAll(async () => {
  server = await listen(({ method, path, query, headers, body }) => {
    const status = Number(path.match(/\/status\/(\d+)$/)?.[1] ?? 200)
    return { status, headers: { 'X-Answer': 'yes' }, body: { method, path, query, body, headers } }
  })
})
afterAll(() => server.close())

const contextOf = (settings: Record<string, unknown> = {}) =>
  createTestContext({ connector: http, connection: settings })

test('reads a URL with query and headers', async () => {
  const input = {
    url: `${server.url}/items?page=1`,
    query: { size: 2, tag: ['a', 'b'], none: null },
    headers: { 'X-N': 1 },
  }
  const answer = await runAction(get, input, contextOf())
  expect(answer).toMatchObject({
    statusCode: 200,
    headers: { 'x-answer': 'yes' },
    body: { method: 'GET', query: { page: '1', size: '2', tag: 'b' }, headers: { 'x-n': '1' } },
  })
})

test('a query may be text, as exports have it', async () => {
  const answer = await runAction(get, { url: `${server.url}/items`, query: '?a=b%20c' }, contextOf())
  expect(answer).toMatchObject({ body: { query: { a: 'b c' } } })
  expect(await runAction(get, { url: `${server.url}/items`, query: '?' }, contextOf())).toMatchObject({
    body: { query: {} },
  })
})

test('sends objects as JSON and text as it is', async () => {
  const url = `${server.url}/items`
  expect(await runAction(post, { url, body: { a: [1] } }, contextOf())).toMatchObject({
    body: { body: { a: [1] } },
  })
  const headers = { 'Content-Type': 'application/x-www-form-urlencoded' }
  expect(await runAction(put, { url, body: 'a=1', headers }, contextOf())).toMatchObject({
    body: { method: 'PUT', body: 'a=1' },
  })
  expect(await runAction(deleteUrl, { url }, contextOf())).toMatchObject({
    body: { method: 'DELETE', body: '' },
  })
})

test('any method, and an answer left as text', async () => {
  const input = { method: 'patch', url: `${server.url}/items`, body: '{"a":1}', answerAs: 'text' }
  const answer = await runAction(request, input, contextOf())
  expect(answer).toMatchObject({ body: expect.stringContaining('"method":"PATCH"') })
})

test.each([
  [404, RemoteError],
  [409, RemoteError],
  [401, ConnectionError],
  [503, TemporaryError],
])('an answer of %i is an error with status and body', async (status, kind) => {
  const sent = runAction(get, { url: `${server.url}/status/${status}` }, contextOf())
  await expect(sent).rejects.toThrow(kind)
  await expect(sent).rejects.toMatchObject({ statusCode: status, body: { path: `/status/${status}` } })
})

test.each([
  [{ authorization: 'bearer', token: 't0ken' }, 'authorization', 'Bearer t0ken'],
  [{ authorization: 'basic', username: 'lin', password: 'p:w' }, 'authorization', `Basic ${btoa('lin:p:w')}`],
  [{ authorization: 'header', headerName: 'X-API-Key', headerValue: 'k3y' }, 'x-api-key', 'k3y'],
])('signs in with %o, whatever the flow says', async (settings, name, value) => {
  const context = contextOf({ ...settings, baseUrl: server.url })
  const headers = { [name.toUpperCase()]: 'of the flow' }
  await runAction(get, { url: '/items', headers }, context)
  expect(server.received.at(-1)?.headers[name]).toBe(value)
})

test.each([
  [{ authorization: 'bearer', token: 't' }, 'baseUrl'],
  [{ authorization: 'bearer', baseUrl: 'https://a.test' }, 'token'],
  [{ authorization: 'basic', baseUrl: 'https://a.test' }, 'username'],
  [{ authorization: 'header', baseUrl: 'https://a.test', headerValue: 'v' }, 'headerName'],
  [{ baseUrl: 'ftp://a.test' }, 'baseUrl'],
])('a connection of %o lacks %s', (settings, field) => {
  const result = connection.safeParse(settings)
  expect(result.error?.issues.map(({ path }) => path[0])).toEqual([field])
})

const baseUrl = 'https://api.acme.test/v1'
test.each([
  ['items', 'https://api.acme.test/v1/items'],
  ['/items?a=b', 'https://api.acme.test/v1/items?a=b'],
  ['users:invalidate', 'https://api.acme.test/v1/users:invalidate'],
  ['https://api.acme.test/v1/items', 'https://api.acme.test/v1/items'],
  ['https://api.acme.test/v1', 'https://api.acme.test/v1'],
])('%j is below the base URL', (url, expected) => {
  expect(resolveUrl(url, { baseUrl })).toBe(expected)
})

test.each([
  'https://evil.test/v1/items',
  'https://api.acme.test.evil.test/v1/items',
  'https://api.acme.test/v2/items',
  'https://api.acme.test/v1evil',
  'http://api.acme.test/v1/items',
  'https://user@api.acme.test/v1/items',
  '../v2/items',
  '/%2e%2e/v2/items',
  'file:///etc/passwd',
])('%j is refused: credentials stay below the base URL', (url) => {
  expect(() => resolveUrl(url, { baseUrl })).toThrow(/not below/)
})

test.each(['items', '/items', 'file:///etc/passwd'])('without a base URL %j is no whole URL', (url) => {
  expect(() => resolveUrl(url, {})).toThrow(/not a whole URL/)
})
