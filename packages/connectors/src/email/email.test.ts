import net from 'node:net'
import {
  createMemoryFiles,
  createTestContext,
  localhostCertificate,
  runAction,
  startSmtpSink,
  type SmtpSink,
  type SmtpSinkOptions,
} from '@keyway/connectors/testing'
import { ConnectionError, RemoteError, TemporaryError } from '@keyway/sdk'
import { afterEach, expect, test } from 'vitest'
import { send } from './actions/send.ts'
import { email } from './index.ts'

const account = { username: 'keyway', password: 'c0rrect horse' }
const message = { to: ['Lin <lin@acme.test>'], subject: 'Hello', text: 'Hello Lin' }
const open: { close: () => Promise<void> | void }[] = []
afterEach(async () => {
  for (const item of open.splice(0)) await item.close()
})

async function sinkWith(options: SmtpSinkOptions = {}): Promise<SmtpSink> {
  const sink = await startSmtpSink(options)
  open.push(sink)
  return sink
}

function contextOf(port: number, settings: Record<string, unknown> = {}) {
  const from = 'Keyway <keyway@acme.test>'
  return createTestContext({ connector: email, connection: { host: 'localhost', port, from, ...settings } })
}

const encrypted = { certificateAuthority: localhostCertificate.cert, ...account }
const inTheClear = { requireTls: false }

test.each([
  { kind: 'STARTTLS', fromStart: false },
  { kind: 'TLS from the start', fromStart: true },
])('signs in and sends by $kind over the dialled socket', async ({ fromStart }) => {
  const sink = await sinkWith({ account, tls: { ...localhostCertificate, fromStart } })
  const sockets: net.Socket[] = []
  const context = contextOf(sink.port, { ...encrypted, secure: fromStart })
  const sent = await runAction(send, message, {
    ...context,
    dial: async (target) => {
      const socket = await context.dial(target)
      sockets.push(socket)
      return socket
    },
  })
  expect(sink.messages).toMatchObject([{ from: 'keyway@acme.test', to: ['lin@acme.test'], secure: true }])
  expect(sent).toMatchObject({ accepted: ['lin@acme.test'], rejected: [] })
  // Every byte went through the one socket that the guard opened, and it is closed again.
  expect(sockets).toHaveLength(1)
  expect(sockets[0]?.bytesWritten).toBeGreaterThan(1000)
  expect(sockets[0]?.destroyed).toBe(true)
})

test('writes text and HTML, and keeps BCC out of the message', async () => {
  const sink = await sinkWith()
  const input = { ...message, cc: ['sam@acme.test'], bcc: ['audit@acme.test'], html: '<p>Grüße</p>' }
  await runAction(send, input, contextOf(sink.port, inTheClear))
  const [received] = sink.messages
  expect(received?.to).toEqual(['lin@acme.test', 'sam@acme.test', 'audit@acme.test'])
  expect(received?.source).toContain('Content-Type: multipart/alternative')
  expect(received?.source).not.toMatch(/audit/)
})

test('the same step has the same Message-ID', async () => {
  const sink = await sinkWith()
  const context = contextOf(sink.port, inTheClear)
  const first = await runAction(send, message, context)
  const second = await runAction(send, message, context)
  expect(second).toMatchObject({ messageId: Object(first).messageId })
  expect(sink.messages[0]?.source).toContain(`Message-ID: ${Object(first).messageId}`)
})

test('data in the subject adds no header and no recipient', async () => {
  const sink = await sinkWith()
  const subject = 'Hi\r\nBcc: thief@evil.test\r\n\r\nbody'
  await runAction(send, { ...message, subject }, contextOf(sink.port, inTheClear))
  expect(sink.messages[0]?.to).toEqual(['lin@acme.test'])
  expect(sink.messages[0]?.source).toContain('Subject: Hi Bcc: thief@evil.test body\r\n')
})

test('a dot on a line of its own does not end the message', async () => {
  const sink = await sinkWith()
  const text = 'one\r\n.\r\nMAIL FROM:<thief@evil.test>\r\ntwo'
  await runAction(send, { ...message, text }, contextOf(sink.port, inTheClear))
  expect(sink.messages).toHaveLength(1)
  expect(sink.messages[0]?.source).toContain('two')
})

test('never sends a password or message where STARTTLS is missing, unless told to', async () => {
  const sink = await sinkWith({ account })
  await expect(runAction(send, message, contextOf(sink.port, account))).rejects.toMatchObject({
    code: 'smtp_tls_failed',
  })
  expect(sink.messages).toHaveLength(0)
})

test('a certificate nobody vouches for is refused', async () => {
  const sink = await sinkWith({ account, tls: { ...localhostCertificate, fromStart: false } })
  const sent = runAction(send, message, contextOf(sink.port, account))
  await expect(sent).rejects.toThrow(ConnectionError)
  await expect(sent).rejects.toMatchObject({ code: 'smtp_tls_failed' })
})

test('a wrong password asks for another one and is not in the error', async () => {
  const sink = await sinkWith({ account, tls: { ...localhostCertificate, fromStart: false } })
  const context = contextOf(sink.port, { ...encrypted, password: 'wr0ng-secret' })
  const error = await runAction(send, message, context).catch((thrown: unknown) => thrown)
  expect(error).toBeInstanceOf(ConnectionError)
  expect(error).toMatchObject({ code: 'smtp_535' })
  expect(`${String(error)} ${JSON.stringify(error)}`).not.toContain('wr0ng-secret')
})

