import { lookUpAction, runAction } from '@keyway/connectors/testing'
import { readOktaDescription, type OktaDescription } from '@keyway/okta-sim/testing'
import { findCorpus } from '@keyway/tools/corpus'
import type { Action, JsonObject } from '@keyway/sdk'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { okta } from './index.ts'
import { recordRequests } from './testing/record-requests.ts'
import { rows } from './testing/rows.ts'
import { startTable, type TableOrg } from './testing/start-table.ts'

const corpus = findCorpus()

/** Where Okta's description says less than Okta takes, or we read what it does not describe. */
const knownDifferences: readonly { action: string; fault: RegExp; reason: string }[] = [
  {
    action: 'okta.remove_custom_attribute',
    fault: /^body\/definitions\/custom\/properties\/\w+ must be object/,
    reason: 'null takes an attribute away, which the schema of schemas does not say',
  },
]

describe.skipIf(corpus === undefined)("Okta's API description", { timeout: 60_000 }, () => {
  let description: OktaDescription
  let org: TableOrg
  beforeAll(async () => {
    description = readOktaDescription(corpus ?? '')
    org = await startTable()
  }, 120_000)
  afterAll(() => org.close())

  /** Every request of an action: of its run, and of what finds out about it. */
  async function requestsOf(action: Action, input: JsonObject) {
    const { context, sent } = recordRequests(org.context)
    if (action.readState !== undefined) await action.readState(action.input.parse(input), context)
    if (action.lookUp !== undefined) await lookUpAction(action, input, context)
    await action.readPage?.(action.input.parse(input), { cursor: null, size: 3 }, context)
    await runAction(action, input, context)
    return sent
  }

  const cases = okta.actions.flatMap((action) => {
    const row = rows[action.id]
    return row === undefined ? [] : [{ id: action.id, action, row }]
  })

  test.each(cases)('describes every request of $id', async ({ id, action, row }) => {
    const sent = await requestsOf(action, await row.given(org))
    const faults = sent.flatMap((request) => {
      const query = new URLSearchParams(splitQuery(request.query)).toString()
      return description
        .findRequestFaults({ ...request, query })
        .filter((fault) => !knownDifferences.some((known) => known.action === id && known.fault.test(fault)))
        .map((fault) => `${request.method} ${request.path}: ${fault}`)
    })
    expect(faults).toEqual([])
  })

  test('knows every difference that is listed', () => {
    const ids = new Set(okta.actions.map(({ id }) => id))
    expect(knownDifferences.filter(({ action }) => !ids.has(action))).toEqual([])
  })
})

/** Names and values of a query that was written down decoded; values may have `=` in them, and no `&`. */
function splitQuery(query: string): [string, string][] {
  if (query === '') return []
  return query.split('&').map((pair) => {
    const at = pair.indexOf('=')
    return [pair.slice(0, at), pair.slice(at + 1)]
  })
}
