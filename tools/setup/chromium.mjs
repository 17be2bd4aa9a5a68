import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { say, SetupError } from './report.mjs'
import { runProcess } from './run-process.mjs'

const usualPlaces = [
  '/usr/bin/chromium',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
]

/**
 * The browser that tests drive; undefined when there is none yet.
 * @throws {SetupError} when KEYWAY_CHROMIUM names a file that does not exist
 */
export function findChromium() {
  const named = process.env['KEYWAY_CHROMIUM']
  if (named === undefined || named === '') return usualPlaces.find((place) => existsSync(place))
  if (existsSync(named)) return named
  throw new SetupError(
    `KEYWAY_CHROMIUM is ${named}, which does not exist. Set it to a Chromium or Chrome binary.`,
  )
}

/**
 * Installs Debian's Chromium, where that needs nobody's consent: as root on Debian or a relative of it.
 * @throws {SetupError} elsewhere
 */
export async function installChromium() {
  if (process.getuid?.() !== 0 || spawnSync('apt-get', ['--version']).status !== 0) {
    throw new SetupError(
      `the browser tests need Chromium, and none is in ${usualPlaces.slice(0, 2).join(' or ')}. Install it (on Debian: ` +
        `sudo apt-get install chromium), or set KEYWAY_CHROMIUM to a Chromium or Chrome binary.`,
    )
  }
  say('installing Chromium for the browser tests (apt-get)')
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  await runProcess(['apt-get', 'update', '-qq'], { cwd: '/', env })
  const packages = ['chromium', 'fonts-liberation']
  await runProcess(['apt-get', 'install', '-qq', '-y', '--no-install-recommends', ...packages], {
    cwd: '/',
    env,
  })
}
