import { defineConnector, path } from '@keyway/sdk'
import { textOf } from '../input.ts'
import { addAddressToCustomer } from './actions/add-address-to-customer.ts'
import { createCustomer } from './actions/create-customer.ts'
import { customApiAction } from './actions/custom-api-action.ts'
import { customApiRead } from './actions/custom-api-read.ts'
import { deleteCustomer } from './actions/delete-customer.ts'
import { updateCustomer } from './actions/update-customer.ts'
import { describeError, partOf, versionOf } from './client.ts'
import { connection } from './connection.ts'

export const shopify = defineConnector({
  id: 'shopify',
  title: 'Shopify',
  description: 'Customers of a Shopify shop, by the access token of a custom app.',
  connection,
  http: ({ baseUrl, accessToken }) => ({
    baseUrl: baseUrl.replace(/\/+$/, ''),
    headers: { 'X-Shopify-Access-Token': accessToken, Accept: 'application/json' },
  }),
  describeError,
  async test(context) {
    const shop = partOf(await context.http.get(path`/admin/api/${versionOf(context)}/shop.json`), 'shop')
    return { ok: true, message: `Connected to ${textOf(shop['name'])}.` }
  },
  actions: [
    createCustomer,
    updateCustomer,
    addAddressToCustomer,
    deleteCustomer,
    customApiRead,
    customApiAction,
  ],
})
