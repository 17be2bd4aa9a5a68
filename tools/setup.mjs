// The way into every npm script: brings in place what the command needs and runs it on the right Node. This file and
// those in setup/ run on the Node of the host (18 or later) in a fresh clone, so they use built-ins only and are plain
// JavaScript.
import { findCommand } from './setup/commands.mjs'
import { handOver } from './setup/hand-over.mjs'
import { nodeEnvironment, nodeFlags } from './setup/node-flags.mjs'
import { inRoot } from './setup/paths.mjs'
import { prepare } from './setup/prepare.mjs'
import { say, SetupError } from './setup/report.mjs'

const [name = '', ...args] = process.argv.slice(2)
const command = findCommand(name, args)

if (command === undefined) {
  say(`unknown command '${name}'; one of start, demo, test, verify, bench, chaos, keyway is expected`)
  process.exitCode = 2
} else {
  try {
    const { node, env } = await prepare(command.needs)
    const { script, cwd } = command
    process.exitCode = await handOver([node, ...nodeFlags, ...script, ...args], {
      cwd,
      // Stripped and compiled sources are kept, so that a second start need not do it again.
      env: { NODE_COMPILE_CACHE: inRoot('node_modules/.cache/compile'), ...nodeEnvironment, ...env },
    })
  } catch (error) {
    if (!(error instanceof SetupError)) throw error
    say(error.message)
    process.exitCode = 1
  }
}
