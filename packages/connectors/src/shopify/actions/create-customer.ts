import { anyObject, defineAction, field, path, z } from '@keyway/sdk'
import type { JsonObject } from '@keyway/sdk'
import { optional, textOf } from '../../input.ts'
import { partOf, versionOf } from '../client.ts'
import { acceptsMarketing, toConsent } from '../fields.ts'

const text = () => optional(z.string())

export const createCustomer = defineAction({
  id: 'shopify.create_customer',
  title: 'Create customer',
  description:
    'Creates a customer. Shopify refuses an e-mail address or a phone number that another one has.',
  effect: 'write',
  scopes: ['write_customers'],
  standsFor: ['okta-workflows:shopify.createCustomer'],
  input: z.object({
    firstName: field(text(), { title: 'First name' }),
    lastName: field(text(), { title: 'Last name' }),
    email: field(text(), { title: 'E-mail' }),
    phone: field(text(), { title: 'Phone', description: 'With its country code, like +4722000000.' }),
    tags: field(text(), { title: 'Tags', description: 'Separated by commas.' }),
    taxExempt: field(optional(z.boolean()), { title: 'Tax exempt' }),
    acceptsMarketing: field(optional(z.boolean()), { title: 'Accepts marketing' }),
  }),
  output: z.object({ id: z.int(), email: z.string(), acceptsMarketing: z.boolean(), raw: anyObject }),
  async run(input, context) {
    const { acceptsMarketing: accepts } = input
    const customer = {
      ...given('first_name', input.firstName),
      ...given('last_name', input.lastName),
      ...given('email', input.email),
      ...given('phone', input.phone),
      ...given('tags', input.tags),
      ...given('tax_exempt', input.taxExempt),
      ...(accepts === undefined ? {} : { email_marketing_consent: toConsent(accepts) }),
    }
    const target = path`/admin/api/${versionOf(context)}/customers.json`
    const raw = partOf(await context.http.post(target, { customer }), 'customer')
    const id = Number(raw['id'])
    return { id, email: textOf(raw['email']), acceptsMarketing: acceptsMarketing(raw), raw }
  },
})

function given(name: string, value: string | boolean | undefined): JsonObject {
  return value === undefined ? {} : { [name]: value }
}
