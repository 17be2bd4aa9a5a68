import { existsSync, rmSync } from 'node:fs'
import { fingerprint } from './fingerprint.mjs'
import { inRoot, root } from './paths.mjs'
import { say } from './report.mjs'
import { runProcess } from './run-process.mjs'
import { readStamp, writeStamp } from './stamp.mjs'

const stampFile = inRoot('packages/cli/.dist-stamp.json')

/** What `npm start` runs: Keyway's sources in a few files. */
export const program = inRoot('packages/cli/dist/keyway.js')

const packages = [
  'api',
  'cards',
  'cli',
  'connectors',
  'engine',
  'flopack',
  'identity',
  'okta-sim',
  'sdk',
  'server',
]

// What ends up in it: our own sources, and the versions of everything else.
const sources = [
  ...packages.map((name) => `packages/${name}/src`),
  'packages/cli/bundle.ts',
  'package-lock.json',
]

/** Whether packages/cli/dist was built from the sources as they are now. */
export function isProgramBuilt() {
  return existsSync(program) && readStamp(stampFile) === wanted()
}

/** @param {{ node: string, env: NodeJS.ProcessEnv }} runtime */
export async function buildProgram({ node, env }) {
  say('building Keyway')
  rmSync(stampFile, { force: true })
  const before = wanted()
  await runProcess([node, inRoot('packages/cli/bundle.ts')], { cwd: root, env })
  writeStamp(stampFile, before)
}

function wanted() {
  return fingerprint(root, sources)
}
