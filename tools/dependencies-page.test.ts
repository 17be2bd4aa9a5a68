import { globSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'

const root = path.resolve(import.meta.dirname, '..')

type Manifest = Partial<
  Record<'dependencies' | 'devDependencies' | 'optionalDependencies', Record<string, string>>
>

function declaredDependencies(): string[] {
  const files = globSync(['package.json', 'packages/*/package.json', '{e2e,bench,tools}/package.json'], {
    cwd: root,
  })
  const names = files.flatMap((file) => {
    const manifest = JSON.parse(readFileSync(path.join(root, file), 'utf8')) as Manifest
    const { dependencies, devDependencies, optionalDependencies } = manifest
    return Object.keys({ ...dependencies, ...devDependencies, ...optionalDependencies })
  })
  return [...new Set(names.filter((name) => !name.startsWith('@keyway/')))]
}

test('docs/dependencies.md has one line for each dependency and for nothing else', () => {
  const page = readFileSync(path.join(root, 'docs/dependencies.md'), 'utf8')
  const described = [...page.matchAll(/^\| `([^`]+)`/gm)].map(([, name]) => name)
  const declared = declaredDependencies()
  expect({
    missing: declared.filter((name) => !described.includes(name)),
    superfluous: described.filter((name) => name !== undefined && !declared.includes(name)),
    lines: described.length,
  }).toEqual({ missing: [], superfluous: [], lines: declared.length })
})
