import { defineAction, path, z } from '@keyway/sdk'
import { versionOf } from '../client.ts'
import { customerId } from '../fields.ts'

export const deleteCustomer = defineAction({
  id: 'shopify.delete_customer',
  title: 'Delete customer',
  description: 'Deletes a customer. Shopify refuses one who has orders.',
  effect: 'destructive',
  scopes: ['write_customers'],
  standsFor: ['okta-workflows:shopify.deleteCustomer'],
  input: z.object({ customer: customerId() }),
  output: z.object({ statusCode: z.int() }),
  async run({ customer }, context) {
    const target = path`/admin/api/${versionOf(context)}/customers/${customer}.json`
    return { statusCode: (await context.http.request({ method: 'DELETE', path: target })).status }
  },
})
