import type { Catalog } from '@keyway/sdk'
import { parseFlow, walkSteps } from '@keyway/engine'
import type { Db } from '../db/database.ts'
import { listPublishedUses } from './store.ts'

/** What the actions of published flows need of this connection, as the other side names it, each once. */
export async function scopesInUse(
  { db, catalog }: { db: Db; catalog: Catalog },
  connectionId: string,
): Promise<string[]> {
  const scopes = new Set<string>()
  for (const { name, document } of await listPublishedUses(db, connectionId)) {
    for (const step of walkSteps(parseFlow(JSON.parse(document)).steps)) {
      const use = 'use' in step ? step : 'stream' in step ? step.stream : undefined
      if (use?.connection !== name) continue
      for (const scope of catalog.actions.get(use.use)?.action.scopes ?? []) scopes.add(scope)
    }
  }
  return [...scopes].toSorted()
}
