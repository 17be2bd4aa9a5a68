import { isJsonObject } from '@keyway/sdk'
import type { JsonObject } from '@keyway/sdk'
import { listen, type Answer, type LoopbackServer, type Received } from './listen.ts'

export interface ServiceNowServer extends LoopbackServer {
  username: string
  password: string
  token: string
  /** Records by table and sys_id. */
  records: Map<string, Map<string, JsonObject>>
}

/** A server shaped like ServiceNow's Table API: any table exists, and gets records with sys_id and number. */
export async function startServiceNowServer(): Promise<ServiceNowServer> {
  const account = { username: 'keyway', password: 'pass:wörd', token: 'servicenow-test' }
  const records = new Map<string, Map<string, JsonObject>>()
  const basic = `Basic ${Buffer.from(`${account.username}:${account.password}`).toString('base64')}`
  const server = await listen((request) => {
    const given = request.headers['authorization']
    if (given !== basic && given !== `Bearer ${account.token}`) {
      return refuse(401, 'User Not Authenticated', 'Required to provide Auth information')
    }
    const [, table, id] = /^\/api\/now\/table\/([^/]+)(?:\/([^/]+))?$/.exec(request.path) ?? []
    if (table === undefined) return refuse(400, 'Requested URI does not represent any resource', request.path)
    const rows = records.get(table) ?? new Map<string, JsonObject>()
    records.set(table, rows)
    return id === undefined ? answerTable(rows, request) : answerRecord(rows, id, request)
  })
  return { ...server, ...account, records }
}

function answerTable(rows: Map<string, JsonObject>, { method, body, query }: Received): Answer {
  if (method === 'POST' && isJsonObject(body)) {
    const count = String(rows.size + 1)
    const record = { ...body, sys_id: count.padStart(32, '0'), number: `INC${count.padStart(7, '0')}` }
    rows.set(record.sys_id, record)
    return { status: 201, body: { result: record } }
  }
  if (method !== 'GET') return refuse(405, 'Method not supported', method)
  const conditions = (query['sysparm_query'] ?? '').split('^').filter((part) => part.includes('='))
  const found = [...rows.values()].filter((row) =>
    conditions.every((condition) => {
      const at = condition.indexOf('=')
      return row[condition.slice(0, at)] === condition.slice(at + 1)
    }),
  )
  const start = Number(query['sysparm_offset'] ?? 0)
  return { body: { result: found.slice(start, start + Number(query['sysparm_limit'] ?? 10_000)) } }
}

function answerRecord(rows: Map<string, JsonObject>, id: string, { method, body }: Received): Answer {
  const row = rows.get(id)
  if (row === undefined) return refuse(404, 'No Record found', "Record doesn't exist or ACL restricts it")
  if (method === 'PATCH' && isJsonObject(body)) rows.set(id, { ...row, ...body })
  if (method === 'DELETE') {
    rows.delete(id)
    return { status: 204 }
  }
  return { body: { result: rows.get(id) ?? null } }
}

function refuse(status: number, message: string, detail: string): Answer {
  return { status, body: { error: { message, detail }, status: 'failure' } }
}
