import { severityTexts } from '../texts/alerts.ts'
import { notificationTexts } from '../texts/notifications.ts'
import type { Wishes } from './target-kinds.ts'

/** What a target wants to hear of, and when, in one line. */
export function describeWishes({ severity, rules, when }: Wishes): string {
  return notificationTexts.wantsLine(severityTexts[severity], describeWhen(when), rules?.length ?? null)
}

function describeWhen(when: Wishes['when']): string {
  const { whenLine } = notificationTexts
  switch (when.kind) {
    case 'at_once':
      return whenLine.at_once()
    case 'digest':
      return whenLine.digest(when.minutes)
    case 'daily':
      return whenLine.daily(when.time, when.timeZone)
  }
}
