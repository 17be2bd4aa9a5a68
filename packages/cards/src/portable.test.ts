import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { cards } from './index.ts'

const source = (url: URL) => readFileSync(url, 'utf8')

/** A card's file and every file of this package that it imports, however far away. */
function filesOf(start: URL): URL[] {
  const files = new Map([[start.href, start]])
  for (const file of files.values()) {
    for (const [, path = ''] of source(file).matchAll(/from '(\.[^']+)'/g)) {
      const url = new URL(path, file)
      files.set(url.href, url)
    }
  }
  return Array.from(files.values())
}

// The crypto cards answer at once, which the browser's own cryptography cannot.
it('needs nothing of Node but for the crypto cards', () => {
  const bound = cards.filter(({ id }) => {
    const file = new URL(`${id.replace('.', '/').replaceAll('_', '-')}.ts`, import.meta.url)
    return filesOf(file).some((one) => /'node:|\bBuffer\b/.test(source(one)))
  })
  expect(bound.map(({ id }) => id).filter((id) => !id.startsWith('crypto.'))).toEqual([])
})

it('looks at no clock and draws no chance of its own', () => {
  const own =
    /\bDate\.now\(|\bnew Date\(\)|\bMath\.random\(|\bDateTime\.(?:now|local|utc)\(|\brandom(?:Bytes|UUID)\(/
  const impure = cards.flatMap(({ id }) =>
    filesOf(new URL(`${id.replace('.', '/').replaceAll('_', '-')}.ts`, import.meta.url)).filter((one) =>
      own.test(source(one)),
    ),
  )
  expect(impure).toEqual([])
})
