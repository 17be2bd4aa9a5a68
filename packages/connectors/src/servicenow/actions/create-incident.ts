import { anyObject, defineAction, field, path, z } from '@keyway/sdk'
import type { Http, JsonObject } from '@keyway/sdk'
import { optional, textOf, withDefault } from '../../input.ts'
import { toRecord, toRecords } from '../client.ts'

export const createIncident = defineAction({
  id: 'servicenow.create_incident',
  title: 'Create incident',
  description:
    "Creates an incident. Its Correlation ID, unless other fields give one, is the step's own key, by which a create whose answer was lost is found again.",
  effect: 'write',
  standsFor: ['okta-workflows:servicenow.createIncident'],
  input: z.object({
    shortDescription: field(optional(z.string()), { title: 'Short description' }),
    description: field(optional(z.string()), { title: 'Description', multiline: true }),
    fields: field(withDefault(anyObject, {}), {
      title: 'Other fields',
      description: 'By the names that the table has for them, like caller_id or urgency.',
    }),
  }),
  output: z.object({ number: z.string(), id: z.string(), record: anyObject }),
  async run({ shortDescription, description, fields }, { http, idempotencyKey }) {
    const body: JsonObject = { correlation_id: idempotencyKey, ...fields }
    if (shortDescription !== undefined) body['short_description'] = shortDescription
    if (description !== undefined) body['description'] = description
    return toIncident(toRecord(await http.post(path`/api/now/table/incident`, body)))
  },
  async lookUp({ fields }, { http, idempotencyKey }) {
    const found = await findByKey(http, textOf(fields['correlation_id']) || idempotencyKey)
    return found === undefined ? undefined : toIncident(found)
  },
})

async function findByKey(http: Http, key: string): Promise<JsonObject | undefined> {
  const query = { sysparm_query: `correlation_id=${key}`, sysparm_limit: 10 }
  const found = toRecords(await http.get(path`/api/now/table/incident`, query))
  // A caret in the key would have been read as a further condition.
  return found.find((record) => record['correlation_id'] === key)
}

function toIncident(record: JsonObject) {
  return { number: textOf(record['number']), id: textOf(record['sys_id']), record }
}
