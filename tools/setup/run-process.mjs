import { spawn } from 'node:child_process'
import { SetupError } from './report.mjs'

/**
 * Runs one step of set-up to its end. Its output goes to stderr.
 * @param {readonly [string, ...string[]]} command
 * @param {{ cwd: string, env?: NodeJS.ProcessEnv }} options
 * @throws {SetupError} when it cannot start or ends with another code than 0
 */
export async function runProcess([file, ...args], options) {
  const child = spawn(file, args, { ...options, stdio: ['ignore', process.stderr, process.stderr] })
  const outcome = await new Promise((resolve) => {
    child.once('error', (error) => resolve(error.message))
    child.once('exit', (code, signal) => resolve(code ?? signal))
  })
  if (outcome !== 0)
    throw new SetupError(`'${[file, ...args].join(' ')}' failed (${outcome}); its output is above`)
}
