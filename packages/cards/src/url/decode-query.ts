import { anyObject, defineCard, z, type Json } from '@keyway/sdk'
import { textField } from '../fields.ts'

export const decodeQuery = defineCard({
  id: 'url.decode_query',
  title: 'Decode Query',
  description:
    'The object that a query string stands for. A key that occurs several times has the list of its values; + is a blank, ' +
    'and what is not rightly encoded stays as it is.',
  standsFor: ['okta-workflows:url.decode'],
  input: z.object({ query: textField('Query') }),
  output: z.object({ output: anyObject }),
  examples: [
    {
      input: { query: '?name=John%20Doe&region=North+America' },
      output: { output: { name: 'John Doe', region: 'North America' } },
    },
    {
      title: 'several values, none, wrong encoding',
      input: { query: 'id=1&id=2&flag&rate=100%' },
      output: { output: { id: ['1', '2'], flag: '', rate: '100%' } },
    },
    { title: 'no query', input: {}, output: { output: {} } },
  ],
  run({ query }) {
    const values = new Map<string, string[]>()
    for (const [key, value] of new URLSearchParams(query.trim())) {
      const known = values.get(key)
      if (known === undefined) values.set(key, [value])
      else known.push(value)
    }
    const entries = Array.from(values, ([key, all]): [string, Json] => [
      key,
      all.length === 1 ? (all[0] ?? '') : all,
    ])
    return { output: Object.fromEntries(entries) }
  },
})
