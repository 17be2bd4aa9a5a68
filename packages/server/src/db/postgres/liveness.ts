import type { Pool, PoolClient } from 'pg'

/** Sets the locks of owners apart from other advisory locks: "owner" in ASCII. */
const seed = 0x6f776e6572
/** Owners of older versions hold no lock, so that says nothing about them. */
const mark = '@'

/** The name under which a process holds executions, where others can see whether it lives. */
export function toLivingOwner(name: string): string {
  return `${mark}${name}`
}

/**
 * Shows that an owner lives, for as long as the connection does: PostgreSQL takes the lock back when the process dies,
 * however it dies, because the system closes its connections. Shared, so that a renewed connection does not wait for the
 * broken one that it replaces.
 */
export async function showAlive(client: PoolClient, owner: string): Promise<void> {
  await client.query('select pg_advisory_lock_shared(hashtextextended($1, $2))', [owner, seed])
}

export interface DeathWatchOptions {
  /** The owner that looks. */
  own: string
  now: () => number
  /** How long an owner must be without its lock: a connection may break, and is renewed within a second or two. */
  graceMs?: number
}

/**
 * Ends the leases of owners that died, so that others can take over what they held without waiting for the time. An owner
 * that hangs keeps its lock: then the time decides.
 */
export function createDeathWatch(pool: Pool, { own, now, graceMs = 3_000 }: DeathWatchOptions) {
  let missingSince = new Map<string, number>()

  return {
    /** Looks around once. Returns how many executions can be taken over. */
    look: async (): Promise<number> => {
      const { rows } = await pool.query<{ owner: string }>(findMissing, [own, `${mark}%`, seed])
      const at = now()
      missingSince = new Map(rows.map(({ owner }) => [owner, missingSince.get(owner) ?? at]))
      const dead = [...missingSince].filter(([, since]) => at - since >= graceMs).map(([owner]) => owner)
      if (dead.length === 0) return 0
      const { rowCount } = await pool.query(endLeases, [dead])
      return rowCount ?? 0
    },
  }
}

/** Who gets the lock of another finds that nobody holds it. It is given back with the end of the statement. */
const findMissing = `with owners as materialized (
    select distinct owner from executions where status = 'running' and owner <> $1 and owner like $2
  )
  select owner from owners where pg_try_advisory_xact_lock(hashtextextended(owner, $3))`

const endLeases = `update executions set lease_until = 0 where status = 'running' and owner = any($1)`
