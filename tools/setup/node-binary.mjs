import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { inRoot } from './paths.mjs'
import { SetupError } from './report.mjs'

// 24.7 is the first release with argon2 in node:crypto, which stored passwords need.
const oldest = { major: 24, minor: 7 }

/**
 * The Node that Keyway runs on: the one npm installed from the lock file, otherwise the one that runs this script.
 * @returns {string} path of the binary
 * @throws {SetupError} when neither is new enough
 */
export function findNode() {
  /** @type {string[]} */
  const found = []
  for (const candidate of [pinnedNode(), process.execPath]) {
    if (!existsSync(candidate)) continue
    const version = versionOf(candidate)
    if (version !== undefined && isNewEnough(version)) return candidate
    found.push(`${candidate} (${version ?? 'does not run here'})`)
  }
  throw new SetupError(
    `Keyway needs Node ${oldest.major}.${oldest.minor} or later on ${process.platform}-${process.arch}, but found ` +
      `${found.join(' and ')}. Install Node ${oldest.major} from https://nodejs.org and try again.`,
  )
}

/** The binary of npm's platform package; there is none for every platform (Apple silicon has to bring its own). */
function pinnedNode() {
  const isWindows = process.platform === 'win32'
  const platform = isWindows ? 'win' : process.platform
  return inRoot('node_modules', `node-${platform}-${process.arch}`, 'bin', isWindows ? 'node.exe' : 'node')
}

/** @param {string} binary */
function versionOf(binary) {
  if (binary === process.execPath) return process.version
  const run = spawnSync(binary, ['--version'], { encoding: 'utf8' })
  return run.status === 0 ? run.stdout.trim() : undefined
}

/** @param {string} version as `v24.21.0` */
function isNewEnough(version) {
  const [major = 0, minor = 0] = version.replace(/^v/, '').split('.').map(Number)
  return major > oldest.major || (major === oldest.major && minor >= oldest.minor)
}
