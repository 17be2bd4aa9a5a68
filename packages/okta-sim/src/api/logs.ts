import { Hono } from 'hono'
import { writeLinks } from '../http/paginate.ts'
import type { SimEnv } from '../http/sim-env.ts'
import type { OrgState } from '../org/org-state.ts'
import type { LogEntry } from '../org/system-log.ts'
import { settleLog } from '../org/system-log.ts'
import type { LogQuery } from './log-query.ts'
import { readLogQuery } from './log-query.ts'

type LogPage = { entries: LogEntry[]; next: string | undefined }

/** `GET /api/v1/logs`: the System Log, polled without an end or read between two times. */
export function logsApi(org: OrgState): Hono<SimEnv> {
  const api = new Hono<SimEnv>()
  api.get('/', (c) => {
    const query = readLogQuery(c, org.clock().getTime())
    settleLog(org)
    const { entries } = org.systemLog
    const page = query.kind === 'polling' ? pollEntries(entries, query) : readBounds(entries, query)
    writeLinks(org, c, page.next)
    return c.json(page.entries.map(({ event }) => event))
  })
  return api
}

/** In the order of persistence, so that an event with an old `published` is not missed. Always has a next page. */
function pollEntries(entries: readonly LogEntry[], query: LogQuery): LogPage {
  const found: LogEntry[] = []
  // A cursor beyond the end is one of an earlier life of the org: nothing is known after it.
  let position = query.after?.sequence ?? 0
  while (found.length < query.limit) {
    const entry = entries[position]
    if (entry === undefined) break
    position += 1
    if (entry.persistedAt >= query.sinceMs && query.matches(entry.event)) found.push(entry)
  }
  const last = entries[position - 1]
  return { entries: found, next: `${last?.persistedAt ?? query.sinceMs}_${position}` }
}

/** By `published` between `since` and `until`, equal times in the order of persistence. */
function readBounds(entries: readonly LogEntry[], query: LogQuery): LogPage {
  const sign = query.direction === 'ASCENDING' ? 1 : -1
  const { after } = query
  const { sinceMs, untilMs } = query
  const rest = entries
    .filter(({ publishedAt }) => publishedAt >= sinceMs && publishedAt <= untilMs)
    .filter((entry) => after === undefined || comparePlaces(entry, toPlace(after)) * sign > 0)
    .filter(({ event }) => query.matches(event))
    .sort((a, b) => comparePlaces(a, b) * sign)
  const page = rest.slice(0, query.limit)
  const last = page.at(-1)
  const hasMore = last !== undefined && rest.length > page.length
  return {
    entries: page,
    next: hasMore ? `${last.publishedAt}_${last.sequence}` : undefined,
  }
}

type Place = Pick<LogEntry, 'publishedAt' | 'sequence'>

function toPlace({ timeMs, sequence }: NonNullable<LogQuery['after']>): Place {
  return { publishedAt: timeMs, sequence }
}

function comparePlaces(a: Place, b: Place): number {
  return a.publishedAt - b.publishedAt || a.sequence - b.sequence
}
