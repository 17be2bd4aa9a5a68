import { setTimeout as sleep } from 'node:timers/promises'
import { fileValue, type FileValue } from '@keyway/sdk'
import { roles } from '@keyway/api'
import { afterAll, afterEach, beforeEach, expect, test } from 'vitest'
import { openDatabase } from '../db/open-database.ts'
import type { Database } from '../db/database.ts'
import { createHttpServer, type HttpServer } from '../http/server.ts'
import { createLog } from '../log.ts'
import { createDirectories } from '../testing/directories.ts'
import { createFiles } from './file-store.ts'
import { mountFiles } from './routes.ts'

const directories = createDirectories()
afterAll(() => directories.remove())

const maxBytes = 1_000_000
let database: Database
let server: HttpServer
let url: string
beforeEach(async () => {
  database = await openDatabase({ kind: 'sqlite', directory: directories.create() })
  server = createHttpServer({
    publicUrl: 'http://127.0.0.1',
    consoleDirectory: undefined,
    log: createLog({ level: 'silent' }),
    authenticate: (headers) => {
      const role = roles.find((name) => headers.get('authorization') === `Bearer ${name}`)
      const caller =
        role === undefined ? undefined : ({ kind: 'token', tokenId: role, name: role, role } as const)
      return Promise.resolve(caller)
    },
  })
  mountFiles(server, { files: createFiles(database.kysely, { maxBytes }), maxBytes })
  const { port } = await server.listen({ host: '127.0.0.1', port: 0 })
  url = `http://127.0.0.1:${port}/api/files`
})
afterEach(async () => {
  await server.close(100)
  await database.close()
})

const as = (role: string, more: Record<string, string> = {}) => ({ authorization: `Bearer ${role}`, ...more })
async function upload(name: string, body: string, headers: Record<string, string> = {}): Promise<Response> {
  return fetch(`${url}?name=${encodeURIComponent(name)}`, {
    method: 'POST',
    headers: as('operator', headers),
    body,
  })
}
async function uploaded(name: string, body: string, contentType: string): Promise<FileValue> {
  return fileValue.parse(await (await upload(name, body, { 'content-type': contentType })).json())
}

test('what was uploaded comes back as an attachment that nobody runs', async () => {
  const page = '<script>alert(1)</script>'
  const file = await uploaded('../über "x".html', page, 'text/html')
  expect(file).toMatchObject({ name: 'über x.html', contentType: 'text/html', size: page.length })
  const answer = await fetch(`${url}/${file.id}`, { headers: as('viewer') })
  expect(await answer.text()).toBe(page)
  expect(Object.fromEntries(answer.headers)).toMatchObject({
    'content-type': 'application/octet-stream',
    'content-length': String(page.length),
    'content-disposition': `attachment; filename="_ber x.html"; filename*=UTF-8''%C3%BCber%20x.html`,
    'x-content-type-options': 'nosniff',
    'cache-control': 'no-store',
  })
})

test('a type that nobody runs is kept', async () => {
  const file = await uploaded('a.csv', 'a,b', 'text/csv; charset=utf-8')
  const answer = await fetch(`${url}/${file.id}`, { headers: as('viewer') })
  expect(answer.headers.get('content-type')).toBe('text/csv; charset=utf-8')
})

test('uploads need an operator, a name and a length within the limit; the rest is refused with a reason', async () => {
  const asViewer = await fetch(`${url}?name=a`, { method: 'POST', headers: as('viewer'), body: 'x' })
  expect(asViewer.status).toBe(403)
  expect((await fetch(url, { method: 'POST', headers: as('operator'), body: 'x' })).status).toBe(400)
  const packed = await upload('a', 'x', { 'content-encoding': 'gzip' })
  expect(packed.status).toBe(415)
  const long = await upload('a', 'x'.repeat(maxBytes + 1)).catch(() => undefined)
  if (long !== undefined) expect(long.status).toBe(413)
  expect(await database.kysely.selectFrom('files').selectAll().execute()).toEqual([])
})

test('an upload without a declared length is cut at the limit, and one that breaks off is not kept', async () => {
  async function* chunks(count: number, pauseMs: number) {
    for (let n = 0; n < count; n += 1) {
      yield Buffer.alloc(100_000)
      await sleep(pauseMs)
    }
  }
  const send = (body: AsyncIterable<Uint8Array>, signal: AbortSignal | null = null) => {
    const request = { method: 'POST', headers: as('operator'), body: ReadableStream.from(body), signal }
    // Node's fetch asks for `duplex` with a streamed body; the types of the browser's do not know it.
    return fetch(`${url}?name=a`, { ...request, duplex: 'half' } as RequestInit)
  }
  const long = await send(chunks(30, 0)).catch(() => undefined)
  if (long !== undefined) expect(long.status).toBe(413)
  await expect(send(chunks(9, 100), AbortSignal.timeout(250))).rejects.toThrow(/abort/i)
  await expect.poll(() => database.kysely.selectFrom('files').selectAll().execute()).toEqual([])
})

test('an id of nobody, or of something else, is not found', async () => {
  for (const id of ['nobody', '..%2F..%2Fetc%2Fpasswd', '%00']) {
    expect((await fetch(`${url}/${id}`, { headers: as('viewer') })).status).toBe(404)
  }
})

test('a reader that goes away in the middle leaves the server well', async () => {
  const file = await uploaded('a.bin', 'x'.repeat(900_000), 'application/pdf')
  const abort = new AbortController()
  const answer = await fetch(`${url}/${file.id}`, { headers: as('viewer'), signal: abort.signal })
  abort.abort()
  await expect(answer.arrayBuffer()).rejects.toThrow(/abort/i)
  const again = await fetch(`${url}/${file.id}`, { headers: as('viewer') })
  expect((await again.arrayBuffer()).byteLength).toBe(900_000)
})
