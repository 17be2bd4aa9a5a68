import type { ConnectorCardMapping } from './connector-card-mapping.ts'
import { customApiCard } from './connector-custom-api.ts'
import { yesNo } from './connector-options.ts'

const customer = { 'Customer/Customer ID': 'customer' }

export const shopifyCards: Readonly<Record<string, ConnectorCardMapping>> = {
  'shopify.createCustomer': {
    use: 'shopify.create_customer',
    inputs: {
      'Customer/First Name': 'firstName',
      'Customer/Last Name': 'lastName',
      'Customer/Email': 'email',
      'Customer/Phone': 'phone',
      'Customer/Tags': 'tags',
      'Customer/Tax Exempt?': 'taxExempt',
      'Customer/Accepts Marketing?': 'acceptsMarketing',
    },
    outputs: {
      'Customer/ID': 'id',
      'Customer/Email': 'email',
      'Customer/Accepts Marketing?': 'acceptsMarketing',
    },
    variants: [
      {
        when: { 'parameters/hasPassword': ['Yes', 'True', 'true'] },
        unsupported: {
          reason: 'Passwords of customers are not set here.',
          advice: 'Call the API with the custom API action: PUT /customers/{id}.json with "password".',
        },
      },
    ],
    ignored: { hasPassword: 'Chooses whether there is an input for the password.' },
  },
  'shopify.updateCustomer': {
    use: 'shopify.update_customer',
    inputs: customer,
    groups: { Customer: 'fields' },
    options: {
      passEmpty: {
        to: 'emptyValues',
        values: { true: 'clear', True: 'clear', false: 'keep', False: 'keep' },
      },
    },
    outputs: { 'Customer/updated_at': 'updatedAt' },
    variants: [{ when: { 'parameters/passEmpty': ['true', 'True'] }, emptyGroups: ['Customer'] }],
  },
  'shopify.addAddressToCustomer': {
    use: 'shopify.add_address_to_customer',
    inputs: customer,
    groups: { Address: 'address' },
    options: { makeDefault: yesNo('makeDefault') },
    outputs: { 'Address/ID': 'id', 'Address/Default?': 'isDefault' },
  },
  'shopify.deleteCustomer': {
    use: 'shopify.delete_customer',
    inputs: customer,
    outputs: { 'Response/Status Code': 'statusCode' },
  },
  'shopify.customAPIAction': customApiCard('shopify'),
}
