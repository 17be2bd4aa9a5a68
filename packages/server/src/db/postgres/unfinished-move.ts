import type { ClientBase } from 'pg'

/** Where `keyway move` keeps how far it is, for as long as it is not done. */
export const movesTable = 'keyway_move'

/**
 * Refuses to work on a database that holds only a part of what is moved into it.
 *
 * @throws {Error} that says how to finish the move.
 */
export async function refuseUnfinishedMove(client: ClientBase): Promise<void> {
  const { rows } = await client.query<{ name: string | null }>('select to_regclass($1)::text as name', [
    movesTable,
  ])
  if (rows[0]?.name == null) return
  throw new Error(
    'This database holds an unfinished move. Run the same "keyway move" again to finish it, or start on another database.',
  )
}
