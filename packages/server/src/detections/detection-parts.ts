import { createAlertNews, type AlertNews } from '../alerts/alert-news.ts'
import type { Db } from '../db/database.ts'
import type { OwnEvents } from '../ingest/own-events/own-events.ts'
import type { Jobs } from '../jobs/jobs.ts'
import { notify } from '../notifications/notify.ts'
import { createRules, type Rules } from './rules.ts'
import { readsWholeLog } from './store.ts'

/** What every process needs to show detections and alerts, and to tell of them. */
export interface DetectionsOfProcess {
  rules: Rules
  news: AlertNews
  /** Whether the System Logs are read as a whole, for events that no flow waits for. */
  readsWholeLog: () => boolean
  /** Notices what another process changed. */
  refresh: () => Promise<void>
  /** Tells browsers of alerts that changed. */
  onChanged: (alertIds: readonly string[]) => void
}

export function createDetectionParts(parts: {
  db: Db
  jobs: Jobs
  ownEvents: OwnEvents
  directory: string | undefined
  tellBrowsers: (event: string, data: unknown) => void
  now: () => number
  newId: () => string
  publicUrl: string
}): DetectionsOfProcess {
  const { db, jobs, ownEvents, directory, publicUrl } = parts
  let isWholeLogRead = false
  return {
    readsWholeLog: () => isWholeLogRead,
    async refresh() {
      isWholeLogRead = await readsWholeLog(db)
    },
    rules: createRules(db, directory),
    news: createAlertNews({
      jobs,
      ownEvents,
      notify: (transaction, subjects) => notify(transaction, subjects, parts),
      publicUrl,
    }),
    onChanged: (alertIds) => parts.tellBrowsers('alerts', { alertIds: alertIds.slice(0, 100) }),
  }
}
