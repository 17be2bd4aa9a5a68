import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'

// A rule nobody sees fire may have stopped working (another tool we tried read no files and reported no violations).
// So every kind of rule gets a planted violation, in a folder laid out like the repository and linted by the
// repository's own configuration.

type Plant = { file: string; code: string; rule: string }

const forbidden: Record<string, Plant> = {
  'sdk imports another package of ours': plant('sdk/a.ts', "import '@keyway/engine'"),
  'sdk imports from the registry': plant('sdk/b.ts', "import 'luxon'"),
  'engine imports a Node built-in': plant('engine/a.ts', "import 'node:fs'"),
  'engine imports a Node built-in without its prefix': plant('engine/b.ts', "import 'fs'"),
  'engine imports cards': plant('engine/c.ts', "import '@keyway/cards'"),
  'engine loads cards at run time': plant('engine/d.ts', "export const load = () => import('@keyway/cards')"),
  'engine exports what is not its own': plant('engine/e.ts', "export { card } from '@keyway/cards'"),
  'engine reads the clock': plant(
    'engine/f.ts',
    'export const now = Date.now()',
    'eslint(no-restricted-properties)',
  ),
  'engine reads the clock by constructor': plant(
    'engine/g.ts',
    'export const now = new Date()',
    'keyway(no-ambient-input)',
  ),
  'engine draws a random number': plant(
    'engine/h.ts',
    'export const draw = Math.random()',
    'eslint(no-restricted-properties)',
  ),
  'engine sets a timer': plant('engine/i.ts', 'setTimeout(() => {}, 1)', 'eslint(no-restricted-globals)'),
  'a card opens a socket': plant('cards/list/a.ts', "import 'node:https'"),
  'a card imports an HTTP client': plant('cards/list/b.ts', "import 'undici'"),
  'a card calls fetch': plant(
    'cards/list/c.ts',
    "export const page = fetch('http://127.0.0.1')",
    'eslint(no-restricted-globals)',
  ),
  'a card imports the engine': plant('cards/list/d.ts', "import '@keyway/engine'"),
  'a card draws random bytes': plant(
    'cards/list/e.ts',
    "import { randomUUID } from 'node:crypto'\nexport const id = randomUUID()",
    'keyway(no-ambient-input)',
  ),
  'a connector imports another connector': plant(
    'connectors/okta/actions/a.ts',
    "import '../../slack/index.ts'",
  ),
  'a connector imports the server': plant('connectors/okta/b.ts', "import '@keyway/server'"),
  'a connector calls fetch': plant(
    'connectors/okta/c.ts',
    "export const page = fetch('http://127.0.0.1')",
    'eslint(no-restricted-globals)',
  ),
  'identity imports a connector other than okta': plant('identity/a.ts', "import '@keyway/connectors/slack'"),
  'flopack imports the server': plant('flopack/a.ts', "import '@keyway/server'"),
  'okta-sim imports a package of ours': plant('okta-sim/a.ts', "import '@keyway/sdk'"),
  'the API contract imports the server': plant('api/a.ts', "import '@keyway/server'"),
  'the server imports the console': plant('server/a.ts', "import '@keyway/console'"),
  'a server file other than routes imports the HTTP library': plant('server/flows/b.ts', "import 'hono'"),
  'a server file other than a store imports Kysely': plant('server/flows/c.ts', "import 'kysely'"),
  'a server file other than a store imports pg': plant('server/flows/d.ts', "import 'pg'"),
  'routes import the SQL library': plant('server/flows/routes.ts', "import 'kysely'"),
  'the console imports the server': plant('console/a.ts', "import '@keyway/server'"),
  'the console imports a Node built-in': plant('console/b.ts', "import 'node:path'"),
  'the console imports values of the sdk': plant(
    'console/c.ts',
    "import { field } from '@keyway/sdk'\nfield()",
  ),
  'the command loads the server at once': plant('cli/a.ts', "import '@keyway/server'"),
  'a relative path leaves the package': plant('cards/list/f.ts', "import '../../../server/src/db/open.ts'"),
  'a test leaves its package by a relative path': plant(
    'cards/list/g.test.ts',
    "import '../../../sdk/src/card.ts'",
  ),
  'a package without a boundary': plant('stranger/a.ts', "import 'zod'"),
  'node:vm anywhere': plant('server/flows/e.ts', "import 'node:vm'"),
  'node:vm outside packages': {
    file: 'tools/a.ts',
    code: "import 'node:vm'",
    rule: 'keyway(allowed-imports)',
  },
  eval: plant('server/flows/f.ts', "export const two = eval('1+1')", 'eslint(no-eval)'),
  'new Function': plant('server/flows/g.ts', "export const two = new Function('1')", 'eslint(no-new-func)'),
  'console output in the server': plant('server/flows/h.ts', "console.log('x')", 'eslint(no-console)'),
  'a promise nobody waits for': plant(
    'server/flows/i.ts',
    'async function save(): Promise<void> {}\nsave()',
    'typescript(no-floating-promises)',
  ),
  'an import cycle': plant(
    'server/flows/j.ts',
    "import { k } from './k.ts'\nexport const j = (): unknown => k",
    'import(no-cycle)',
  ),
  'a file of more than 500 lines': plant('server/flows/l.ts', 'export {}\n'.repeat(501), 'eslint(max-lines)'),
  'a default export': plant('server/flows/m.ts', 'export default 1', 'import(no-default-export)'),
  'a file name in camel case': plant('server/flows/camelCase.ts', 'export {}', 'unicorn(filename-case)'),
}

