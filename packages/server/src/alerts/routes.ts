import { alerts as contract } from '@keyway/api'
import { toActor } from '../auth/caller.ts'
import type { HttpServer } from '../http/server.ts'
import { changeAlerts, describeAlert, noteAlert, remedyAlerts, type RemedyParts } from './alerts.ts'
import { countActive, listAlerts, type AlertRecord } from './store.ts'

export interface AlertRouteParts extends RemedyParts {
  audit: (entry: { actor: string; action: string; target: string; detail?: string }) => Promise<void>
}

/** Mounts alerts: list, one, what people do about them. */
export function mountAlerts(server: HttpServer, parts: AlertRouteParts): void {
  const { db, audit } = parts

  server.mount(contract.listAlerts, async ({ query }) => {
    const { items, next } = await listAlerts(db, query, query)
    return { items: items.map(toSummary), next }
  })
  server.mount(contract.countAlerts, async () => ({ active: await countActive(db) }))
  server.mount(contract.getAlert, ({ params }) => describeAlert(parts, params.alertId))

  server.mount(contract.acknowledgeAlerts, async ({ body: { alertIds }, caller }) => {
    const change = { to: 'acknowledged', what: 'acknowledged', reason: null, note: null } as const
    const changed = await changeAlerts(parts, alertIds, { ...change, from: ['open'], by: toActor(caller) })
    return { changed }
  })

  server.mount(contract.closeAlerts, async ({ body: { alertIds, reason, note }, caller }) => {
    const actor = toActor(caller)
    const change = { to: 'closed', what: 'closed', reason, note, by: actor } as const
    const changed = await changeAlerts(parts, alertIds, { ...change, from: ['open', 'acknowledged'] })
    for (const id of changed) await audit({ actor, action: 'alert.was_closed', target: id, detail: reason })
    return { changed }
  })

  server.mount(contract.reopenAlerts, async ({ body: { alertIds }, caller }) => {
    const change = { to: 'open', what: 'opened', reason: null, note: null } as const
    const changed = await changeAlerts(parts, alertIds, {
      ...change,
      from: ['closed', 'acknowledged'],
      by: toActor(caller),
    })
    return { changed }
  })

  server.mount(contract.noteAlert, async ({ params: { alertId }, body: { text }, caller }) => {
    await noteAlert(parts, { alertId, text, by: toActor(caller) })
    return describeAlert(parts, alertId)
  })

  server.mount(contract.remedyAlerts, async ({ body: { alertIds, flowId, dryRun }, caller }) => {
    const by = toActor(caller)
    const executions = await remedyAlerts(parts, { alertIds, flowId, dryRun, by })
    for (const { alertId, executionId } of executions) {
      await audit({ actor: by, action: 'alert.remedied', target: alertId, detail: executionId })
    }
    return { executions }
  })
}

function toSummary({
  seq: _,
  ruleVersion: __,
  key: ___,
  evidence: ____,
  updatedAt: _____,
  ...alert
}: AlertRecord) {
  return alert
}
