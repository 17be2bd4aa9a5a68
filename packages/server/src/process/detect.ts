import { listRolesOfUser } from '../access/roles/store.ts'
import { raiseAlerts } from '../alerts/raise-alerts.ts'
import { startBackTests } from '../detections/back-tests/back-test.ts'
import { createDetectionReader } from '../detections/reader.ts'
import { findPayload } from '../detections/store.ts'
import { startDeliveries } from '../notifications/deliver.ts'
import type { Core } from './core.ts'

/** Begins to judge events, to look back where somebody asks for it, and to send what is told. */
export async function detect(core: Core): Promise<void> {
  const { database, background, jobs, detections, owner, now, log, closers } = core
  await startDeliveries({ ...core, jobs, now })
  await startBackTests({ db: background, jobs, rules: detections.rules, load: core.runner.load, now })
  const reader = createDetectionReader({
    database,
    rules: detections.rules,
    raise: (transaction, matters, { set, source }) =>
      raiseAlerts(transaction, matters, {
        rules: new Map(set.rules.map((rule) => [rule.id, rule])),
        settings: source.settings,
        payloadOf: (eventId) => findPayload(transaction, eventId),
        isAdministrator: async (userId) => {
          for (const { org } of core.okta.orgs.list()) {
            if ((await listRolesOfUser(transaction, org, userId)).length > 0) return true
          }
          return false
        },
        news: detections.news,
        now,
      }),
    onChanged: detections.onChanged,
    owner,
    isOnlyProcess: database.kind === 'sqlite',
    now,
    log,
  })
  reader.start()
  closers.add(() => reader.stop())
}
