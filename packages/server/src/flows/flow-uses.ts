import type { flows as contract } from '@keyway/api'
import { namedConnections, parseFlow, walkSteps, type Flow, type Step } from '@keyway/engine'
import type { Catalog, z } from '@keyway/sdk'
import { scopesOf } from '../connections/scopes-in-use.ts'
import type { Db } from '../db/database.ts'
import { kindOf } from './active-flows.ts'
import { listAllBindings, listFlows, type ListedFlow } from './store.ts'
import { tableOf } from './table-of.ts'

type FlowUses = z.input<typeof contract.listFlowUses.answer>['items'][number]

/** What each flow starts by, calls and uses: its published version, or the draft where nothing was published. */
export async function listFlowUses({ db, catalog }: { db: Db; catalog: Catalog }): Promise<FlowUses[]> {
  const rows = await listFlows(db)
  const bindings = new Map(
    (await listAllBindings(db)).map((row) => [`${row.flow_id} ${row.name}`, row.connection_id]),
  )
  const helpers = rows.filter(({ kind }) => kind === 'helper')
  return rows.map((row) => {
    const flow = parseFlow(JSON.parse(row.published_document ?? row.draft))
    const steps = [...walkSteps(flow.steps)]
    return {
      id: row.id,
      name: row.name,
      folder: row.folder_name,
      kind: kindOf(flow),
      isOn: row.is_on === 1,
      event: 'event' in flow.trigger ? flow.trigger.event : null,
      calls: unique(steps.flatMap((step) => ('call' in step ? [step.call] : []))).map((name) =>
        findCalled(name, helpers),
      ),
      tables: unique(steps.flatMap((step) => tableOf(step) ?? [])),
      connections: namedConnections(flow, catalog).map(({ name, connector }) => ({
        name,
        connector,
        connectionId: bindings.get(`${row.id} ${name}`) ?? null,
        steps: stepsWith(flow, name, catalog),
        scopes: scopesOf(flow, name, catalog),
      })),
    }
  })
}

function findCalled(reference: string, helpers: readonly ListedFlow[]): FlowUses['calls'][number] {
  const found = helpers.find(({ id, name }) => id === reference || name === reference)
  return { name: found?.name ?? reference, flowId: found?.id ?? null }
}

function stepsWith(flow: Flow, connection: string, catalog: Catalog): string[] {
  const used = [...walkSteps(flow.steps)].flatMap((step) => {
    const action = 'use' in step ? step : 'stream' in step ? step.stream : undefined
    return action?.connection === connection ? [titleOf(step, action.use, catalog)] : []
  })
  return unique(used)
}

function titleOf(step: Step, use: string, catalog: Catalog): string {
  return step.title ?? catalog.actions.get(use)?.action.title ?? use
}

function unique(names: readonly string[]): string[] {
  return [...new Set(names)]
}
