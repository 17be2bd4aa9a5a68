import { defineCard, z } from '@keyway/sdk'
import { textField } from '../fields.ts'
import { readUrl } from '../web-address.ts'

export const parse = defineCard({
  id: 'url.parse',
  title: 'Parse',
  description:
    'The parts of a URL, encoded as they stand in it: protocol, host, port (null when it is the usual one), path, query ' +
    'without ? and fragment without #. A name and a password in the URL are left out.',
  standsFor: ['okta-workflows:url.parse'],
  input: z.object({ url: textField('URL') }),
  output: z.object({
    protocol: z.string(),
    host: z.string(),
    port: z.int().nullable(),
    path: z.string(),
    query: z.string(),
    fragment: z.string(),
  }),
  examples: [
    {
      input: { url: 'http://www.Example.com:8080/test url?value=example&value2=é#top' },
      output: {
        protocol: 'http',
        host: 'www.example.com',
        port: 8080,
        path: '/test%20url',
        query: 'value=example&value2=%C3%A9',
        fragment: 'top',
      },
    },
    {
      title: 'the least there is',
      input: { url: 'https://example.com:443' },
      output: { protocol: 'https', host: 'example.com', port: null, path: '/', query: '', fragment: '' },
    },
  ],
  failures: [
    { input: { url: 'example.com' }, code: 'url_invalid' },
    { input: {}, code: 'url_invalid' },
  ],
  run(input) {
    const url = readUrl(input.url)
    return {
      protocol: url.protocol.slice(0, -1),
      host: url.hostname,
      port: url.port === '' ? null : Number(url.port),
      path: url.pathname,
      query: url.search.slice(1),
      fragment: url.hash.slice(1),
    }
  },
})