test.each([
  [550, RemoteError],
  [450, TemporaryError],
])('a refusal with %i is told from a passing one', async (code, kind) => {
  const sink = await sinkWith({ refuseRecipient: () => ({ code, message: 'No such mailbox' }) })
  const sent = runAction(send, message, contextOf(sink.port, inTheClear))
  await expect(sent).rejects.toThrow(kind)
  await expect(sent).rejects.toMatchObject({ code: `smtp_${code}` })
})

test('recipients that were refused are named when others were taken', async () => {
  const sink = await sinkWith({
    refuseRecipient: (address) => (address.startsWith('gone') ? { code: 550, message: 'Gone' } : undefined),
  })
  const input = { ...message, to: ['lin@acme.test', 'gone@acme.test'] }
  const sent = await runAction(send, input, contextOf(sink.port, inTheClear))
  expect(sent).toMatchObject({ accepted: ['lin@acme.test'], rejected: ['gone@acme.test'] })
})

/** A server that speaks SMTP badly: answers each command with the next line, then hangs up. */
async function startScript(lines: readonly string[]): Promise<number> {
  const server = net.createServer((socket) => {
    const left = [...lines]
    const next = () => {
      const line = left.shift()
      if (line === undefined) socket.destroy()
      else socket.write(`${line}\r\n`)
    }
    socket.on('data', next).on('error', () => {})
    next()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  open.push({ close: () => void server.close() })
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  return address.port
}

test('a connection lost before the message is worth another try', async () => {
  const port = await startScript(['220 hello', '250 localhost'])
  await expect(runAction(send, message, contextOf(port, inTheClear))).rejects.toThrow(TemporaryError)
})

test('a connection lost after the message was handed over is not tried again', async () => {
  const port = await startScript(['220 hello', '250 localhost', '250 ok', '250 ok', '354 go on'])
  const sent = runAction(send, message, contextOf(port, inTheClear))
  await expect(sent).rejects.toMatchObject({ code: 'outcome_unknown', retry: 'never' })
})

test('gives up when it is told to', async () => {
  const port = await startScript(['220 hello', '250 localhost', '250 ok', '250 ok', '354 go on', '']) // then silence
  const abort = new AbortController()
  const context = { ...contextOf(port, inTheClear), signal: abort.signal }
  setTimeout(() => abort.abort(), 100)
  await expect(runAction(send, message, context)).rejects.toThrow(/may or may not have been sent|broke off/)
})

test('a server that is not there is worth another try', async () => {
  const context = contextOf(9, inTheClear)
  const dial = () => Promise.reject(new TemporaryError('connection refused'))
  await expect(runAction(send, message, { ...context, dial })).rejects.toThrow(TemporaryError)
})

test('the connection test signs in', async () => {
  const sink = await sinkWith({ account, tls: { ...localhostCertificate, fromStart: false } })
  const report = await email.test?.(contextOf(sink.port, encrypted))
  expect(report).toEqual({ ok: true, message: `localhost:${sink.port} answered as keyway, encrypted.` })
  const wrong = contextOf(sink.port, { ...encrypted, password: 'wrong' })
  await expect(email.test?.(wrong)).rejects.toThrow(ConnectionError)
})

async function* piecesOf(text: string): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < text.length; at += 1_000) yield Buffer.from(text.slice(at, at + 1_000))
}

test('attaches files, by stream, under names that cannot become headers', async () => {
  const sink = await sinkWith()
  const files = createMemoryFiles()
  const content = 'zeile;ä\r\n'.repeat(5_000)
  const file = await files.write(
    { name: 'a"b\r\nBcc: eve@evil.test\r\n.csv', contentType: 'text/csv' },
    piecesOf(content),
  )
  const forged = { ...file, contentType: 'text/html\r\nX-Evil: 1' }
  const context = { ...contextOf(sink.port, inTheClear), files }
  await runAction(send, { ...message, attachments: [forged] }, context)
  const source = sink.messages[0]?.source ?? ''
  expect(sink.messages[0]?.to).toEqual(['lin@acme.test'])
  expect(source).toMatch(/^Content-Type: text\/csv/m)
  expect(source).not.toMatch(/^(Bcc|X-Evil):/im)
  const encoded =
    /base64\r\nContent-Disposition[^]*?\r\n\r\n([A-Za-z0-9+/=\r\n]+)\r\n--/.exec(source)?.[1] ?? ''
  expect(Buffer.from(encoded, 'base64').toString()).toBe(content)
  // One file alone is a list of one, as in a form.
  await runAction(send, { ...message, attachments: file }, context)
  expect(sink.messages).toHaveLength(2)
})

test('a file that is gone stops the message before anything is said to the server', async () => {
  const sink = await sinkWith()
  const files = createMemoryFiles()
  const file = await files.write({ name: 'a', contentType: 'a/b' }, piecesOf('x'))
  const context = { ...contextOf(sink.port, inTheClear), files }
  const gone = { ...file, id: 'nobody' }
  await expect(runAction(send, { ...message, attachments: [gone] }, context)).rejects.toMatchObject({
    code: 'file_unknown',
  })
  expect(sink.messages).toEqual([])
})

test('a file that breaks off while it is sent is no whole message, and nothing hangs', async () => {
  const sink = await sinkWith()
  const files = createMemoryFiles()
  const file = await files.write({ name: 'a', contentType: 'a/b' }, piecesOf('x'.repeat(50_000)))
  async function* broken(): AsyncGenerator<Uint8Array> {
    yield Buffer.alloc(20_000, 'x')
    throw new Error('the store is gone')
  }
  const context = { ...contextOf(sink.port, inTheClear), files: { ...files, read: broken } }
  await expect(runAction(send, { ...message, attachments: [file] }, context)).rejects.toThrow(/message/)
  expect(sink.messages).toEqual([])
})
