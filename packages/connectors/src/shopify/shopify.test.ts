import { ConnectionError } from '@keyway/sdk'
import { createTestContext, runAction, startApiServer, type LoopbackServer } from '@keyway/connectors/testing'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { addAddressToCustomer } from './actions/add-address-to-customer.ts'
import { createCustomer } from './actions/create-customer.ts'
import { customApiAction } from './actions/custom-api-action.ts'
import { deleteCustomer } from './actions/delete-customer.ts'
import { updateCustomer } from './actions/update-customer.ts'
import { shopify } from './index.ts'

const base = '/admin/api/2025-01'
let server: LoopbackServer
beforeAll(async () => {
  server = await startApiServer({
    credentials: { 'x-shopify-access-token': 'shpat_test' },
    refused: { status: 401, body: { errors: '[API] Invalid API key or access token' } },
    routes: {
      [`GET ${base}/shop.json`]: () => ({ body: { shop: { name: 'Acme' } } }),
      [`POST ${base}/customers.json`]: ({ fields }) => {
        const customer = fields['customer']
        if (JSON.stringify(customer).includes('taken@')) {
          return { status: 422, body: { errors: { email: ['has already been taken'] } } }
        }
        return { status: 201, body: { customer: { id: 207, ...Object(customer) } } }
      },
      [`PUT ${base}/customers/:id`]: () => ({ body: { customer: { updated_at: '2026-06-03T09:15:32Z' } } }),
      [`DELETE ${base}/customers/:id`]: () => ({ body: {} }),
      [`POST ${base}/customers/:id/addresses.json`]: () => ({
        status: 201,
        body: { customer_address: { id: 5, default: false } },
      }),
      [`PUT ${base}/customers/:id/addresses/:address/default.json`]: () => ({
        body: { customer_address: { id: 5, default: true } },
      }),
    },
  })
})
afterAll(() => server.close())

const contextOf = (accessToken = 'shpat_test') =>
  createTestContext({ connector: shopify, connection: { accessToken, baseUrl: `${server.url}/` } })

test('names the shop, and refuses a wrong token', async () => {
  expect(await shopify.test?.(contextOf())).toMatchObject({ message: 'Connected to Acme.' })
  await expect(shopify.test?.(contextOf('shpat_other'))).rejects.toThrow(ConnectionError)
})

test('creates a customer with a consent', async () => {
  const input = {
    firstName: 'Lin',
    lastName: 'Okoro',
    email: 'lin@acme.test',
    tags: '',
    acceptsMarketing: true,
  }
  const created = await runAction(createCustomer, input, contextOf())
  expect(created).toMatchObject({ id: 207, email: 'lin@acme.test', acceptsMarketing: true })
  expect(server.received.at(-1)?.body).toEqual({
    customer: {
      first_name: 'Lin',
      last_name: 'Okoro',
      email: 'lin@acme.test',
      email_marketing_consent: { state: 'subscribed', opt_in_level: 'single_opt_in' },
    },
  })
  const taken = runAction(createCustomer, { email: 'taken@acme.test' }, contextOf())
  await expect(taken).rejects.toThrow('Shopify refused: email has already been taken')
})

test('changes what is given, and empties only when asked to', async () => {
  const input = { customer: 207, fields: { first_name: 'Lina', tags: '', accepts_marketing: false } }
  expect(await runAction(updateCustomer, input, contextOf())).toMatchObject({
    updatedAt: '2026-06-03T09:15:32Z',
  })
  const consent = { state: 'unsubscribed', opt_in_level: 'single_opt_in' }
  expect(server.received.at(-1)).toMatchObject({ path: `${base}/customers/207.json` })
  expect(server.received.at(-1)?.body).toEqual({
    customer: { id: 207, first_name: 'Lina', email_marketing_consent: consent },
  })
  await runAction(updateCustomer, { ...input, emptyValues: 'clear' }, contextOf())
  expect(server.received.at(-1)?.body).toMatchObject({ customer: { tags: '' } })
})

test('adds an address, as the default one or not', async () => {
  const input = { customer: '207', address: { address1: 'Karl Johans gate 1', city: 'Oslo' } }
  expect(await runAction(addAddressToCustomer, input, contextOf())).toMatchObject({ id: 5, isDefault: false })
  const made = await runAction(addAddressToCustomer, { ...input, makeDefault: true }, contextOf())
  expect(made).toMatchObject({ id: 5, isDefault: true })
})

test('deletes a customer; an id is a number', async () => {
  expect(await runAction(deleteCustomer, { customer: '207' }, contextOf())).toEqual({ statusCode: 200 })
  await expect(runAction(deleteCustomer, { customer: '1/../2' }, contextOf())).rejects.toThrow('is a number')
})

test('the token of a custom call is that of the connection', async () => {
  const input = {
    method: 'PUT',
    path: `${base}/customers/1.json`,
    headers: { 'X-Shopify-Access-Token': 'x' },
  }
  await expect(runAction(customApiAction, input, contextOf())).rejects.toThrow('x-shopify-access-token')
})
