import { sources as contract, type Role } from '@keyway/api'
import { toFormSchema, type JsonObject, type z } from '@keyway/sdk'
import { includesRole, toActor } from '../../auth/caller.ts'
import type { Db } from '../../db/database.ts'
import type { HttpServer } from '../../http/server.ts'
import { sourceKinds } from './kinds.ts'
import { receive, type ReceiveParts } from './receive.ts'
import type { Source } from './sources.ts'
import { listDeliveries, listSources, type SourceRow } from './store.ts'

export interface SourceRouteParts extends ReceiveParts {
  db: Db
  publicUrl: string
  audit: (entry: { actor: string; action: string; target: string }) => Promise<void>
}

/** Mounts the way in for other products, and the pages' routes to set it up. */
export function mountSources(server: HttpServer, parts: SourceRouteParts): void {
  const { db, sources, tallies, active, publicUrl, audit } = parts

  server.mountPublic(
    { kind: 'hook', path: '/hooks/in/:path', methods: ['POST'], summary: 'Deliveries of other products' },
    ({ request, params }) => receive(parts, params['path'] ?? '', request),
  )

  const describe = (
    source: Source,
    row: SourceRow | undefined,
    viewer: Role,
  ): z.input<typeof contract.source> => {
    const { id, name, kind, path, settings, createdAt, previous } = source
    const url = `${publicUrl}/hooks/in/${path}`
    const secret = includesRole(viewer, 'admin') ? source.secret : null
    const guide = { url, settings, secret }
    const script = secret === null ? undefined : kind.script?.(guide)
    return {
      id,
      name,
      kind: kind.id,
      kindTitle: kind.title,
      url,
      settings: toJsonObject(settings),
      secret,
      secretTitle: kind.secret.title,
      previousSecretValidUntil: previous?.validUntil ?? null,
      createdAt,
      lastDeliveryAt: row?.last_delivery_at ?? null,
      deliveries: row?.deliveries ?? 0,
      events: row?.events ?? 0,
      refused: row?.refused ?? 0,
      flows: [...new Set([...active.wantedTypes(name).values()].flat())].toSorted(),
      types: [...kind.types],
      steps: kind.steps(guide),
      script: script ?? null,
    }
  }

  async function describeAll(viewer: Role): Promise<z.input<typeof contract.source>[]> {
    await tallies.flush()
    const rows = new Map((await listSources(db)).map((row) => [row.id, row]))
    return sources.list().map((source) => describe(source, rows.get(source.id), viewer))
  }

  server.mount(contract.listSources, async ({ caller }) => ({ items: await describeAll(caller.role) }))
  server.mount(contract.listSourceKinds, () =>
    Promise.resolve({
      items: sourceKinds.map(({ id, title, about, secret, settings, types }) => ({
        id,
        title,
        about,
        secretTitle: secret.title,
        makesSecret: secret.generate !== undefined,
        types: [...types],
        settings: schemaOf(settings),
      })),
    }),
  )
  server.mount(contract.createSource, async ({ body, caller }) => {
    const { name, kind, settings, secret } = body
    const source = await sources.create({ name, kind, settings, secret })
    await audit({ actor: toActor(caller), action: 'source.created', target: source.id })
    return describe(source, undefined, caller.role)
  })
  server.mount(contract.updateSource, async ({ params, body, caller }) => {
    const { settings, secret, overlapSeconds } = body
    const source = await sources.change(params.sourceId, {
      settings,
      secret,
      overlapMs: overlapSeconds * 1000,
    })
    const action = secret === undefined ? 'source.changed' : 'source.secret_rotated'
    await audit({ actor: toActor(caller), action, target: source.id })
    return describe(
      source,
      (await listSources(db)).find(({ id }) => id === source.id),
      caller.role,
    )
  })
  server.mount(contract.deleteSource, async ({ params, caller }) => {
    await sources.remove(params.sourceId)
    await audit({ actor: toActor(caller), action: 'source.deleted', target: params.sourceId })
  })
  server.mount(contract.listDeliveries, async ({ params }) => {
    await tallies.flush()
    const rows = await listDeliveries(db, sources.get(params.sourceId).id)
    return {
      items: rows.map(({ id, at, status, outcome, what, bytes, event_id: eventId }) => ({
        id,
        at,
        status,
        outcome,
        what,
        bytes,
        eventId,
      })),
    }
  })
}

function schemaOf(settings: z.ZodObject): JsonObject {
  return toJsonObject(toFormSchema(settings, 'input'))
}

/** Copying as text drops what is undefined. */
function toJsonObject(value: object): JsonObject {
  const copy: JsonObject = JSON.parse(JSON.stringify(value))
  return copy
}
