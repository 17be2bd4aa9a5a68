import { expect, test } from 'vitest'
import { curlExample } from './curl-example.ts'

const url = 'https://keyway.example/endpoints/abc'

test('the example has each declared input where it belongs, and no credential', () => {
  expect(
    curlExample(url, {
      endpoint: { security: 'client-token' },
      inputs: [
        { key: 'person', in: 'body' },
        { key: 'days', in: 'body', type: 'number' },
        { key: 'tags', in: 'body', type: 'text[]' },
        { key: 'page', in: 'query', type: 'number' },
        { key: "x-it's", in: 'headers' },
      ],
    }).split('\n'),
  ).toEqual([
    `curl -X POST '${url}?page=1' \\`,
    `  -H "x-api-client-token: $KEYWAY_TOKEN" \\`,
    `  -H 'content-type: application/json' \\`,
    String.raw`  -H 'x-it'\''s: text' \\`.slice(0, -1),
    `  -d '{"person":"text","days":1,"tags":[]}'`,
  ])
})

test.each([
  ['oauth', '"authorization: Bearer $ACCESS_TOKEN"'],
  ['public', "'content-type: application/json'"],
] as const)('%s', (security, header) => {
  expect(curlExample(url, { endpoint: { security } })).toContain(`-H ${header}`)
})
