import { anyObject, defineAction, field, path, z } from '@keyway/sdk'
import type { Json } from '@keyway/sdk'
import { withDefault } from '../../input.ts'
import { toRecord } from '../client.ts'
import { systemId, tableName } from '../fields.ts'

export const updateTask = defineAction({
  id: 'servicenow.update_task',
  title: 'Update task',
  description:
    'Changes fields of a task, whatever its kind. Comments and work notes are added each time, so repeating it shows.',
  effect: 'write',
  standsFor: ['okta-workflows:servicenow.updateTask'],
  input: z.object({
    table: field(withDefault(tableName(), 'task'), {
      title: 'Task type',
      description: 'Table of the task, like task, sc_task or incident.',
    }),
    id: systemId,
    fields: field(withDefault(anyObject, {}), {
      title: 'Fields',
      description: 'By the names that the table has for them, like state or work_notes.',
    }),
    emptyValues: field(withDefault(z.enum(['keep', 'clear']), 'keep'), {
      title: 'Empty values',
      description: 'keep: empty fields stay as they are. clear: they are emptied.',
    }),
  }),
  output: z.object({ statusCode: z.int(), record: anyObject }),
  async run({ table, id, fields, emptyValues }, { http }) {
    const given = Object.entries(fields).flatMap(([name, value]): [string, Json][] => {
      if (value !== null && value !== '') return [[name, value]]
      return emptyValues === 'clear' ? [[name, '']] : []
    })
    const { status, body } = await http.request({
      method: 'PATCH',
      path: path`/api/now/table/${table}/${id}`,
      body: Object.fromEntries(given),
    })
    return { statusCode: status, record: toRecord(body) }
  },
})
