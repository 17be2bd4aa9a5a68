import { executions, flows, tables } from '@keyway/api'
import { isJsonObject } from '@keyway/sdk'
import { walkSteps, type Flow } from '@keyway/engine'
import { waitFor } from '../fixtures/wait-for.ts'
import { sample } from './values.ts'
import type { World } from './world.ts'

/** Gives a table rows, and flows that ask for one its id. */
export interface Rows {
  /** Puts a row into each table that has none. */
  fill: () => Promise<void>
  /** Id of some row of a table; null when there is no such table. */
  find: (tableId: string) => Promise<string | null>
}

export async function createRows({ call, known }: World): Promise<Rows> {
  const { id } = await call(flows.createFlow, { body: { document: insertFlow } })
  await call(flows.publishFlow, { params: { flowId: id } })

  async function insert(table: string, columns: readonly { name: string; type: string }[]): Promise<void> {
    const values = columns.map(({ name, type }) => [name, sample(name, columnTypes[type] ?? 'text', known)])
    const input = { table, values: Object.fromEntries(values) }
    const { executionId } = await call(flows.runFlow, { params: { flowId: id }, body: { input } })
    await waitFor('a row', async () => {
      const { status } = await call(executions.getExecution, { params: { executionId } })
      return status === 'succeeded' ? true : undefined
    })
  }

  return {
    async fill() {
      const { items } = await call(tables.listTables)
      await Promise.all(
        items.filter(({ rows }) => rows === 0).map((table) => insert(table.id, table.columns)),
      )
    },
    async find(tableId) {
      const { items } = await call(tables.listTables)
      const table = items.find((one) => one.id === tableId)
      if (table === undefined) return null
      if (table.rows === 0) await insert(tableId, table.columns)
      const rows = await call(tables.listTableRows, { params: { tableId }, query: { limit: 1 } })
      return rows.items[0]?.id ?? null
    },
  }
}

const columnTypes: Readonly<Record<string, 'text' | 'number' | 'boolean' | 'date'>> = {
  text: 'text',
  number: 'number',
  boolean: 'boolean',
  date: 'date',
}

const insertFlow = {
  keyway: 1 as const,
  name: 'Insert a row',
  trigger: { manual: true as const },
  steps: [
    {
      id: 'row',
      use: 'tables.create_row',
      with: { table: { ref: 'trigger.table' }, values: { ref: 'trigger.values' } },
    },
  ],
}

/** The tables whose rows a flow names by its own inputs, by input. */
export function rowInputs(flow: Flow): Map<string, string> {
  const found = new Map<string, string>()
  for (const step of walkSteps(flow.steps)) {
    if (!('use' in step) || !step.use.startsWith('tables.')) continue
    const { table, rowId } = step.with ?? {}
    const ref = isJsonObject(rowId) ? rowId.ref : undefined
    if (typeof table !== 'string' || typeof ref !== 'string') continue
    const key = /^trigger(?:\.inputs)?(?:\.([A-Za-z_][\w-]*)|\["(.+)"\])$/.exec(ref)
    const name = key?.[1] ?? key?.[2]
    if (name !== undefined) found.set(name, table)
  }
  return found
}
