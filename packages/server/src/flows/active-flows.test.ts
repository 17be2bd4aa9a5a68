import type { KyselyPlugin } from 'kysely'
import { createCatalog } from '@keyway/sdk'
import { expect, test } from 'vitest'
import { newId } from '../db/new-id.ts'
import { startEngines } from '../testing/engines.ts'
import { createVault } from '../vault/vault.ts'
import { loadActiveFlows } from './active-flows.ts'
import { insertFlow, insertVersion, updateFlow } from './store.ts'

const engines = startEngines()

test('a reading that began before a change and ended after it does not undo what came between', async () => {
  const database = await engines.open('sqlite')
  const db = database.kysely
  const flowId = newId()
  const document = JSON.stringify({ keyway: 1, name: 'Helper', trigger: { helper: true }, steps: [] })
  const version = { id: newId(), flow_id: flowId, document, created_at: 1, created_by: 'user:test' }
  await insertFlow(db, {
    id: flowId,
    name: 'Helper',
    kind: 'helper',
    draft: document,
    folder_id: null,
    is_on: 0,
    published_version_id: null,
    created_at: 1,
    updated_at: 1,
  })
  await insertVersion(db, { ...version, message: null })

  const { promise: opened, resolve: letGo } = Promise.withResolvers<void>()
  const { promise: arrived, resolve: arrive } = Promise.withResolvers<void>()
  let isHolding = false
  let empty = 0
  const slow: KyselyPlugin = {
    transformQuery: ({ node }) => node,
    async transformResult({ result }) {
      // There are neither bindings nor flows that are on: the second empty answer is that of the flows.
      if (!isHolding || result.rows.length > 0 || ++empty < 2) return result
      arrive()
      await opened
      return result
    },
  }
  const active = await loadActiveFlows({
    db: db.withPlugin(slow),
    catalog: createCatalog({ cards: [], connectors: [] }),
    vault: createVault([{ id: 'test', key: Buffer.alloc(32) }]),
  })
  isHolding = true
  const early = active.refresh()
  await arrived
  isHolding = false
  await updateFlow(db, flowId, { is_on: 1, updated_at: 2 })
  await active.refresh()
  letGo()
  await early
  await expect(active.findHelper('Helper')).resolves.toMatchObject({ flowId })
  await database.close()
})
