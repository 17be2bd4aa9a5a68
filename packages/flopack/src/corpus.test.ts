import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { isJsonObject, type Json } from '@keyway/sdk'
import { parseFlow } from '@keyway/engine'
import { findCorpus } from '@keyway/tools/corpus'
import { describe, expect, test } from 'vitest'
import { mergeReports } from './fidelity.ts'
import { readFlopack } from './read-flopack.ts'

const corpus = findCorpus()

describe.skipIf(corpus === undefined)('published templates', () => {
  const folder = path.join(corpus ?? '', 'okta-workflows-templates')
  const files = corpus === undefined ? [] : readdirSync(folder).filter((name) => name.endsWith('.flopack'))
  const readings = files.map((fileName) => {
    const text = readFileSync(path.join(folder, fileName), 'utf8')
    return { fileName, text, reading: readFlopack(text, { fileName }) }
  })

  test('every file is read, with every flow and body', () => {
    const { totals } = mergeReports(readings.map(({ reading }) => reading.report))
    expect(totals).toMatchObject({ files: 86, flows: 375, bodies: 617, cards: 5007 })
    expect(totals.exact + totals.adapted + totals.unsupported).toBe(totals.cards)
  })

  test.each(readings.map((one) => [one.fileName, one] as const))(
    '%s: every card is accounted for, and what is lost comes with advice',
    (_name, one) => {
      expect(one.reading.report.totals.cards).toBe(countCards(JSON.parse(one.text) as Json))
      for (const flow of one.reading.flows) expect(parseFlow(flow.document)).toEqual(flow.document)
      for (const flow of one.reading.report.files.flatMap(({ flows }) => flows)) {
        for (const { reason, advice } of [...flow.unsupported, ...flow.adaptations]) {
          expect(reason).toMatch(/\.$/)
          expect(advice).toMatch(/\.$/)
        }
      }
    },
  )
})

/** Counts cards without knowing where bodies sit: everything with an address and pins. */
function countCards(value: Json): number {
  if (Array.isArray(value)) return value.reduce<number>((sum, item) => sum + countCards(item), 0)
  if (!isJsonObject(value)) return 0
  const own = typeof value.address === 'string' && 'pins' in value && 'node' in value ? 1 : 0
  return Object.values(value).reduce<number>((sum, item) => sum + countCards(item), own)
}
