import { defineCard, isJsonObject, toText, z, type Json } from '@keyway/sdk'
import { objectField } from '../fields.ts'

export const encodeQuery = defineCard({
  id: 'url.encode_query',
  title: 'Encode Query',
  description:
    'An object as a query string, without a question mark. A list repeats its key, null is empty, nested objects become JSON.',
  standsFor: ['okta-workflows:url.encode'],
  input: z.object({ query: objectField('Query') }),
  output: z.object({ output: z.string() }),
  examples: [
    {
      input: { query: { name: 'John Doe', region: 'R&D é', active: true } },
      output: { output: 'name=John%20Doe&region=R%26D%20%C3%A9&active=true' },
    },
    {
      title: 'a list, nothing, an object',
      input: { query: { id: [1, 2], empty: null, filter: { a: 1 } } },
      output: { output: 'id=1&id=2&empty=&filter=%7B%22a%22%3A1%7D' },
    },
    { title: 'no query', input: {}, output: { output: '' } },
  ],
  run: ({ query }) => ({
    output: Object.entries(query)
      .flatMap(([key, value]) => valuesOf(value).map((one) => `${encode(key)}=${encode(toText(one))}`))
      .join('&'),
  }),
})

function valuesOf(value: Json): Json[] {
  return Array.isArray(value) && !value.some((item) => isJsonObject(item) || Array.isArray(item))
    ? value
    : [value]
}

function encode(text: string): string {
  return encodeURIComponent(text.toWellFormed())
}
