import { getKind } from '@keyway/identity'
import type { Db } from '../../db/database.ts'
import type { InventoryKindsTable } from '../../db/schema.ts'
import { updateKind } from '../store.ts'
import { finishWalk, type FinishParts, type Held } from './finish-walk.ts'

interface AnsweredHeld extends Held {
  confirmedBy?: string
}

/** What a person is asked about a kind; undefined where nothing is held. */
export function readHeld({ held }: Pick<InventoryKindsTable, 'held'>): AnsweredHeld | undefined {
  // Written by `finishWalk` and `confirm`.
  const value: AnsweredHeld | null = JSON.parse(held ?? 'null')
  return value ?? undefined
}

export function isConfirmed(row: InventoryKindsTable): boolean {
  return row.status === 'held' && readHeld(row)?.confirmedBy !== undefined
}

/** A person said that it is right; whoever keeps the org removes what is gone. */
export async function confirm(
  db: Db,
  row: InventoryKindsTable,
  { actor, now }: { actor: string; now: number },
): Promise<void> {
  const held = JSON.stringify({ ...readHeld(row), confirmedBy: actor })
  await updateKind(db, row, { held, due_at: now })
}

export async function confirmHeld(parts: FinishParts, org: string, row: InventoryKindsTable): Promise<void> {
  await finishWalk(parts, { org, kind: getKind(row.kind), row }, { isConfirmed: true })
}
