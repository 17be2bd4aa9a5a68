import { defineCard, z } from '@keyway/sdk'
import { textField } from '../fields.ts'
import { readUrl } from '../web-address.ts'

export const resolve = defineCard({
  id: 'url.resolve',
  title: 'Resolve',
  description:
    'The URL that a link on a page leads to (RFC 3986 section 5). A link with a host of its own leads there.',
  standsFor: ['okta-workflows:url.resolve'],
  input: z.object({ base: textField('Base URL'), link: textField('Link') }),
  output: z.object({ url: z.string() }),
  examples: [
    {
      input: { base: 'https://example.com/a/b?c', link: '../d?e=1' },
      output: { url: 'https://example.com/d?e=1' },
    },
    {
      input: { base: 'https://example.com/a', link: '//other.example/x' },
      output: { url: 'https://other.example/x' },
    },
    {
      title: 'no link',
      input: { base: 'https://example.com/a?b' },
      output: { url: 'https://example.com/a?b' },
    },
  ],
  failures: [
    { input: { base: '/a', link: 'b' }, code: 'url_invalid' },
    { input: { base: 'https://example.com', link: 'http://[' }, code: 'url_invalid' },
  ],
  run: ({ base, link }) => ({ url: readUrl(link, readUrl(base)).href }),
})
