import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { hostname, tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { withLock } from './lock.mjs'

let folder: string
let lock: string

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'keyway-lock-'))
  lock = path.join(folder, 'setup/lock')
})

afterEach(() => rmSync(folder, { recursive: true, force: true }))

function leaveLock(owner: { pid: number; host: string }): void {
  mkdirSync(lock, { recursive: true })
  writeFileSync(path.join(lock, 'owner.json'), JSON.stringify(owner))
}

test('the lock is held during the work and gone after it', async () => {
  expect(await withLock(lock, async () => existsSync(lock))).toBe(true)
  expect(existsSync(lock)).toBe(false)
})

test('work that fails releases the lock', async () => {
  await expect(withLock(lock, () => Promise.reject(new Error('no space left')))).rejects.toThrow(
    'no space left',
  )
  expect(existsSync(lock)).toBe(false)
})

test('processes at the same time work one after the other', async () => {
  const journal = path.join(folder, 'journal')
  const module = path.join(import.meta.dirname, 'lock.mjs')
  const script = `
    import { appendFileSync } from 'node:fs'
    import { setTimeout as sleep } from 'node:timers/promises'
    import { withLock } from ${JSON.stringify(module)}
    await withLock(${JSON.stringify(lock)}, async () => {
      appendFileSync(${JSON.stringify(journal)}, 'in ')
      await sleep(50)
      appendFileSync(${JSON.stringify(journal)}, 'out ')
    })`
  appendFileSync(journal, '')
  const children = Array.from({ length: 4 }, () =>
    spawn(process.execPath, ['--input-type=module', '-e', script], { stdio: 'ignore' }),
  )
  await Promise.all(children.map((child) => once(child, 'exit')))
  expect(readFileSync(journal, 'utf8')).toBe('in out '.repeat(4))
})

test('the lock of a process that is gone is taken over', async () => {
  const { pid } = spawnSync(process.execPath, ['--version'])
  leaveLock({ pid, host: hostname() })
  expect(await withLock(lock, async () => 'done')).toBe('done')
})

test('a lock from another host is taken over when its heartbeat has stopped', async () => {
  leaveLock({ pid: process.pid, host: 'another-host' })
  const longAgo = new Date(Date.now() - 60_000)
  utimesSync(lock, longAgo, longAgo)
  expect(await withLock(lock, async () => 'done')).toBe('done')
})
