import { defineCard, z } from '@keyway/sdk'
import { caseField, textField } from '../fields.ts'

export const count = defineCard({
  id: 'text.count',
  title: 'Count',
  description: 'How many times a text occurs in another, without overlaps. An empty text occurs 0 times.',
  input: z.object({ text: textField('Look in'), search: textField('Look for'), caseSensitive: caseField }),
  output: z.object({ output: z.int() }),
  examples: [
    { input: { text: 'a,b,c', search: ',' }, output: { output: 2 } },
    { title: 'no overlaps', input: { text: 'aaa', search: 'aa' }, output: { output: 1 } },
    { title: 'in any case', input: { text: 'aA', search: 'a', caseSensitive: false }, output: { output: 2 } },
    { title: 'nothing to look for', input: { text: 'abc' }, output: { output: 0 } },
  ],
  run({ text, search, caseSensitive }) {
    if (search === '') return { output: 0 }
    const [where, what] = caseSensitive ? [text, search] : [text.toLowerCase(), search.toLowerCase()]
    return { output: where.split(what).length - 1 }
  },
})
