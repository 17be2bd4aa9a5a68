import { spawn, spawnSync } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { createClient, oktaHooks } from '@keyway/api'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startKeywayProcess, type KeywayProcess } from '../fixtures/keyway-process.ts'
import { oktaDelivery, postToHook, type HookTarget } from '../fixtures/okta-delivery.ts'
import { waitFor } from '../fixtures/wait-for.ts'

const canTrace = spawnSync('strace', ['-o', '/dev/null', 'true']).status === 0
if (!canTrace)
  process.stderr.write('Skipping the trace of system calls: strace is not here, or may not trace.\n')

describe.skipIf(!canTrace)('what the operating system was asked to do before an acknowledgement', () => {
  let keyway: KeywayProcess
  let folder: string

  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'keyway-trace-'))
    keyway = await startKeywayProcess({ logLevel: 'error' })
  })

  afterAll(async () => {
    await keyway?.close()
    await rm(folder, { recursive: true, force: true })
  })

  test('the event was written and synced to the disk', async () => {
    const call = createClient({ baseUrl: keyway.url, token: await keyway.readToken() })
    const hook = await call(oktaHooks.createOktaHook, { body: { name: 'Acme' } })
    // Whatever a first delivery does once is done before we look.
    await deliver(hook, randomUUID())

    const trace = await traceCalls(keyway.pid() ?? 0, path.join(folder, 'calls'))
    const uuid = randomUUID()
    await deliver(hook, uuid)
    const calls = await trace.stop()

    const arrived = calls.findIndex(
      (line) => line.includes(uuid) && /\b(read|recvfrom)\(|<\.\.\. read resumed/.test(line),
    )
    const written = calls.findIndex(
      (line, at) => at > arrived && /\bp?write(64|v)?\(\d+<[^>]*-wal>/.test(line),
    )
    const synced = calls.findIndex((line, at) => at > written && isSynced(line, calls.slice(written, at)))
    const acknowledged = calls.findIndex((line, at) => at > arrived && line.includes('HTTP/1.1 204'))
    const steps = { arrived, written, synced, acknowledged }
    expect(Object.entries(steps).filter(([, at]) => at === -1)).toEqual([])
    expect(Object.keys(steps)).toEqual(
      Object.entries(steps)
        .toSorted(([, one], [, other]) => one - other)
        .map(([step]) => step),
    )
  })
})

/** A sync of the write-ahead log that came back without an error, in one line or begun in an earlier one. */
function isSynced(line: string, before: readonly string[]): boolean {
  if (/\bf(data)?sync\(\d+<[^>]*-wal>\)\s+= 0/.test(line)) return true
  const [, thread] = /^(\d+) .*<\.\.\. f(?:data)?sync resumed>\)\s+= 0/.exec(line) ?? []
  return (
    thread !== undefined &&
    before.some((begun) => begun.startsWith(`${thread} `) && /sync\(\d+<[^>]*-wal>/.test(begun))
  )
}

async function deliver(hook: HookTarget, uuid: string): Promise<void> {
  const { status } = await postToHook(hook, oktaDelivery([{ uuid, eventType: 'user.lifecycle.deactivate' }]))
  expect(status).toBe(204)
}

/** Traces all threads of a process; `stop` answers the calls, one a line, in the order in which they were made. */
async function traceCalls(pid: number, file: string): Promise<{ stop: () => Promise<string[]> }> {
  const calls = 'trace=read,recvfrom,write,writev,pwrite64,pwritev,sendto,sendmsg,fsync,fdatasync'
  const strace = spawn('strace', ['-f', '-y', '-s', '4096', '-e', calls, '-o', file, '-p', String(pid)])
  let said = ''
  strace.stderr.on('data', (chunk) => (said += String(chunk)))
  await waitFor('strace to attach', () => (said.includes('attached') ? true : undefined), 20_000)
  return {
    async stop() {
      strace.kill('SIGINT')
      await once(strace, 'close')
      return (await readFile(file, 'utf8')).split('\n')
    },
  }
}
