import { InputError, anyObject, defineAction, field, path, z } from '@keyway/sdk'
import type { JsonObject } from '@keyway/sdk'
import { withDefault } from '../../input.ts'
import { partOf, versionOf } from '../client.ts'
import { customerId, toConsent } from '../fields.ts'

export const updateCustomer = defineAction({
  id: 'shopify.update_customer',
  title: 'Update customer',
  description: 'Changes fields of a customer. Repeating it changes nothing.',
  effect: 'idempotent',
  scopes: ['write_customers'],
  standsFor: ['okta-workflows:shopify.updateCustomer'],
  input: z.object({
    customer: customerId(),
    fields: field(withDefault(anyObject, {}), {
      title: 'Fields',
      description: 'By the names of the API, like first_name or tags; accepts_marketing becomes a consent.',
    }),
    emptyValues: field(withDefault(z.enum(['keep', 'clear']), 'keep'), {
      title: 'Empty values',
      description: 'keep: empty fields stay as they are. clear: they are emptied.',
    }),
  }),
  output: z.object({ updatedAt: z.string().nullable(), raw: anyObject }),
  async run({ customer: id, fields, emptyValues }, context) {
    const target = path`/admin/api/${versionOf(context)}/customers/${id}.json`
    const customer = { id: Number(id), ...toFields(fields, emptyValues === 'clear') }
    const raw = partOf(await context.http.put(target, { customer }), 'customer')
    return { updatedAt: typeof raw['updated_at'] === 'string' ? raw['updated_at'] : null, raw }
  },
})

function toFields(fields: JsonObject, isClearing: boolean): JsonObject {
  const { accepts_marketing: accepts, ...others } = fields
  const sent = Object.entries(others).filter(([, value]) => isClearing || (value !== null && value !== ''))
  if (accepts !== undefined && accepts !== null && accepts !== '' && typeof accepts !== 'boolean') {
    throw new InputError(`accepts_marketing is true or false, not ${JSON.stringify(accepts)}.`)
  }
  const consent = typeof accepts === 'boolean' ? { email_marketing_consent: toConsent(accepts) } : {}
  return { ...Object.fromEntries(sent), ...consent }
}
