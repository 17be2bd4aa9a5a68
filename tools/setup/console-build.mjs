import { existsSync, rmSync } from 'node:fs'
import { fingerprint } from './fingerprint.mjs'
import { inRoot, root } from './paths.mjs'
import { say } from './report.mjs'
import { runProcess } from './run-process.mjs'
import { readStamp, writeStamp } from './stamp.mjs'

const stampFile = inRoot('packages/console/.dist-stamp.json')

// What ends up in the bundle: the console, the packages it imports, and the versions of everything else.
const sources = [
  'packages/console',
  'packages/api/src',
  'packages/engine/src',
  'packages/sdk/src',
  'package-lock.json',
]

/** Whether packages/console/dist was built from the sources as they are now. */
export function isConsoleBuilt() {
  return existsSync(inRoot('packages/console/dist/index.html')) && readStamp(stampFile) === wanted()
}

/** @param {{ node: string, env: NodeJS.ProcessEnv }} runtime */
export async function buildConsole({ node, env }) {
  say('building the console')
  rmSync(stampFile, { force: true })
  const before = wanted()
  const vite = inRoot('node_modules/vite/bin/vite.js')
  await runProcess([node, vite, 'build', '--logLevel', 'warn'], { cwd: inRoot('packages/console'), env })
  writeStamp(stampFile, before)
}

function wanted() {
  return fingerprint(root, sources)
}
