import type { ExportCard } from './body.ts'
import type { Report } from './report.ts'
import { losses } from './losses.ts'

/** Names that Okta's documentation uses and no time zone database has. */
const corrected: ReadonlyMap<string, string> = new Map([['america/pacific', 'America/Los_Angeles']])

/** A time zone that is written into a card or schedule, corrected where it is known what was meant. Reports the rest. */
export function readZone(name: string, card: ExportCard, report: Report): string {
  const zone = name.trim()
  const known = corrected.get(zone.toLowerCase())
  if (known !== undefined) {
    report.adapted(card, losses.zoneRenamed(zone, known))
    return known
  }
  if (!exists(zone)) {
    report.adapted(card, losses.zone(zone))
  }
  return zone
}

function exists(zone: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone })
    return true
  } catch {
    return false
  }
}
