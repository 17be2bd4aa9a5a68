import { anyObject, field, z } from '@keyway/sdk'
import { textOf, titleOf } from '../wording.ts'
import { defineKind } from './kind.ts'

export const servicenow = defineKind({
  id: 'servicenow',
  title: 'ServiceNow',
  description: 'An incident for each message, by a connection to ServiceNow.',
  connection: z.object({
    connectionId: field(z.string().min(1), {
      title: 'Connection',
      description: 'Id of a connection to ServiceNow.',
    }),
    fields: field(anyObject.default({}), {
      title: 'Other fields',
      description: 'By the names that the table has for them, like assignment_group or urgency.',
    }),
  }),
  async send({ connectionId, fields }, message, { run, test }) {
    if (message.isTest) {
      // A test leaves nothing behind.
      await test(connectionId)
      return
    }
    await run(connectionId, 'servicenow.create_incident', {
      shortDescription: titleOf(message).slice(0, 160),
      description: textOf(message),
      fields: { correlation_id: message.id, ...fields },
    })
  },
})
