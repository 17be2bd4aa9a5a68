import { anyObject, defineAction, field, path, z } from '@keyway/sdk'
import { withDefault } from '../../input.ts'
import { partOf, versionOf } from '../client.ts'
import { customerId } from '../fields.ts'

export const addAddressToCustomer = defineAction({
  id: 'shopify.add_address_to_customer',
  title: 'Add address to customer',
  description: 'Adds an address to a customer and, if wanted, makes it the default one.',
  effect: 'write',
  scopes: ['write_customers'],
  standsFor: ['okta-workflows:shopify.addAddressToCustomer'],
  input: z.object({
    customer: customerId(),
    address: field(anyObject, {
      title: 'Address',
      description: 'By the names of the API: address1, city, province, zip, country_code, …',
    }),
    makeDefault: field(withDefault(z.boolean(), false), { title: 'Make default' }),
  }),
  output: z.object({ id: z.int(), isDefault: z.boolean(), raw: anyObject }),
  async run({ customer, address, makeDefault }, context) {
    const version = versionOf(context)
    const addresses = path`/admin/api/${version}/customers/${customer}/addresses.json`
    const added = partOf(await context.http.post(addresses, { address }), 'customer_address')
    const id = Number(added['id'])
    if (!makeDefault) return { id, isDefault: added['default'] === true, raw: added }
    const chosen = path`/admin/api/${version}/customers/${customer}/addresses/${id}/default.json`
    const raw = partOf(await context.http.put(chosen), 'customer_address')
    return { id, isDefault: raw['default'] === true, raw }
  },
})
