import { defineCard, field, InputError, z } from '@keyway/sdk'
import { textField } from '../fields.ts'
import { readUrl } from '../web-address.ts'

export const format = defineCard({
  id: 'url.format',
  title: 'Format',
  description:
    'A URL of its parts. Signs that have no place in a part are encoded; the query is taken as Encode Query makes it.',
  standsFor: ['okta-workflows:url.format'],
  input: z.object({
    protocol: field(z.string().default('https'), { title: 'Protocol' }),
    host: textField('Host'),
    port: field(z.int().min(1).max(65_535).nullish(), { title: 'Port' }),
    path: textField('Path'),
    query: textField('Query'),
    fragment: textField('Fragment'),
  }),
  output: z.object({ url: z.string() }),
  examples: [
    {
      input: { protocol: 'http', host: 'example.com', port: 8080, path: 'test url', query: 'a=1&b=é' },
      output: { url: 'http://example.com:8080/test%20url?a=1&b=%C3%A9' },
    },
    {
      title: 'parts stay in their place',
      input: { host: 'example.com', path: '/a?b#c', query: '?d#e', fragment: '#f' },
      output: { url: 'https://example.com/a%3Fb%23c?d%23e#f' },
    },
    { title: 'a host alone', input: { host: 'example.com' }, output: { url: 'https://example.com/' } },
  ],
  failures: [
    { input: {}, code: 'url_invalid' },
    { input: { host: 'a b' }, code: 'url_invalid' },
    { input: { host: 'evil.example/path' }, code: 'url_invalid' },
    { input: { host: 'user@evil.example' }, code: 'url_invalid' },
    { input: { host: 'example.com', protocol: 'java script' }, code: 'url_invalid' },
  ],
  run({ protocol, host, port, path, query, fragment }) {
    if (!/^[^\s/\\?#@]+$/.test(host)) {
      throw new InputError(`Found the host "${host.slice(0, 80)}", expected a name such as example.com.`, {
        code: 'url_invalid',
      })
    }
    const url = readUrl(`${protocol.replace(/:(?:\/\/)?$/, '')}://${host}`)
    if (port !== null && port !== undefined) url.port = String(port)
    url.pathname = path
    url.search = query
    url.hash = fragment
    return { url: url.href }
  },
})
