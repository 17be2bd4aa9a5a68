import { anyJson, defineCard, z } from '@keyway/sdk'
import { anyField, objectField, textField } from '../fields.ts'

export const lookup = defineCard({
  id: 'flow.lookup',
  title: 'Lookup',
  description:
    'The value that belongs to a text in a list of options, or another value when the text is not an option.',
  standsFor: ['okta-workflows:control.lookup'],
  input: z.object({
    value: textField('Value'),
    options: objectField('Options'),
    otherwise: anyField('Otherwise'),
  }),
  output: z.object({ result: anyJson }),
  examples: [
    {
      input: { value: 'Sales', options: { Sales: 'CRM User', HR: 'Basic' }, otherwise: 'Free' },
      output: { result: 'CRM User' },
    },
    {
      title: 'not an option',
      input: { value: 'constructor', options: { Sales: 'CRM User' }, otherwise: 'Free' },
      output: { result: 'Free' },
    },
    { title: 'nothing given', input: {}, output: { result: null } },
  ],
  run: ({ value, options, otherwise }) => ({
    result: Object.hasOwn(options, value) ? (options[value] ?? null) : otherwise,
  }),
})
