import { anyObject, defineAction, field, path, z } from '@keyway/sdk'
import { toRecord } from '../client.ts'
import { systemId, tableName } from '../fields.ts'

export const readRecord = defineAction({
  id: 'servicenow.read_record',
  title: 'Read record',
  description: 'Reads a record of any table.',
  effect: 'read',
  input: z.object({ table: field(tableName(), { title: 'Table', placeholder: 'incident' }), id: systemId }),
  output: z.object({ record: anyObject }),
  async run({ table, id }, { http }) {
    return { record: toRecord(await http.get(path`/api/now/table/${table}/${id}`)) }
  },
})
