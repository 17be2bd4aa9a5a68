import type { Db } from '../../db/database.ts'
import { NotFoundError } from '../../errors.ts'
import { newPublicPath } from '../../flows/endpoint-token.ts'
import type { Vault } from '../../vault/vault.ts'
import { generateHookKey } from './hook-key.ts'
import { readRemoteHook, type RemoteHook } from './hook/remote-hook.ts'
import { deleteHook, insertHook, listHooks, updateHook, type HookRow } from './store.ts'

/** A receiver as the way in needs it: secrets open, counts of this process. */
export interface Hook {
  id: string
  path: string
  name: string
  headerName: string
  secret: string
  previous: { secret: string; validUntil: number } | null
  /** The connection to the org it belongs to, where that is known. */
  connectionId: string | null
  /** The hook in Okta, where Keyway keeps it itself. */
  remote: RemoteHook | null
  createdAt: number
  verifiedAt: number | null
  lastDeliveryAt: number | null
  deliveries: number
  events: number
  refused: number
}

/** What a new receiver is made of. */
export interface NewHook {
  name: string
  headerName: string
  key: string | undefined
  connectionId?: string
  remote?: RemoteHook
}

export interface Hooks {
  list: () => readonly Hook[]
  find: (path: string) => Hook | undefined
  /** Throws NotFoundError. */
  get: (hookId: string) => Hook
  create: (hook: NewHook) => Promise<Hook>
  /** A new key leaves the old one valid for the overlap. */
  change: (
    hookId: string,
    change: { headerName: string | undefined; key: string | undefined; overlapMs: number },
  ) => Promise<Hook>
  setRemote: (hookId: string, remote: RemoteHook) => Promise<void>
  remove: (hookId: string) => Promise<void>
  /** Notes that Okta's challenge was answered. */
  verified: (hook: Hook) => Promise<void>
  /** Writes when the last deliveries came; called now and then, for a write for each delivery would cost too much. */
  flush: () => Promise<void>
  /** Takes over what other processes changed. Asked more often than once a second it does nothing. */
  refresh: () => Promise<void>
}

interface Parts {
  db: Db
  vault: Vault
  now: () => number
  newId: () => string
}

const context = (hookId: string): string => `okta-hook:${hookId}`
/** Deliveries that Okta sends again have the key of their first try. */
const lastOverlapMs = 30_000
const refreshEveryMs = 1_000

/** Reads the receivers into memory, where deliveries find them without a query. */
export async function loadHooks({ db, vault, now, newId }: Parts): Promise<Hooks> {
  const hooks = new Map<string, Hook>()
  const flushed = new Map<string, number | null>()
  const rows = new Map<string, string>()
  let refreshedAt = 0
  await read()

  async function read(): Promise<void> {
    const found = await listHooks(db)
    for (const id of hooks.keys()) if (found.every((row) => row.id !== id)) forget(id)
    for (const row of found) {
      const { last_delivery_at: _, ...lasting } = row
      const text = JSON.stringify(lasting)
      if (rows.get(row.id) === text) continue
      rows.set(row.id, text)
      const known = hooks.get(row.id)
      if (known === undefined) {
        keep(open(row))
        continue
      }
      // In place: deliveries under way count on it.
      const { deliveries, events, refused, lastDeliveryAt } = known
      const latest = Math.max(lastDeliveryAt ?? 0, row.last_delivery_at ?? 0)
      const counts = { deliveries, events, refused, lastDeliveryAt: latest === 0 ? null : latest }
      Object.assign(known, open(row), counts)
    }
  }

  function forget(hookId: string): void {
    hooks.delete(hookId)
    rows.delete(hookId)
  }

  function keep(hook: Hook): Hook {
    hooks.set(hook.id, hook)
    flushed.set(hook.id, hook.lastDeliveryAt)
    return hook
  }

  function open(row: HookRow): Hook {
    const { previous_secret_encrypted: previous, previous_valid_until: validUntil } = row
    return {
      id: row.id,
      path: row.path,
      name: row.name,
      headerName: row.header_name,
      secret: vault.open(row.secret_encrypted, context(row.id)),
      previous:
        previous === null || validUntil === null
          ? null
          : { secret: vault.open(previous, context(row.id)), validUntil },
      connectionId: row.connection_id,
      remote: readRemoteHook(row.remote),
      createdAt: row.created_at,
      verifiedAt: row.verified_at,
      lastDeliveryAt: row.last_delivery_at,
      deliveries: 0,
      events: 0,
      refused: 0,
    }
  }

  function get(hookId: string): Hook {
    const hook = hooks.get(hookId)
    if (hook === undefined) throw new NotFoundError(`There is no Okta hook ${hookId}.`)
    return hook
  }

  return {
    list: () => [...hooks.values()],
    find: (path) => [...hooks.values()].find((hook) => hook.path === path),
    get,
    async create({ name, headerName, key, connectionId = null, remote }) {
      const id = newId()
      const row: HookRow = {
        id,
        path: newPublicPath(),
        name,
        header_name: headerName,
        secret_encrypted: vault.seal(key ?? generateHookKey(), context(id)),
        previous_secret_encrypted: null,
        previous_valid_until: null,
        connection_id: connectionId,
        created_at: now(),
        verified_at: null,
        last_delivery_at: null,
        remote: remote === undefined ? null : JSON.stringify(remote),
      }
      await insertHook(db, row)
      return keep(open(row))
    },
    async change(hookId, { headerName, key, overlapMs }) {
      const hook = get(hookId)
      hook.previous =
        key === undefined ? hook.previous : { secret: hook.secret, validUntil: now() + overlapMs }
      hook.headerName = headerName ?? hook.headerName
      hook.secret = key ?? hook.secret
      const { previous } = hook
      await updateHook(db, hookId, {
        header_name: hook.headerName,
        secret_encrypted: vault.seal(hook.secret, context(hookId)),
        previous_secret_encrypted: previous === null ? null : vault.seal(previous.secret, context(hookId)),
        previous_valid_until: previous?.validUntil ?? null,
      })
      return hook
    },
    async setRemote(hookId, remote) {
      get(hookId).remote = remote
      await updateHook(db, hookId, { remote: JSON.stringify(remote) })
    },
    async remove(hookId) {
      if (!(await deleteHook(db, hookId))) throw new NotFoundError(`There is no Okta hook ${hookId}.`)
      forget(hookId)
    },
    async verified(hook) {
      hook.verifiedAt = now()
      await updateHook(db, hook.id, { verified_at: hook.verifiedAt })
    },
    async flush() {
      for (const hook of hooks.values()) {
        if (flushed.get(hook.id) === hook.lastDeliveryAt) continue
        flushed.set(hook.id, hook.lastDeliveryAt)
        await updateHook(db, hook.id, { last_delivery_at: hook.lastDeliveryAt })
      }
    },
    async refresh() {
      if (now() - refreshedAt < refreshEveryMs) return
      refreshedAt = now()
      await read()
    },
  }
}

/** Which of a receiver's keys a header has; the present one, once seen, lets a managed hook's old one end soon. */
export function acceptsKey(
  hook: Hook,
  given: string,
  { now, isEqual }: { now: number; isEqual: (given: string, secret: string) => boolean },
): boolean {
  const isCurrent = isEqual(given, hook.secret)
  const { previous } = hook
  const isPrevious = previous !== null && previous.validUntil > now && isEqual(given, previous.secret)
  if (isCurrent && hook.remote !== null && previous !== null) {
    hook.previous = { ...previous, validUntil: Math.min(previous.validUntil, now + lastOverlapMs) }
  }
  return isCurrent || isPrevious
}
