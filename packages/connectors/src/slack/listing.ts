import { isJsonObject, type Path, type Query } from '@keyway/sdk'
import { createListing, type ListRequest, type ReadRawPage } from '../listing.ts'
import { callSlack } from './client.ts'

/** A list of the workspace: the method that gives it, and where in the answer it is. */
export interface SlackList extends ListRequest {
  path: Path
  items: string
  query?: Query
}

/** Slack recommends no more than this, and may give fewer. */
const pageSize = 200

/** Reads one page of a list; Slack's cursors are opaque and expire. */
export const readSlackPage: ReadRawPage<SlackList> = async ({ http }, list, { place, size }) => {
  const query = { ...list.query, limit: Math.min(size, pageSize), cursor: place }
  const body = await callSlack(http, { method: 'GET', path: list.path, query })
  const items = body[list.items]
  const metadata = body['response_metadata']
  const next = isJsonObject(metadata) ? metadata['next_cursor'] : undefined
  return {
    items: Array.isArray(items) ? items : [],
    next: typeof next === 'string' && next !== '' ? next : null,
  }
}

/** Declares an action that lists something of the workspace. */
export const defineListing = createListing(readSlackPage)
