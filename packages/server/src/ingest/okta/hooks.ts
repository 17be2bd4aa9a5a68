import type { Db } from '../../db/database.ts'
import { NotFoundError } from '../../errors.ts'
import { newPublicPath } from '../../flows/endpoint-token.ts'
import type { Vault } from '../../vault/vault.ts'
import { generateHookKey } from './hook-key.ts'
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
  createdAt: number
  verifiedAt: number | null
  lastDeliveryAt: number | null
  deliveries: number
  events: number
  refused: number
}

export interface Hooks {
  list: () => readonly Hook[]
  find: (path: string) => Hook | undefined
  /** Throws NotFoundError. */
  get: (hookId: string) => Hook
  create: (hook: { name: string; headerName: string; key: string | undefined }) => Promise<Hook>
  /** A new key leaves the old one valid for the overlap. */
  change: (
    hookId: string,
    change: { headerName: string | undefined; key: string | undefined; overlapMs: number },
  ) => Promise<Hook>
  remove: (hookId: string) => Promise<void>
  /** Notes that Okta's challenge was answered. */
  verified: (hook: Hook) => Promise<void>
  /** Writes when the last deliveries came; called now and then, for a write for each delivery would cost too much. */
  flush: () => Promise<void>
}

interface Parts {
  db: Db
  vault: Vault
  now: () => number
  newId: () => string
}

const context = (hookId: string): string => `okta-hook:${hookId}`

/** Reads the receivers into memory, where deliveries find them without a query. */
export async function loadHooks({ db, vault, now, newId }: Parts): Promise<Hooks> {
  const hooks = new Map<string, Hook>()
  const flushed = new Map<string, number | null>()
  for (const row of await listHooks(db)) keep(open(row))

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
    async create({ name, headerName, key }) {
      const id = newId()
      const row: HookRow = {
        id,
        path: newPublicPath(),
        name,
        header_name: headerName,
        secret_encrypted: vault.seal(key ?? generateHookKey(), context(id)),
        previous_secret_encrypted: null,
        previous_valid_until: null,
        connection_id: null,
        created_at: now(),
        verified_at: null,
        last_delivery_at: null,
      }
      await insertHook(db, row)
      return keep(open(row))
    },
    async change(hookId, { headerName, key, overlapMs }) {
      const hook = get(hookId)
      const previous =
        key === undefined ? hook.previous : { secret: hook.secret, validUntil: now() + overlapMs }
      const next = {
        ...hook,
        headerName: headerName ?? hook.headerName,
        secret: key ?? hook.secret,
        previous,
      }
      await updateHook(db, hookId, {
        header_name: next.headerName,
        secret_encrypted: vault.seal(next.secret, context(hookId)),
        previous_secret_encrypted: previous === null ? null : vault.seal(previous.secret, context(hookId)),
        previous_valid_until: previous?.validUntil ?? null,
      })
      return keep(next)
    },
    async remove(hookId) {
      if (!(await deleteHook(db, hookId))) throw new NotFoundError(`There is no Okta hook ${hookId}.`)
      hooks.delete(hookId)
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
  }
}
