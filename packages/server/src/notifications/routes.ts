import { notifications as contract } from '@keyway/api'
import { toFormSchema, type Json } from '@keyway/sdk'
import { toActor } from '../auth/caller.ts'
import type { TryDeps } from '../connections/try-connection.ts'
import type { HttpServer } from '../http/server.ts'
import { newJob } from '../jobs/job.ts'
import type { Jobs } from '../jobs/jobs.ts'
import { deliveryPayload, deliveryQueue } from './deliver.ts'
import { kinds } from './kinds/kinds.ts'
import { sendMessage, testMessage } from './send.ts'
import { listDeliveries, listTargets, recordTargetTest, reviveDeliveries, type Delivery } from './store.ts'
import {
  changeTarget,
  createTarget,
  describeTarget,
  describeTargets,
  getTarget,
  removeTarget,
  type TargetParts,
} from './targets.ts'

export interface NotificationRouteParts extends TargetParts, TryDeps {
  jobs: Jobs
  publicUrl: string
  audit: (entry: { actor: string; action: string; target: string; detail?: string }) => Promise<void>
}

/** As long as a person waits for an answer. */
const testMs = 15_000
const mostLinks = 20

/** Mounts notification targets: kinds, targets, tests, the log of deliveries. */
export function mountNotifications(server: HttpServer, parts: NotificationRouteParts): void {
  const { db, jobs, now, newId, audit } = parts

  server.mount(contract.listKinds, () =>
    Promise.resolve({
      items: kinds.map(({ id, title, description, connection }) => {
        const schema: Record<string, Json> = JSON.parse(JSON.stringify(toFormSchema(connection)))
        return { id, title, description, schema }
      }),
    }),
  )
  server.mount(contract.listTargets, async () => ({ items: await describeTargets(parts) }))

  server.mount(contract.createTarget, async ({ body, caller }) => {
    const { name, kind, values, wants } = body
    const id = await createTarget(parts, { name, kind, values, wants })
    await audit({
      actor: toActor(caller),
      action: 'notification_target.created',
      target: id,
      detail: body.name,
    })
    return describeTarget(parts, id)
  })
  server.mount(contract.changeTarget, async ({ params: { targetId }, body, caller }) => {
    await changeTarget(parts, targetId, body)
    const detail = Object.keys(body).join(', ')
    await audit({ actor: toActor(caller), action: 'notification_target.changed', target: targetId, detail })
    return describeTarget(parts, targetId)
  })
  server.mount(contract.deleteTarget, async ({ params: { targetId }, caller }) => {
    await removeTarget(parts, targetId)
    await audit({ actor: toActor(caller), action: 'notification_target.deleted', target: targetId })
  })

  server.mount(contract.testTarget, async ({ params: { targetId } }) => {
    const target = await getTarget(db, targetId)
    const at = now()
    const outcome = await sendMessage(parts, target, {
      message: testMessage({ id: newId(), at, url: `${parts.publicUrl}/notifications/${targetId}` }),
      signal: AbortSignal.timeout(testMs),
    })
    const message = outcome.ok ? 'The test message was taken.' : outcome.message
    await recordTargetTest(db, targetId, { at, ok: outcome.ok, message })
    return { ok: outcome.ok, message, statusCode: outcome.ok ? null : outcome.statusCode, tookMs: now() - at }
  })

  server.mount(contract.listDeliveries, async ({ query }) => {
    const { items, next } = await listDeliveries(db, query, query)
    const names = new Map((await listTargets(db)).map(({ id, name }) => [id, name]))
    return { items: items.map((one) => toAnswer(one, names.get(one.targetId) ?? null)), next }
  })

  server.mount(contract.redriveDeliveries, async ({ body, caller }) => {
    const redriven = await db.transaction().execute(async (transaction) => {
      const ids = await reviveDeliveries(transaction, body.deliveryIds, now())
      const again = ids.map((id) => newJob(deliveryQueue, deliveryPayload(id)))
      if (again.length > 0) await jobs.enqueue(transaction, again)
      return ids
    })
    for (const id of redriven) {
      await audit({ actor: toActor(caller), action: 'notification.redriven', target: id })
    }
    return { redriven }
  })
}

function toAnswer({ seq: _, subjects, ...delivery }: Delivery, targetName: string | null) {
  const links = subjects.slice(0, mostLinks).map(({ topic, id, title }) => ({ topic, id, title }))
  return { ...delivery, targetName, subjects: subjects.length, links }
}
