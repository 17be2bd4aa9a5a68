import { createTestContext, lookUpAction, runAction } from '@keyway/connectors/testing'
import { TemporaryError } from '@keyway/sdk'
import type { Action, ActionContext, Json, JsonObject } from '@keyway/sdk'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { okta } from './index.ts'
import { recordRequests, toLine } from './testing/record-requests.ts'
import { fill, fillLine, fits, isSent, steady, type Row } from './testing/row.ts'
import { rows } from './testing/rows.ts'
import { startTable, type TableOrg } from './testing/start-table.ts'

// Every action of the connector against the simulated org, in good days and bad ones. What an action does is data, in
// `testing/rows/`.

let org: TableOrg
beforeAll(async () => {
  org = await startTable()
})
afterAll(() => org.close())

/** An app that has these scopes of the Okta API and no other. */
function contextWith(scopes: readonly string[]): ActionContext {
  const { clientId, clientSecret } = org.sim.org.createServiceApp({ label: scopes.join(' '), scopes })
  const connection = {
    domain: org.sim.url,
    signIn: 'client_secret',
    clientId,
    clientSecret,
    scopes: scopes.join(' '),
  }
  return createTestContext({ connector: okta, connection, now: Date.now() })
}

const toJson = (value: unknown): Json => JSON.parse(JSON.stringify(value ?? null))
const stateOf = async (action: Action, input: JsonObject) => steady(await org.stateOf(action, input))

/** What comes out, or the code of the error. */
async function outcomeOf(action: Action, input: JsonObject, context = org.context): Promise<Json> {
  try {
    return await runAction(action, input, context)
  } catch (thrown) {
    return { fails: thrown instanceof Error && 'code' in thrown ? String(thrown.code) : String(thrown) }
  }
}

function expectFits(value: Json | undefined, wanted: Json): void {
  // One object to compare, so that a failure shows both.
  expect(fits(value, wanted) ? wanted : value).toEqual(wanted)
}

test('every action has a row, and every row an action', () => {
  expect(Object.keys(rows).toSorted()).toEqual(okta.actions.map(({ id }) => id).toSorted())
})

test('all 34 steps of Torq have an action', () => {
  const names = okta.actions.flatMap(({ standsFor }) => standsFor).filter((name) => name.startsWith('torq:'))
  expect(new Set(names).size).toBe(34)
})

const cases = okta.actions.flatMap((action) => {
  const row = rows[action.id]
  return row === undefined ? [] : [{ id: action.id, action, row }]
})

describe.each(cases)('$id', ({ action, row }: { action: Action; row: Row }) => {
  test('sends what the table says and no more, with its own scopes only', async () => {
    expect(action.effect).toBe(row.effect)
    const input = await row.given(org)
    const { context, sent } = recordRequests(
      action.scopes.length === 0 ? org.context : contextWith(action.scopes),
    )
    expectFits(await runAction(action, input, context), fill(row.gives, input))
    const lines = sent.map(toLine)
    const wanted = row.sends.map((line) => fillLine(line, { ...input, org: org.sim.url }))
    const differing =
      lines.length !== wanted.length || lines.some((line, at) => !isSent(line, wanted[at] ?? ''))
    expect(differing ? lines : wanted).toEqual(wanted)
  })

  test('what is not there', async () => {
    if ('never' in row.missing) return
    const input = { ...(await row.given(org)), ...row.missing.input }
    const { gives, fails = 'okta_E0000007' } = row.missing
    expectFits(await outcomeOf(action, input), gives ?? { fails })
  })

  test('a second time', async () => {
    const input = await row.given(org)
    await runAction(action, input, org.context)
    const { again = { gives: row.gives } } = row
    const wanted = 'fails' in again ? { fails: again.fails } : fill(again.gives, input)
    expectFits(await outcomeOf(action, input), wanted)
  })

  test('without the right to it', async () => {
    if (row.free !== undefined) return
    const input = await row.given(org)
    expect(await outcomeOf(action, input, contextWith(['okta.brands.read']))).toEqual({
      fails: 'okta_E0000006',
    })
  })

  test('refused for now, or in an org that is down: nothing happened, and later it does', async () => {
    const input = await row.given(org)
    if (row.sends.length === 0) return
    for (const fault of [
      { kind: 'rate-limit', times: 1 } as const,
      { kind: 'error', status: 503, times: 1 } as const,
    ]) {
      const end = org.sim.faults.add(fault)
      const tried = runAction(action, input, org.context)
      await expect(tried).rejects.toBeInstanceOf(TemporaryError)
      end()
    }
    expectFits(await runAction(action, input, org.context), fill(row.gives, input))
  })

  test('no answer: what may be repeated is, and of a write it is found out whether it happened', async () => {
    if (row.sends.length === 0) return
    for (const executed of [false, true]) {
      const input = await row.given(org)
      const end = org.sim.faults.add({ kind: 'drop', after: decisive(row), times: 1, executed })
      const tried = runAction(action, input, org.context)
      await expect(tried).rejects.toThrow(/No answer/)
      end()
      if (row.effect === 'read' || row.effect === 'idempotent') {
        const { again = { gives: row.gives } } = row
        const wanted = executed ? again : { gives: row.gives }
        const expected = 'fails' in wanted ? { fails: wanted.fails } : fill(wanted.gives, input)
        expectFits(await outcomeOf(action, input), expected)
        continue
      }
      expect(action.lookUp === undefined).toBe(row.inDoubt !== undefined)
      if (action.lookUp === undefined) continue
      const found = await lookUpAction(action, input, org.context)
      if (executed) expectFits(found, fill(row.found ?? row.gives, input))
      else expect(found).toBeUndefined()
    }
  })

  test('says the state it changes, and what takes it back brings that state again', async () => {
    if (row.effect === 'read') return
    expect(action.readState === undefined).toBe(row.noState !== undefined)
    if (action.readState === undefined) return
    const input = await row.given(org)
    const found = await org.stateOf(action, input)
    const before = steady(found)
    expectNoSecrets(action, { input, state: before })
    const output = await runAction(action, input, org.context)
    const { inverse } = action
    if (inverse === undefined) return
    const back = okta.actions.find(({ id }) => id === inverse.action)
    const undo = inverse.input({ input: toJson(action.input.parse(input)), before: found, output })
    if (back === undefined || undo === undefined) throw new Error('Nothing takes it back.')
    expect(await stateOf(action, input)).not.toEqual(before)
    await runAction(back, toJson(undo), org.context)
    const after = await stateOf(action, input)
    if (row.leaves === undefined) expect(after).toEqual(before)
    else expectFits(after, fill(row.leaves, input))
  })
})

/** Which of its requests an action stands on: the last that changes something, or the last of a read. */
function decisive({ sends }: Row): number {
  const last = sends.findLastIndex((line) => !line.startsWith('GET '))
  return last === -1 ? sends.length - 1 : last
}

/** What the input keeps secret must not come back as state. */
function expectNoSecrets(action: Action, { input, state }: { input: JsonObject; state: Json }): void {
  const secrets = ['password', 'answer', 'passCode', 'secret'].flatMap((name) => {
    const value = input[name]
    return typeof value === 'string' ? [value] : []
  })
  const text = JSON.stringify(state)
  const found = [...secrets, 'hush-'].filter((secret) => text.includes(secret))
  expect({ action: action.id, found }).toEqual({ action: action.id, found: [] })
}
