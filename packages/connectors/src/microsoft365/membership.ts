import { isJsonObject, path } from '@keyway/sdk'
import type { Http } from '@keyway/sdk'
import { textOf } from '../input.ts'
import { asObject } from './client.ts'

/** Whether a user is a direct member of a group. */
export async function isMember(http: Http, member: { group: string; user: string }): Promise<boolean> {
  const found = asObject(await http.get(path`/users/${member.user}`, { $select: 'id' }))
  const { status, body } = await http.request({
    method: 'GET',
    path: path`/groups/${member.group}/members`,
    query: { $filter: `id eq '${textOf(found['id'])}'`, $select: 'id', $count: true },
    // Graph filters members only in its advanced queries, which this header asks for.
    headers: { ConsistencyLevel: 'eventual' },
    allow: [404],
  })
  const value = isJsonObject(body) ? body['value'] : undefined
  return status !== 404 && Array.isArray(value) && value.length > 0
}
