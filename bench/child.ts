import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { undoAtExit } from './cleanup.ts'

/** A Node process of the benchmark's own. */
export interface Child {
  pid: number
  /** The first part of its output that matches. Throws when it ends or the time is over before that. */
  waitForOutput: (pattern: RegExp, timeoutMs: number) => Promise<RegExpExecArray>
  /** All its output once it has ended by itself. Throws when it fails. */
  waitForEnd: () => Promise<string>
  /** Throws with what it said when it has ended. */
  assertRunning: () => void
  /** Asks it to end, and makes it end when it does not. */
  stop: () => Promise<void>
  /** Ends it without warning, as a power cut would. */
  kill: () => Promise<void>
}

export interface ChildOptions {
  /** For Node itself, before the script. */
  nodeArgs?: readonly string[]
  env?: Readonly<Record<string, string>>
}

const stopMs = 15_000

/** Starts a script of this repository. */
export function startChild(script: URL, args: readonly string[], options: ChildOptions = {}): Child {
  const file = fileURLToPath(script)
  const flags = ['--conditions=source', '--disable-warning=ExperimentalWarning', ...(options.nodeArgs ?? [])]
  return watch(path.basename(file), [...flags, file, ...args], { ...process.env, ...options.env })
}

/** Starts a script of somebody else on the same Node, in an environment of its own. */
export function startProgram(command: readonly [string, ...string[]], env: NodeJS.ProcessEnv): Child {
  return watch(path.basename(command[0]), command, env)
}

function watch(name: string, command: readonly string[], env: NodeJS.ProcessEnv): Child {
  const child = spawn(process.execPath, command, { stdio: ['ignore', 'pipe', 'pipe'], env })
  const takeBack = undoAtExit(() => child.kill('SIGKILL'))
  const { pid } = child
  if (pid === undefined) throw new Error(`${name} could not be started.`)
  let output = ''
  let complaints = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => (output += text))
  child.stderr
    .setEncoding('utf8')
    .on('data', (text: string) => (complaints = (complaints + text).slice(-4000)))
  const ended = once(child, 'close').finally(takeBack)
  const explain = (what: string): Error =>
    new Error(`${name} ${what}. ${output.slice(-1000)}${complaints}`.trim())

  return {
    pid,
    async waitForOutput(pattern, timeoutMs) {
      const until = performance.now() + timeoutMs
      for (;;) {
        const found = pattern.exec(output)
        if (found !== null) return found
        if (hasEnded(child)) throw explain(`ended with ${child.exitCode ?? child.signalCode}`)
        if (performance.now() > until) throw explain(`was not ready after ${timeoutMs / 1000} s`)
        await new Promise((resolve) => setTimeout(resolve, 10))
      }
    },
    assertRunning() {
      if (hasEnded(child)) throw explain(`ended with ${child.exitCode ?? child.signalCode}`)
    },
    async waitForEnd() {
      await ended
      if (child.exitCode !== 0) throw explain(`ended with ${child.exitCode ?? child.signalCode}`)
      return output
    },
    async stop() {
      if (!hasEnded(child)) child.kill('SIGTERM')
      const timer = setTimeout(() => child.kill('SIGKILL'), stopMs)
      await ended
      clearTimeout(timer)
    },
    async kill() {
      if (!hasEnded(child)) child.kill('SIGKILL')
      await ended
    },
  }
}

function hasEnded(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null
}
