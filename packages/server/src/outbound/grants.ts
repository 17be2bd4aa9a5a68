import type { Grant } from '@keyway/sdk'

/** Credentials by the connection they were obtained for. In memory only: they are never stored, logged or journalled. */
export interface Grants {
  /** What the connection has, obtained or renewed where that is due. One request at a time, whoever asks. */
  current: (connection: GrantOwner, obtain: () => Promise<Grant | undefined>) => Promise<Grant | undefined>
  /** The other side refused it: it is not given again. */
  refuse: (connection: GrantOwner, grant: Grant) => void
}

/** A connection in one of its versions: a changed one obtains its credentials anew. */
export interface GrantOwner {
  id: string
  version: string
  /** Whom it acts for, if not for its own account. */
  actAs?: string | undefined
}

interface Held {
  version: string
  grant: Grant | undefined
  /** Milliseconds since 1970. */
  renewAt: number
  pending: Promise<Grant | undefined> | undefined
}

/** Renewed when so much of its life is over, a little later or earlier, so that processes do not come in step. */
const renewedAfter = 0.8
/** A grant that ends sooner is not begun with. */
const leastLifeMs = 5_000
/** A connection may act for everybody in a company; what has expired then makes room. */
const mostHeld = 1_000
/** Pause after a renewal failed while the old grant still works. */
const renewalPauseMs = 10_000

export function createGrants(now: () => number = Date.now): Grants {
  const held = new Map<string, Held>()

  const keyOf = ({ id, actAs }: GrantOwner) => JSON.stringify([id, actAs ?? null])

  function entryOf(owner: GrantOwner): Held {
    const { version } = owner
    const known = held.get(keyOf(owner))
    if (known?.version === version) return known
    const entry: Held = { version, grant: undefined, renewAt: 0, pending: undefined }
    if (held.size >= mostHeld) dropExpired()
    held.set(keyOf(owner), entry)
    return entry
  }

  function dropExpired(): void {
    for (const [key, { grant, pending }] of held) {
      if (pending === undefined && (grant?.expiresAt ?? 0) <= now()) held.delete(key)
    }
  }

  async function obtainInto(entry: Held, obtain: () => Promise<Grant | undefined>) {
    const askedAt = now()
    try {
      const grant = await obtain()
      const life = (grant?.expiresAt ?? Number.POSITIVE_INFINITY) - askedAt
      entry.grant = grant
      entry.renewAt = askedAt + life * (renewedAfter - 0.1 * Math.random())
      return grant
    } catch (error) {
      entry.renewAt = now() + renewalPauseMs
      throw error
    }
  }

  return {
    async current(owner, obtain) {
      const entry = entryOf(owner)
      const isUsable = entry.grant !== undefined && entry.grant.expiresAt - now() > leastLifeMs
      if (isUsable && now() < entry.renewAt) return entry.grant
      entry.pending ??= obtainInto(entry, obtain).finally(() => {
        entry.pending = undefined
      })
      if (!isUsable) return entry.pending
      // The old one still works; whoever needs the next one meets the reason if this fails.
      entry.pending.catch(() => undefined)
      return entry.grant
    },
    refuse(owner, grant) {
      const entry = held.get(keyOf(owner))
      if (entry?.version === owner.version && entry.grant === grant) entry.grant = undefined
    },
  }
}
