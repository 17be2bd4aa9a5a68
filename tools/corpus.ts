import { existsSync } from 'node:fs'
import path from 'node:path'

const repositoryRoot = path.resolve(import.meta.dirname, '..')

/**
 * Where the test corpus lives: published Okta Workflows templates, rule sets and API descriptions that tests read
 * but the repository does not contain. `KEYWAY_CORPUS` names the folder; the default is `../shared/corpus` beside the
 * repository.
 *
 * Returns undefined, after printing why, when there is no such folder: the caller skips (`describe.skipIf`).
 * @throws when there is no such folder and `CI` is `true`, so that a green build never hides skipped corpus tests.
 */
export function findCorpus(env: NodeJS.ProcessEnv = process.env): string | undefined {
  const folder = path.resolve(repositoryRoot, env['KEYWAY_CORPUS'] ?? '../shared/corpus')
  if (existsSync(folder)) return folder
  const problem = `Test corpus not found at ${folder}; set KEYWAY_CORPUS to the folder that holds it.`
  if (env['CI'] === 'true') throw new Error(problem)
  process.stderr.write(`Skipping corpus tests. ${problem}\n`)
  return undefined
}
