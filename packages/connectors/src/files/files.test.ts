import { createServer, type IncomingHttpHeaders, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createMemoryFiles, createTestContext, runAction } from '@keyway/connectors/testing'
import { fileValue, z, type FileValue, type Json } from '@keyway/sdk'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { convertFile } from './actions/convert.ts'
import { create } from './actions/create.ts'
import { download } from './actions/download.ts'
import { hash } from './actions/hash.ts'
import { info } from './actions/info.ts'
import { readText } from './actions/read-text.ts'
import { uploadForm } from './actions/upload-form.ts'
import { upload } from './actions/upload.ts'
import { files as connector } from './index.ts'

const received: { method: string; headers: IncomingHttpHeaders; body: Buffer }[] = []
let server: Server
let origin: string
beforeAll(async () => {
  server = createServer((request, response) => {
    const parts: Buffer[] = []
    request.on('data', (part: Buffer) => parts.push(part))
    request.on('end', () => {
      received.push({ method: request.method ?? '', headers: request.headers, body: Buffer.concat(parts) })
      if (request.method === 'GET') response.writeHead(200, { 'content-type': 'text/csv' }).end('a,b\r\n')
      else response.writeHead(201, { 'content-type': 'application/json' }).end('{"id":7}')
    })
  })
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve))
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterAll(() => new Promise((resolve) => server.close(resolve)))

function world() {
  const files = createMemoryFiles()
  const context = createTestContext({ connector, files })
  const made = z.object({ file: fileValue })
  return {
    files,
    context,
    make: async (text: string, more: Record<string, Json> = {}): Promise<FileValue> =>
      made.parse(await runAction(create, { name: 'a.txt', text, ...more }, context)).file,
    converted: async (file: FileValue, from: string, to: string): Promise<string> => {
      const output = made.parse(await runAction(convertFile, { file, from, to }, context))
      return (files.contents.get(output.file.id) ?? Buffer.alloc(0)).toString('hex')
    },
  }
}

const text = 'Zoë, 🔑 und Größe — 日本'

test.each(['utf-8', 'utf-16', 'base64', 'hex'])('text comes back as it went in, in %s', async (encoding) => {
  const { make, context } = world()
  const given =
    encoding === 'base64' ? Buffer.from(text).toString('base64') : encoding === 'hex' ? '00ff10' : text
  const file = await make(given, { encoding })
  expect(await runAction(readText, { file, encoding }, context)).toEqual({ text: given })
})

test('latin1 takes what it has and says what it lacks', async () => {
  const { make, files } = world()
  const file = await make('Größe', { encoding: 'latin1' })
  expect(files.contents.get(file.id)).toEqual(Buffer.from('Größe', 'latin1'))
  await expect(make('10 €', { encoding: 'latin1' })).rejects.toThrow('the character "€" is not in latin1')
})

test.each([
  ['base64', 'a*b='],
  ['base64', 'abcde'],
  ['hex', 'abc'],
  ['hex', 'zz'],
])('what is not %s is refused: %s', async (encoding, given) => {
  await expect(world().make(given, { encoding })).rejects.toMatchObject({ code: 'encoding_invalid' })
})

test('bytes that are no text are refused as text, not read as rubbish', async () => {
  const { make, context } = world()
  const file = await make('fffe00c3', { encoding: 'hex' })
  await expect(runAction(readText, { file }, context)).rejects.toMatchObject({ code: 'encoding_invalid' })
  const cut = await make('e282', { encoding: 'hex' })
  await expect(runAction(readText, { file: cut }, context)).rejects.toMatchObject({
    code: 'encoding_invalid',
  })
})

test('a file too long for a text is refused with the limit and how to raise it', async () => {
  const { make, context } = world()
  const file = await make('x'.repeat(50))
  await expect(runAction(readText, { file, limit: 49 }, context)).rejects.toMatchObject({
    code: 'limit_file_text',
    message: expect.stringContaining('has 50 bytes, and "Limit" of this step allows 49'),
  })
})

