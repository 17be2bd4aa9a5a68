import path from 'node:path'
import { findChromium, installChromium } from './chromium.mjs'
import { buildConsole, isConsoleBuilt } from './console-build.mjs'
import { areDependenciesInstalled, installDependencies } from './dependencies.mjs'
import { withLock } from './lock.mjs'
import { findNode } from './node-binary.mjs'
import { inRoot } from './paths.mjs'
import { buildProgram, isProgramBuilt, program } from './program-build.mjs'
import { arePostgresBinariesReady, preparePostgresBinaries } from './postgres-binaries.mjs'

/** @typedef {import('./commands.mjs').Command} Command */

/**
 * Brings everything in place that a command needs, and says which Node runs it in which environment. Only a set-up that
 * has something to do takes the lock, and looks again inside: another may have done it meanwhile.
 * @param {Command['needs']} needs
 */
export async function prepare(needs) {
  if (!isInPlace(needs)) await withLock(inRoot('.setup/lock'), () => putInPlace(needs))
  const { node, env } = runtime()
  // Tests try what people run.
  return { node, env: needs.includes('program') ? { ...env, KEYWAY_PROGRAM: program } : env }
}

/** @param {Command['needs']} needs */
function isInPlace(needs) {
  return (
    areDependenciesInstalled() &&
    (!needs.includes('postgres') || arePostgresBinariesReady()) &&
    (!needs.includes('chromium') || findChromium() !== undefined) &&
    (!needs.includes('console') || isConsoleBuilt()) &&
    (!needs.includes('program') || isProgramBuilt())
  )
}

/** @param {Command['needs']} needs */
async function putInPlace(needs) {
  if (!areDependenciesInstalled()) await installDependencies()
  const { node, env } = runtime()
  if (needs.includes('postgres') && !arePostgresBinariesReady()) await preparePostgresBinaries(node)
  if (needs.includes('chromium') && findChromium() === undefined) await installChromium()
  if (needs.includes('console') && !isConsoleBuilt()) await buildConsole({ node, env })
  if (needs.includes('program') && !isProgramBuilt()) await buildProgram({ node, env })
}

function runtime() {
  const node = findNode()
  const chromium = findChromium()
  const PATH = [path.dirname(node), inRoot('node_modules/.bin'), process.env['PATH'] ?? ''].join(
    path.delimiter,
  )
  return {
    node,
    env: { ...process.env, PATH, ...(chromium === undefined ? {} : { KEYWAY_CHROMIUM: chromium }) },
  }
}
