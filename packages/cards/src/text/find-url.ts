import { defineCard, z } from '@keyway/sdk'
import { textField } from '../fields.ts'

export const findUrl = defineCard({
  id: 'text.find_url',
  title: 'Find URL',
  description:
    'The first web address (http or https) in a text; null when there is none. Signs that end a sentence are left out.',
  input: z.object({ text: textField('Text') }),
  output: z.object({ url: z.string().nullable() }),
  examples: [
    { input: { text: 'See (https://example.com/a?b=1).' }, output: { url: 'https://example.com/a?b=1' } },
    { title: 'no host', input: { text: 'http:// and HTTPS://b.c!' }, output: { url: 'HTTPS://b.c' } },
    { title: 'no text', input: {}, output: { url: null } },
  ],
  run({ text }) {
    for (const { 0: run } of text.matchAll(/https?:\/\/[^\s<>"'`{}|\\^]+/gi)) {
      const url = withoutEnding(run)
      if (URL.canParse(url)) return { url }
    }
    return { url: null }
  },
})

/** A closing bracket belongs to the sentence unless the address opened it. */
function withoutEnding(run: string): string {
  const endings = `.,;:!?${run.includes('(') ? '' : ')'}${run.includes('[') ? '' : ']'}`
  let end = run.length
  while (end > 0 && endings.includes(run.charAt(end - 1))) end -= 1
  return run.slice(0, end)
}
