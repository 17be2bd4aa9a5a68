import { mkdirSync, readFileSync, rmdirSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { hostname } from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { say } from './report.mjs'

const heartbeatMs = 2_000
/** Older than this, the owner's heartbeat has stopped: its machine or container is gone. */
const staleMs = 30_000
const retryMs = 250

/**
 * Runs `work` while no other process on this folder does: making a directory succeeds for one of them only. The owner
 * touches the directory while it works; a lock whose process is gone, or whose heartbeat stopped, is taken over.
 * @template Result
 * @param {string} folder the lock
 * @param {() => Promise<Result>} work
 * @returns {Promise<Result>}
 */
export async function withLock(folder, work) {
  await acquire(folder)
  const heartbeat = setInterval(() => touch(folder), heartbeatMs)
  try {
    return await work()
  } finally {
    clearInterval(heartbeat)
    rmSync(folder, { recursive: true, force: true })
  }
}

/** @param {string} folder */
async function acquire(folder) {
  mkdirSync(path.dirname(folder), { recursive: true })
  let waiting = false
  while (!makeDirectory(folder)) {
    if (isStale(folder)) takeOver(folder)
    else if (!waiting) say('another set-up is at work here; waiting for it')
    waiting = true
    await sleep(retryMs)
  }
  writeFileSync(path.join(folder, 'owner.json'), JSON.stringify({ pid: process.pid, host: hostname() }))
}

/**
 * Removes a stale lock. Two waiters may both have seen it stale, and the slower one must not remove the faster one's new
 * lock: a second directory lets one of them in at a time, and the look is repeated inside.
 * @param {string} folder
 */
function takeOver(folder) {
  const turn = `${folder}.takeover`
  if (!makeDirectory(turn)) {
    const age = ageMs(turn)
    if (age !== undefined && age > staleMs) rmdirSync(turn)
    return
  }
  try {
    if (isStale(folder)) rmSync(folder, { recursive: true, force: true })
  } finally {
    rmdirSync(turn)
  }
}

/** @param {string} folder */
function isStale(folder) {
  const age = ageMs(folder)
  if (age === undefined) return false
  if (age > staleMs) return true
  const owner = readOwner(folder)
  // Process ids mean something on the same host only; elsewhere the heartbeat decides.
  return owner !== undefined && owner.host === hostname() && !isRunning(owner.pid)
}

/**
 * @param {string} folder
 * @returns {{ pid: number, host: string } | undefined}
 */
function readOwner(folder) {
  try {
    return JSON.parse(readFileSync(path.join(folder, 'owner.json'), 'utf8'))
  } catch {
    // Made a moment ago and not written yet, or just released: the caller looks again.
    return undefined
  }
}

/** @param {number} pid */
function isRunning(pid) {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}

/** @param {string} folder */
function ageMs(folder) {
  const stats = statSync(folder, { throwIfNoEntry: false })
  return stats === undefined ? undefined : Date.now() - stats.mtimeMs
}

/** @param {string} folder */
function touch(folder) {
  try {
    utimesSync(folder, new Date(), new Date())
  } catch {
    // Removed under us by hand; the work goes on, and the release tolerates it too.
  }
}

/** @param {string} folder */
function makeDirectory(folder) {
  try {
    mkdirSync(folder)
    return true
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false
    throw error
  }
}
