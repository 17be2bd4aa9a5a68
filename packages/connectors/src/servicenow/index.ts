import { defineConnector, path } from '@keyway/sdk'
import { createIncident } from './actions/create-incident.ts'
import { customApiAction } from './actions/custom-api-action.ts'
import { customApiRead } from './actions/custom-api-read.ts'
import { readRecord } from './actions/read-record.ts'
import { searchRecords } from './actions/search-records.ts'
import { updateTask } from './actions/update-task.ts'
import { describeError, toRecords } from './client.ts'
import { authorize, connection } from './connection.ts'

export const servicenow = defineConnector({
  id: 'servicenow',
  title: 'ServiceNow',
  description: 'A ServiceNow instance: incidents, tasks, and every record of its Table API.',
  connection,
  http: (settings) => ({
    baseUrl: settings.baseUrl.replace(/\/+$/, ''),
    headers: { Authorization: authorize(settings), Accept: 'application/json' },
  }),
  describeError,
  async test({ http, connection: settings }) {
    const query = { sysparm_limit: 1, sysparm_fields: 'sys_id' }
    // Rows that the account may not see are left out of the answer, so an empty list is a working connection too.
    toRecords(await http.get(path`/api/now/table/sys_user`, query))
    return { ok: true, message: `Connected to ${String(settings['baseUrl'])}.` }
  },
  actions: [createIncident, updateTask, readRecord, searchRecords, customApiRead, customApiAction],
})
