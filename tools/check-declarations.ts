import { readdirSync } from 'node:fs'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { cards } from '@keyway/cards'
import { connectors } from '@keyway/connectors'
import type { Action, Card } from '@keyway/sdk'
import { actionProblems, cardProblems, type DeclaringFile } from './checks/declaration-problems.ts'

// Checks that each card and action stands where its id says, is in its registry, and says what it is.

const actions = connectors.flatMap((connector) => connector.actions)
const problems = [
  ...cardProblems(await declaringFiles('cards', isCard), cards),
  ...actionProblems(await declaringFiles('connectors', isAction), actions),
]

for (const problem of problems) console.error(problem)
console.log(`${cards.length} cards, ${connectors.length} connectors, ${actions.length} actions`)
process.exitCode = problems.length === 0 ? 0 : 1

async function declaringFiles<Item>(
  packageName: string,
  isDeclaration: (value: unknown) => value is Item,
): Promise<DeclaringFile<Item>[]> {
  const source = path.resolve(import.meta.dirname, '../packages', packageName, 'src')
  const files = readdirSync(source, { recursive: true, encoding: 'utf8' }).filter(
    // Registries export declarations again; only the files that make them are looked at.
    (file) => /^[^.]+\.ts$/.test(file) && path.basename(file) !== 'index.ts' && !file.startsWith('testing'),
  )
  return Promise.all(
    files.sort().map(async (file) => {
      const exported: Record<string, unknown> = await import(pathToFileURL(path.join(source, file)).href)
      return { file: file.replaceAll(path.sep, '/'), declared: Object.values(exported).filter(isDeclaration) }
    }),
  )
}

function isCard(value: unknown): value is Card {
  return hasKind(value, 'card')
}

function isAction(value: unknown): value is Action {
  return hasKind(value, 'action')
}

function hasKind(value: unknown, kind: string): boolean {
  return typeof value === 'object' && value !== null && 'kind' in value && value.kind === kind
}
