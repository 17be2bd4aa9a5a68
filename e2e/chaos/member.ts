import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { createClient, type Call } from '@keyway/api'
import { spawnCli } from '../fixtures/cli.ts'
import { waitFor } from '../fixtures/wait-for.ts'
import { undoAtExit } from './at-exit.ts'

/** A Keyway process that somebody watches over: whenever it ends, it is started again. */
export interface Member {
  name: string
  port: number
  url: string
  /** The API, with the token of this process's data directory. */
  call: Call
  kill: () => void
  pause: () => void
  resume: () => void
  /** Whether it is up. */
  isListening: () => boolean
  /** How often it ended without having been killed. */
  endedByItself: () => number
  /** What it wrote at last. */
  output: () => string
  waitUntilUp: () => Promise<void>
  /** Ends it, and leaves it so. */
  close: () => Promise<void>
}

export interface MemberOptions {
  name: string
  port: number
  dataDirectory: string
  databaseUrl: string | null
  env: Record<string, string>
  say: (text: string) => void
}

const restartMs = 300
/** A machine that is busy with other things is slow to start anything. */
const startMs = 180_000

export function startMember({ name, port, dataDirectory, databaseUrl, env, say }: MemberOptions): Member {
  const url = `http://127.0.0.1:${port}`
  let child: ChildProcess
  let isClosing = false
  let wasKilled = false
  let ownEnds = 0
  let output = ''
  let isListening = false
  let restart: NodeJS.Timeout | undefined

  function start(): void {
    isListening = false
    wasKilled = false
    const args = [
      'start',
      `--port=${port}`,
      `--data=${dataDirectory}`,
      '--egress-allow=127.0.0.0/8',
      '--log-level=error',
      ...(databaseUrl === null ? [] : [`--database-url=${databaseUrl}`]),
    ]
    const started = spawnCli(args, env)
    child = started
    for (const stream of [started.stdout, started.stderr]) {
      stream?.on('data', (chunk) => {
        const text = String(chunk)
        if (text.includes('Keyway runs at')) isListening = true
        output = (output + text).slice(-20_000)
      })
    }
    started.on('exit', () => {
      isListening = false
      if (isClosing) return
      if (!wasKilled) {
        ownEnds += 1
        say(`    ${name} ended by itself: ${output.trim().slice(-500)}`)
      }
      restart = setTimeout(start, restartMs)
    })
  }

  start()
  const takeBack = undoAtExit(() => child.kill('SIGKILL'))
  return {
    name,
    port,
    url,
    // The token is made anew by every start.
    call: (...args) => createClient({ baseUrl: url, token: readToken(dataDirectory) })(...args),
    kill() {
      wasKilled = true
      child.kill('SIGKILL')
    },
    pause: () => child.kill('SIGSTOP'),
    resume: () => child.kill('SIGCONT'),
    isListening: () => isListening,
    endedByItself: () => ownEnds,
    output: () => output,
    async waitUntilUp() {
      await waitFor(
        `${name} to listen; it said: ${output.slice(-600)}`,
        () => isListening || undefined,
        startMs,
      )
    },
    async close() {
      isClosing = true
      takeBack()
      clearTimeout(restart)
      if (child.exitCode !== null || child.signalCode !== null) return
      const ended = once(child, 'exit')
      child.kill('SIGCONT')
      child.kill('SIGTERM')
      await ended
    },
  }
}

function readToken(dataDirectory: string): string {
  return readFileSync(path.join(dataDirectory, 'cli-token'), 'utf8').trim()
}