test('files are converted part by part, wherever the parts are cut', async () => {
  const { make, converted } = world()
  const hex = (value: string, encoding: BufferEncoding = 'utf8') =>
    Buffer.from(value, encoding).toString('hex')
  for (const length of [0, 1, 5, 6, 7, 20, 21, 22]) {
    const content = text.repeat(3).slice(0, length).toWellFormed()
    const bytes = Buffer.from(content)
    const plain = await make(content)
    const packed = await make(bytes.toString('base64').replaceAll(/(.{5})/g, '$1\n'))
    expect(await converted(plain, 'bytes', 'base64')).toBe(hex(bytes.toString('base64')))
    expect(await converted(plain, 'bytes', 'hex')).toBe(hex(bytes.toString('hex')))
    expect(await converted(packed, 'base64', 'bytes')).toBe(bytes.toString('hex'))
    const wide = length === 0 ? '' : hex(`\uFEFF${content}`, 'utf16le')
    expect(await converted(plain, 'utf-8', 'utf-16')).toBe(wide)
    expect(await converted(await make(content, { encoding: 'utf-16' }), 'utf-16', 'utf-8')).toBe(hex(content))
  }
  await expect(converted(await make('TQ==TQ=='), 'base64', 'bytes')).rejects.toMatchObject({
    code: 'encoding_invalid',
  })
})

test('tells name, extension, size and digest', async () => {
  const { make, context } = world()
  const file = await make('abc', { name: 'report.tar.gz' })
  expect(await runAction(info, { file }, context)).toMatchObject({
    name: 'report.tar.gz',
    extension: 'gz',
    size: 3,
    contentType: 'text/plain',
  })
  expect(await runAction(hash, { file, algorithm: 'md5' }, context)).toEqual({
    hash: '900150983cd24fb0d6963f7d28e17f72',
  })
})

test('a download becomes a file', async () => {
  const { files, context } = world()
  const output = await runAction(download, { url: `${origin}/x/report.csv` }, context)
  expect(output).toMatchObject({
    name: 'report.csv',
    size: 5,
    contentType: 'text/csv',
    file: { kind: 'file' },
  })
  expect([...files.contents.values()].map(String)).toEqual(['a,b\r\n'])
})

test('a file is the whole body of an upload', async () => {
  const { make, context } = world()
  const file = await make('content', { contentType: 'text/csv' })
  const input = { file, url: `${origin}/up`, method: 'put', headers: { 'x-a': 'b' } }
  expect(await runAction(upload, input, context)).toMatchObject({
    statusCode: 201,
    body: { id: 7 },
    rawBody: '{"id":7}',
  })
  const [request] = received.slice(-1)
  expect(request).toMatchObject({ method: 'PUT', headers: { 'content-type': 'text/csv', 'x-a': 'b' } })
  expect(String(request?.body)).toBe('content')
})

test('a form is read by others as it was meant, whatever its names hold', async () => {
  const { make, context } = world()
  const file = await make('content', { contentType: 'text/csv', name: 'a"b\r\nX-Evil: 1.csv' })
  const hostile = 'na"me\r\nX-Evil: 1'
  const data = { note: 'höhe', object: { a: 1 }, [hostile]: 'v' }
  await runAction(uploadForm, { file, url: `${origin}/up`, field: 'doc', data }, context)
  const [request] = received.slice(-1)
  const type = request?.headers['content-type'] ?? ''
  expect(Number(request?.headers['content-length'] ?? request?.body.length)).toBe(request?.body.length)
  const form = await new Response(new Uint8Array(request?.body ?? []), {
    headers: { 'content-type': type },
  }).formData()
  expect(form.get('note')).toBe('höhe')
  expect(form.get('object')).toBe('{"a":1}')
  expect([...form.keys()].some((key) => key.startsWith('na'))).toBe(true)
  const part = form.get('doc')
  expect(part).toMatchObject({ type: 'text/csv', size: 7 })
  expect(String(request?.body)).not.toMatch(/^X-Evil/m)
})

test('a file value that says other things than the store is not believed', async () => {
  const { make, context } = world()
  const file = await make('content')
  const forged = { ...file, name: 'x', size: 1, contentType: 'text/html\r\nX-Evil: 1' }
  await runAction(upload, { file: forged, url: `${origin}/up` }, context)
  expect(received.at(-1)).toMatchObject({ headers: { 'content-type': 'text/plain' } })
  expect(String(received.at(-1)?.body)).toBe('content')
  const nobody = { ...file, id: '../../etc/passwd' }
  for (const action of [upload, uploadForm, readText, info, hash, convertFile]) {
    const input = { file: nobody, url: `${origin}/up` }
    await expect(runAction(action, input, context)).rejects.toMatchObject({ code: 'file_unknown' })
  }
})
