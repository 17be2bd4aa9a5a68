import { isJsonObject, type Catalog, type Json, type JsonObject } from '@keyway/sdk'
import { parseFlow, walkSteps, type Flow } from '@keyway/engine'
import type { Db } from '../db/database.ts'
import { listPublishedUses } from './store.ts'

/** What actions and triggers of published flows need of this connection, as the other side names it, each once. */
export async function scopesInUse(
  { db, catalog }: { db: Db; catalog: Catalog },
  connectionId: string,
): Promise<string[]> {
  const uses = await listPublishedUses(db, connectionId)
  const scopes = uses.flatMap(({ name, document }) =>
    scopesOf(parseFlow(JSON.parse(document)), name, catalog),
  )
  return [...new Set(scopes)].toSorted()
}

/** What one flow needs of a connection that it names, each once. */
export function scopesOf({ trigger, steps }: Flow, connection: string, catalog: Catalog): string[] {
  const scopes = new Set<string>()
  if ('event' in trigger && trigger.connection === connection) {
    const [connector = ''] = trigger.event.split('.')
    for (const scope of catalog.connectors.get(connector)?.eventScopes ?? []) scopes.add(scope)
  }
  for (const step of walkSteps(steps)) {
    const use = 'use' in step ? step : 'stream' in step ? step.stream : undefined
    if (use?.connection !== connection) continue
    const action = catalog.actions.get(use.use)?.action
    if (action === undefined) continue
    const known = action.scopesFor?.(constantsOf(use.with ?? {})) ?? []
    for (const scope of [...action.scopes, ...known]) scopes.add(scope)
  }
  return [...scopes].toSorted()
}

/** Inputs that the flow gives itself; templates stay as they are written, and references are left out. */
function constantsOf(inputs: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(inputs).flatMap(([name, value]): [string, Json][] => {
      if (!isJsonObject(value)) return [[name, value]]
      if (typeof value['ref'] === 'string') return []
      return [[name, Object.hasOwn(value, 'const') ? (value['const'] ?? null) : value]]
    }),
  )
}
