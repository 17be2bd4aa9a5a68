import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import path from 'node:path'
import { fingerprint } from './fingerprint.mjs'
import { inRoot, root } from './paths.mjs'
import { say } from './report.mjs'
import { runProcess } from './run-process.mjs'
import { readStamp, writeStamp } from './stamp.mjs'

const stampFile = inRoot('node_modules/.keyway-setup.json')

/** @typedef {{ version?: string, integrity?: string, link?: boolean, optional?: boolean, devOptional?: boolean }} Entry */
/** @typedef {Record<string, Record<string, string> | undefined>} Manifest */

/** Whether node_modules holds what the lock file and the package.json files ask for. */
export function areDependenciesInstalled() {
  return readStamp(stampFile) === wanted()
}

/** Installs what is missing. Does nothing when a person's own `npm install` has just brought what is wanted. */
export async function installDependencies() {
  if (!matchesLockFile()) {
    rmSync(stampFile, { force: true })
    const subcommand = existsSync(inRoot('package-lock.json')) ? 'ci' : 'install'
    say(`installing dependencies (npm ${subcommand})`)
    // Install scripts stay off: nothing that we download runs before we start it.
    const flags = [
      '--include=dev',
      '--include=optional',
      '--ignore-scripts',
      '--prefer-offline',
      '--loglevel=error',
    ]
    await runProcess([...npm(), subcommand, ...flags], { cwd: root, env: hostEnvironment() })
  }
  writeStamp(stampFile, wanted())
}

function wanted() {
  return fingerprint(
    root,
    ['package-lock.json', ...manifestFiles()].filter((file) => existsSync(inRoot(file))),
  )
}

/** The package.json of the repository and of each workspace, relative to the repository. */
function manifestFiles() {
  /** @type {{ workspaces: string[] }} */
  const { workspaces } = readJson('package.json')
  const folders = workspaces.flatMap((pattern) => {
    if (!pattern.endsWith('/*')) return [pattern]
    const parent = pattern.slice(0, -2)
    return readdirSync(inRoot(parent)).map((name) => `${parent}/${name}`)
  })
  return ['package.json', ...folders.map((folder) => `${folder}/package.json`)].filter((file) =>
    existsSync(inRoot(file)),
  )
}

/** Whether npm's own record of node_modules agrees with the lock file, and the lock file with the package.json files. */
function matchesLockFile() {
  if (!existsSync(inRoot('package-lock.json')) || !existsSync(inRoot('node_modules/.package-lock.json')))
    return false
  /** @type {Record<string, Entry & Manifest>} */
  const locked = readJson('package-lock.json').packages
  /** @type {Record<string, Entry>} */
  const installed = readJson('node_modules/.package-lock.json').packages
  const isInstalled = Object.entries(locked).every(([place, entry]) => {
    if (!place.includes('node_modules/')) return true
    const found = installed[place]
    // Optional packages of other platforms are locked but not installed.
    if (found === undefined) return entry.optional === true || entry.devOptional === true
    return found.version === entry.version && found.integrity === entry.integrity
  })
  const isLocked = manifestFiles().every((file) => {
    const folder = path.posix.dirname(file)
    return declaredBy(readJson(file)) === declaredBy(locked[folder === '.' ? '' : folder] ?? {})
  })
  return isInstalled && isLocked
}

/** @param {Manifest} manifest */
function declaredBy(manifest) {
  const kinds = ['dependencies', 'devDependencies', 'optionalDependencies', 'peerDependencies']
  return JSON.stringify(kinds.map((kind) => sortedEntries(manifest[kind])))
}

/** @param {Record<string, string> | undefined} record */
function sortedEntries(record = {}) {
  return Object.keys(record)
    .sort()
    .map((key) => [key, record[key]])
}

/** @param {string} file */
function readJson(file) {
  return JSON.parse(readFileSync(inRoot(file), 'utf8'))
}

/**
 * The npm that started us, run by the Node it runs on.
 * @returns {[string, ...string[]]}
 */
function npm() {
  const { npm_execpath: script, npm_node_execpath: node } = process.env
  return script !== undefined && node !== undefined ? [node, script] : ['npm']
}

/** npm replaces node_modules, so it must not itself run on the Node that lives there. */
function hostEnvironment() {
  const own = inRoot('node_modules')
  const parts = (process.env['PATH'] ?? '').split(path.delimiter)
  return { ...process.env, PATH: parts.filter((part) => !part.startsWith(own)).join(path.delimiter) }
}
