import { createCatalog } from '@keyway/sdk'
import { connectors } from '@keyway/connectors'
import { expect, test } from 'vitest'
import { createOutbound } from '../outbound/outbound.ts'
import { noFiles } from '../testing/no-files.ts'
import { noTables } from '../testing/no-tables.ts'
import { createActionRunner, type ActionCall } from './actions.ts'

const call: ActionCall = {
  action: 'http.request',
  connection: 'other',
  input: { method: 'POST', path: '/things' },
  flowId: 'f',
  executionId: 'e',
  rootId: 'e',
  attempt: 1,
  idempotencyKey: 'e:1',
  cause: { execution: 'e', depth: 1 },
  payloadBytes: 1_000,
  priority: { declared: undefined, started: {}, mode: 'manual', command: 1 },
  now: 0,
  signal: new AbortController().signal,
}

function runnerThatMeets(error: Error) {
  return createActionRunner({
    catalog: createCatalog({ cards: [], connectors }),
    outbound: createOutbound({ allow: [] }),
    tables: () => noTables,
    files: noFiles,
    openConnection: () => Promise.reject(error),
  })
}

test('a step whose connection cannot be read waits for the storage, and has not failed', async () => {
  for (const error of [
    new Error('Connection terminated unexpectedly'),
    Object.assign(new Error('could not extend file'), { code: '53100' }),
  ]) {
    await expect(runnerThatMeets(error).run(call)).rejects.toMatchObject({
      code: 'storage_failing',
      retryAfterMs: 1_000,
      waitsFor: { what: 'the storage of Keyway', ahead: 0 },
    })
  }
})

test('what else went wrong with a connection is said as it is', async () => {
  const error = new Error('The secret cannot be opened.')
  await expect(runnerThatMeets(error).run(call)).rejects.toBe(error)
})