const allowed: Record<string, Omit<Plant, 'rule'>> = {
  'sdk imports zod': plant('sdk/ok.ts', "import 'zod'"),
  'engine imports the sdk': plant('engine/ok.ts', "import '@keyway/sdk'"),
  'engine makes a date from an argument': plant(
    'engine/ok-date.ts',
    'export const at = (ms: number) => new Date(ms)',
  ),
  'a card imports the sdk and hashes': plant(
    'cards/list/ok.ts',
    "import '@keyway/sdk'\nimport 'node:crypto'",
  ),
  'an action imports its own connector': plant('connectors/okta/actions/ok.ts', "import '../fields.ts'"),
  'the registry imports every connector': plant('connectors/index.ts', "import './okta/index.ts'"),
  'identity imports the okta connector': plant('identity/ok.ts', "import '@keyway/connectors/okta'"),
  'the server imports what is below it': plant('server/ok.ts', "import '@keyway/cards'\nimport 'node:fs'"),
  'routes import the HTTP library': plant('server/executions/routes.ts', "import 'hono'"),
  'a store imports Kysely': plant('server/executions/store.ts', "import 'kysely'"),
  'the db folder imports pg': plant('server/db/postgres.ts', "import 'pg'"),
  'the console imports types of the sdk': plant('console/ok.ts', "import type {} from '@keyway/sdk'"),
  'the command loads the server when asked': plant(
    'cli/ok.ts',
    "export const load = () => import('@keyway/server')",
  ),
  'a test imports a sibling package': plant(
    'cards/list/ok.test.ts',
    "import '@keyway/engine'\nimport 'node:fs'",
  ),
  'the command prints': plant('cli/ok-print.ts', "console.log('x')"),
  'comments do not count as lines': plant('server/ok-long.ts', `${'// why\n'.repeat(600)}export {}`),
}

const repository = path.resolve(import.meta.dirname, '..')
let folder: string
let reported: Map<string, string[]>

beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'keyway-import-rules-'))
  for (const { file, code } of [...Object.values(forbidden), ...Object.values(allowed)])
    write(file, `${code}\n`)
  write('packages/server/src/flows/k.ts', "import { j } from './j.ts'\nexport const k = (): unknown => j\n")
  write('tsconfig.json', JSON.stringify({ compilerOptions: { strict: true, noEmit: true, types: [] } }))
  write('.oxlintrc.json', configurationFor(repository))
  reported = lint(folder)
})

afterAll(() => rmSync(folder, { recursive: true, force: true }))

test.for(Object.entries(forbidden))('is reported: %s', ([, { file, rule }]) => {
  expect(reported.get(file) ?? []).toContain(rule)
})

test.for(Object.entries(allowed))('is not reported: %s', ([, { file }]) => {
  expect(reported.get(file) ?? []).toEqual([])
})

/** `place` is a path below packages/, with `src` left out: `cards/list/chunk.ts`. */
function plant(place: string, code: string, rule = 'keyway(allowed-imports)'): Plant {
  return { file: `packages/${place.replace('/', '/src/')}`, code, rule }
}

function write(file: string, text: string): void {
  const target = path.join(folder, file)
  mkdirSync(path.dirname(target), { recursive: true })
  writeFileSync(target, text)
}

/** The repository's own configuration; only the plug-in's relative path has to become absolute. */
function configurationFor(root: string): string {
  const text = readFileSync(path.join(root, '.oxlintrc.json'), 'utf8')
  return text.replaceAll('"./tools/lint/', `"${root}/tools/lint/`)
}

function lint(cwd: string): Map<string, string[]> {
  const oxlint = path.join(repository, 'node_modules/oxlint/bin/oxlint')
  const run = spawnSync(process.execPath, [oxlint, '--format', 'json'], { cwd, encoding: 'utf8' })
  if (!run.stdout.startsWith('{')) throw new Error(`oxlint did not answer JSON: ${run.stdout}${run.stderr}`)
  const { diagnostics } = JSON.parse(run.stdout) as { diagnostics: { code: string; filename: string }[] }
  const byFile = new Map<string, string[]>()
  for (const { code, filename } of diagnostics) byFile.set(filename, [...(byFile.get(filename) ?? []), code])
  return byFile
}
