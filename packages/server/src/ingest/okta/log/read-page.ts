import { isJsonObject, path, RemoteError, type Http, type HttpRequest, type Json } from '@keyway/sdk'
import type { IncomingEvent } from '../../accept-events.ts'
import { toIncomingEvent } from '../log-event.ts'

/** The most that Okta gives in a page of its log. */
export const pageSize = 1000

export interface LogPage {
  events: IncomingEvent[]
  /** Entries of the page, readable or not. */
  count: number
  next: string | null
  /** By Okta's clock. */
  answeredAt: number
}

/** From where a page is read: Okta's link as it was given, or a time. With `until` the read has an end. */
export interface LogQuestion {
  next: string | null
  since: number
  until?: number
  filter: string | null
}

/** Reads a page in the order of persistence, or, with `until`, by time. Source: Okta System Log API. */
export async function readLogPage(http: Http, org: string, question: LogQuestion): Promise<LogPage> {
  const { status, body, links, headers } = await http.request({ method: 'GET', ...target(question) })
  if (!Array.isArray(body)) {
    throw new RemoteError('A page of the System Log is not a JSON list.', {
      code: 'answer_unreadable',
      statusCode: status,
    })
  }
  const date = Date.parse(headers['date'] ?? '')
  return {
    events: body.flatMap((entry: Json) => toIncomingEvent(entry, { org, way: 'log' }) ?? []),
    count: body.filter(isJsonObject).length,
    next: links['next'] ?? null,
    answeredAt: Number.isNaN(date) ? Date.now() : date,
  }
}

function target({ next, since, until, filter }: LogQuestion): Pick<HttpRequest, 'path' | 'query'> {
  if (next !== null) return { path: { absolute: next } }
  return {
    path: path`/api/v1/logs`,
    query: {
      since: new Date(since).toISOString(),
      until: until === undefined ? undefined : new Date(until).toISOString(),
      sortOrder: 'ASCENDING',
      limit: pageSize,
      filter,
    },
  }
}
