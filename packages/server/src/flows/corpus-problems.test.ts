import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { cards } from '@keyway/cards'
import { connectors } from '@keyway/connectors'
import { checkFlow, checkFlowYaml, diffFlows, parseFlowYaml, printFlowYaml } from '@keyway/engine'
import { readFlopack } from '@keyway/flopack'
import { createCatalog } from '@keyway/sdk'
import { findCorpus } from '@keyway/tools/corpus'
import { describe, expect, test } from 'vitest'

const corpus = findCorpus()
const catalog = createCatalog({ cards, connectors })

/*
 * Flows that people published and ran: a warning about one of them is true, or the check is wrong. Each kind that is left
 * was looked at in the flow.
 */
describe.skipIf(corpus === undefined)('published templates', () => {
  const folder = path.join(corpus ?? '', 'okta-workflows-templates')
  const files = corpus === undefined ? [] : readdirSync(folder).filter((name) => name.endsWith('.flopack'))
  const flows = files.flatMap((fileName) => {
    const reading = readFlopack(readFileSync(path.join(folder, fileName), 'utf8'), { fileName })
    const byId = new Map(reading.flows.map(({ sourceId, document }) => [sourceId, document]))
    const findHelpers = (reference: string) => [byId.get(reference) ?? []].flat()
    return reading.flows.map(({ document }) => ({ document, surroundings: { catalog, findHelpers } }))
  })

  test('nothing is said of references, comparisons, types and calls that is not so', () => {
    const said = flows.flatMap(({ document, surroundings }) =>
      checkFlow(document, surroundings)
        .filter(({ message }) => !/is not supported|^Nothing uses|names no known connector/.test(message))
        .map(({ message }) => message),
    )
    expect(said.toSorted()).toEqual([
      ...Array.from(
        { length: 4 },
        // The template passes an input that its helper flow does not have.
        () =>
          'The helper flow "Error Flow - Update Shipment Status" declares no input "error". Its inputs: authErollmentError.',
      ),
      'This step is never reached: steps[2].else[0] always ends its lane.',
    ])
  })

  test('every flow written as YAML has the same problems, each at a place of the text', () => {
    for (const { document, surroundings } of flows) {
      const text = printFlowYaml(document)
      const lines = text.split('\n')
      const found = checkFlowYaml(text, surroundings)
      expect(found).toHaveLength(checkFlow(document, surroundings).length)
      for (const { line, column } of found) expect(lines[line - 1]?.slice(column - 1)).toMatch(/^\S/)
    }
  })

  test('every flow survives being written and read, and then differs in nothing', () => {
    for (const { document } of flows) {
      const read = parseFlowYaml(printFlowYaml(document))
      expect(read).toEqual(document)
      expect(diffFlows(document, read)).toEqual([])
    }
  })
})
