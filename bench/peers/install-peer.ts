import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createWriteStream, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { undoAtExit } from '../cleanup.ts'
import { measureFolder } from './measure-folder.ts'
import type { PeerPackage } from './peer-package.ts'

/** An installed peer. */
export interface Peer {
  directory: string
  megabytes: number
}

interface Stamp {
  /** Steps that are done, so that an interrupted installation goes on where it stood. */
  done: string[]
  megabytes?: number
}

const cache = fileURLToPath(new URL('../../.setup/peers', import.meta.url))
const reportEveryMs = 20_000

/**
 * Installs a peer into a folder of its own, unless it is there. Nothing of it touches the workspace or its lock file.
 *
 * @throws {Error} that names the step, the log and what it ended with
 */
export async function installPeer(wanted: PeerPackage, say: (text: string) => void): Promise<Peer> {
  const { name, version, overrides, builds, note } = wanted
  const directory = path.join(cache, `${name}-${version}`)
  const stampFile = path.join(directory, 'installed.json')
  mkdirSync(directory, { recursive: true })
  const stamp: Stamp = existsSync(stampFile) ? JSON.parse(readFileSync(stampFile, 'utf8')) : { done: [] }
  if (stamp.megabytes !== undefined) return { directory, megabytes: stamp.megabytes }

  say(`installing ${name} ${version} into ${directory}: ${note}`)
  const manifest = { private: true, dependencies: { [name]: version }, overrides }
  writeFileSync(path.join(directory, 'package.json'), JSON.stringify(manifest, null, 2))
  const steps: [string, string[]][] = [
    ['install', ['install', '--ignore-scripts', '--no-audit', '--no-fund']],
    ...(builds.length === 0 ? [] : [['build', ['rebuild', ...builds]] satisfies [string, string[]]]),
  ]
  for (const [step, args] of steps) {
    if (stamp.done.includes(step)) continue
    await runNpm(args, { directory, what: `${name} ${version}, ${step}`, say })
    stamp.done.push(step)
    writeFileSync(stampFile, JSON.stringify(stamp))
  }
  stamp.megabytes = measureFolder(path.join(directory, 'node_modules')).megabytes
  writeFileSync(stampFile, JSON.stringify(stamp))
  return { directory, megabytes: stamp.megabytes }
}

async function runNpm(
  args: readonly string[],
  { directory, what, say }: { directory: string; what: string; say: (text: string) => void },
): Promise<void> {
  const logFile = path.join(directory, 'npm.log')
  const log = createWriteStream(logFile, { flags: 'a' })
  const child = spawn('npm', args, {
    cwd: directory,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...settingsOfNobody(), npm_config_nodedir: nodeHeaders(), npm_config_ignore_scripts: 'false' },
  })
  const takeBack = undoAtExit(() => child.kill('SIGTERM'))
  let tail = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      log.write(text)
      tail = (tail + text).slice(-1_500)
    })
  }
  const start = performance.now()
  const timer = setInterval(() => {
    const { megabytes, files } = measureFolder(path.join(directory, 'node_modules'))
    const seconds = Math.round((performance.now() - start) / 1000)
    say(`    ${what}: ${seconds} s, ${Math.round(megabytes)} MB in ${files} files`)
  }, reportEveryMs)
  try {
    const [code] = await Promise.race([
      once(child, 'close'),
      once(child, 'error').then(([error]: unknown[]) => {
        throw new Error(`${what}: npm could not be started.`, { cause: error })
      }),
    ])
    if (code !== 0) {
      throw new Error(
        `${what} failed with code ${code}. Run it again to go on from there; the whole log is ${logFile}. It ends with:\n${tail}`,
      )
    }
  } finally {
    clearInterval(timer)
    takeBack()
    log.end()
  }
}

/** Native parts are built against the Node that will run them; its package brings the headers, so none are fetched. */
function nodeHeaders(): string {
  return path.resolve(path.dirname(process.execPath), '..')
}

/** npm, which started this process, told it about the workspace; a second npm would take that for its own. */
function settingsOfNobody(): NodeJS.ProcessEnv {
  const kept = /^npm_config_(registry|cache|userconfig|globalconfig|proxy|https_proxy|noproxy|cafile)$/i
  return Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/^npm_/i.test(name) || kept.test(name)),
  )
}
