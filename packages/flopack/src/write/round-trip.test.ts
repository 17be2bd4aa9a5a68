import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { isJsonObject, type Json } from '@keyway/sdk'
import { findCorpus } from '@keyway/tools/corpus'
import { describe, expect, test } from 'vitest'
import { readFlopack } from '../read-flopack.ts'
import type { FlopackReading } from '../reading.ts'
import { writeFlopack } from './write-flopack.ts'

const corpus = findCorpus()

function exportAgain({ flows, ...context }: FlopackReading): string {
  const own = flows.map(({ sourceId, document, folder }) => ({ id: sourceId, document, folder }))
  return writeFlopack(own, context).text
}

describe.skipIf(corpus === undefined)('published templates, read, written and read again', () => {
  const folder = path.join(corpus ?? '', 'okta-workflows-templates')
  const files = corpus === undefined ? [] : readdirSync(folder).filter((name) => name.endsWith('.flopack'))

  test('there are templates', () => {
    expect(files).toHaveLength(86)
  })

  test.each(files)('%s', (fileName) => {
    const text = readFileSync(path.join(folder, fileName), 'utf8')
    const before = readFlopack(text, { fileName })
    const written = exportAgain(before)
    const after = readFlopack(written, { fileName })

    for (const [at, { name, kind, document }] of before.flows.entries()) {
      expect(after.flows[at]).toMatchObject({ name, kind })
      expect(after.flows[at]?.document).toEqual(document)
    }
    expect(after.tables).toEqual(before.tables)
    expect(after.folders.map(({ name }) => name)).toEqual(before.folders.map(({ name }) => name))
    expect(after.connections.map(({ name }) => name)).toEqual(before.connections.map(({ name }) => name))
    expect(after.report.totals).toMatchObject({
      bodies: before.report.totals.bodies,
      unsupported: before.report.totals.unsupported,
    })
    expect(exportAgain(after)).toBe(written)
  })

  test.each(files)('%s keeps the type of every card', (fileName) => {
    const text = readFileSync(path.join(folder, fileName), 'utf8')
    const reading = readFlopack(text, { fileName })
    const types = cardTypes(JSON.parse(text))
    // What a helper without a Return card hands back is written as one.
    const added =
      reading.report.files[0]?.warnings.filter(({ message }) => /no Return card/.test(message)) ?? []
    if (added.length > 0) types[returnCard] = (types[returnCard] ?? 0) + added.length
    expect(cardTypes(JSON.parse(exportAgain(reading)))).toEqual(types)
  })
})

const returnCard = 'root:kernel:control:return'

/** How many cards there are of each type, but for comments without text and cards that only read parts of outputs. */
function cardTypes(value: Json): Record<string, number> {
  const counts: Record<string, number> = {}
  const visit = (part: Json): void => {
    if (typeof part !== 'object' || part === null) return
    if (isJsonObject(part) && typeof part.address === 'string' && 'pins' in part) {
      const type = part.address.replace(/:[^:]+:([^:]+)$/, ':$1')
      if (!/object:expand$|control:comment$/.test(type)) counts[type] = (counts[type] ?? 0) + 1
    }
    for (const child of Object.values(part)) visit(child)
  }
  visit(value)
  return counts
}
