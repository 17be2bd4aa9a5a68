import { gzipSync } from 'node:zlib'
import { account, events, flows, oktaHooks, problemDetails, system, type AnswerOf } from '@keyway/api'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { fillPath, listApiRoutes } from '../fixtures/api-routes.ts'
import { readFlowFile } from '../fixtures/flow-file.ts'
import { oktaDelivery } from '../fixtures/okta-delivery.ts'
import { bringIn, listAllExecutions, startWorld, type FlowDetail, type World } from '../fixtures/world.ts'

let world: World
let hook: AnswerOf<typeof oktaHooks.createOktaHook>
let endpointFlow: FlowDetail

beforeAll(async () => {
  world = await startWorld()
  hook = await world.call(oktaHooks.createOktaHook, { body: { name: 'Acme' } })
  const files = [readFlowFile('every-event.yaml'), readFlowFile('echo-endpoint.yaml')]
  const brought = await bringIn(world, files, new Map())
  endpointFlow = brought.get('Echo') ?? expect.fail('The import brought no endpoint flow.')
})

afterAll(() => world?.close())

describe('the API', () => {
  const open = ['health', 'setup-link', 'sign-in']
  const routes = listApiRoutes()

  test('declares routes, and only three kinds of them are open', () => {
    expect(routes.length).toBeGreaterThan(30)
    expect(
      routes
        .filter(({ access }) => open.includes(access))
        .map(({ path }) => path)
        .toSorted(),
    ).toEqual(['/api/session', '/api/setup', '/api/setup', '/health', '/health/live', '/health/ready'])
  })

  const closed = routes.filter(({ access }) => !open.includes(access))
  const withoutCredentials: [string, Record<string, string>][] = [
    ['nothing', {}],
    ['an invented API token', { authorization: 'Bearer kw_0000000000000000000000000000000000000000000' }],
    ['an invented session', { cookie: 'keyway_session=0000000000000000000000000000000000000000000' }],
  ]
  describe.each(withoutCredentials)('called with %s', (_name, headers) => {
    test.each(closed.map((route) => [`${route.method} ${route.path}`, route] as const))(
      '%s',
      async (_, route) => {
        await expectRefusal(
          await fetch(world.keyway.url + fillPath(route), {
            method: route.method,
            headers: { 'content-type': 'application/json', ...headers },
            ...(route.method === 'GET' || route.method === 'DELETE' ? {} : { body: '{}' }),
          }),
          { status: 401, code: 'not_signed_in' },
        )
      },
    )
  })

  test('does not tell a stranger which paths exist', async () => {
    await expectRefusal(await fetch(`${world.keyway.url}/api/no-such-thing`), {
      status: 401,
      code: 'not_signed_in',
    })
    await expectRefusal(await fetch(`${world.keyway.url}/api/flows`, { method: 'PUT' }), {
      status: 401,
      code: 'not_signed_in',
    })
  })

  test('a wrong set-up token and a wrong password are refused', async () => {
    const send = (path: string, body: unknown) =>
      fetch(world.keyway.url + path, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      })
    const person = { email: 'eve@acme.test', name: 'Eve', password: 'correct horse battery' }
    await expectRefusal(await send('/api/setup', { token: 'invented', ...person }), { status: 403 })
    await expectRefusal(await send('/api/session', { email: person.email, password: person.password }), {
      status: 401,
    })
  })

  test.each(['viewer', 'operator', 'builder'] as const)(
    'a token of the role %s may do no more than that',
    async (role) => {
      const { token } = await world.call(account.createApiToken, { body: { name: role, role } })
      const ranks = ['viewer', 'operator', 'builder', 'admin']
      const above = closed.filter(({ access }) => ranks.indexOf(access) > ranks.indexOf(role))
      expect(above.length).toBeGreaterThan(0)
      for (const route of above) {
        const answer = await fetch(world.keyway.url + fillPath(route), {
          method: route.method,
          headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
          ...(route.method === 'GET' || route.method === 'DELETE' ? {} : { body: '{}' }),
        })
        expect([route.method, route.path, answer.status]).toEqual([route.method, route.path, 403])
      }
    },
  )
})

interface BadInput {
  what: string
  status: number
  code: string
  method?: string
  headers?: Record<string, string | undefined>
  body?: string | Uint8Array
}

const delivery = (events: Parameters<typeof oktaDelivery>[0]) => JSON.stringify(oktaDelivery(events))
const many = (count: number) => Array.from({ length: count }, () => ({}))
const megabyte = 1024 * 1024

const badInputs: BadInput[] = [
  { what: 'no secret', status: 401, code: 'secret_refused', headers: { 'x-api-key': undefined } },
  { what: 'a wrong secret', status: 401, code: 'secret_refused', headers: { 'x-api-key': 'wrong' } },
  {
    what: 'another content type',
    status: 415,
    code: 'content_type_not_supported',
    headers: { 'content-type': 'text/plain' },
  },
  {
    what: 'no content type',
    status: 415,
    code: 'content_type_not_supported',
    headers: { 'content-type': '' },
  },
  { what: 'no JSON', status: 400, code: 'body_not_json', body: '{"eventType":' },
  { what: 'no UTF-8', status: 400, code: 'body_not_utf8', body: new Uint8Array([0x7b, 0xff, 0xfe, 0x7d]) },
  { what: 'no Okta envelope', status: 400, code: 'not_an_okta_envelope', body: '{"hello":"world"}' },
  { what: 'a list', status: 400, code: 'not_an_okta_envelope', body: '[]' },
  {
    what: 'an event without uuid',
    status: 400,
    code: 'not_an_okta_envelope',
    body: delivery([{ uuid: 7 as never }]),
  },
  {
    what: '10 MB',
    status: 413,
    code: 'body_too_large',
    body: delivery([{ padding: 'x'.repeat(10 * megabyte) }]),
  },
  {
    what: 'a gzip bomb',
    status: 415,
    code: 'encoding_not_supported',
    headers: { 'content-encoding': 'gzip' },
    body: gzipSync(Buffer.alloc(200 * megabyte, ' ')),
  },
  { what: '101 events', status: 400, code: 'too_many_events', body: delivery(many(101)) },
  {
    what: 'a key twice',
    status: 400,
    code: 'body_has_duplicate_keys',
    body: delivery([{}]).replace('{', '{"data":{"events":[]},'),
  },
  {
    what: '__proto__',
    status: 400,
    code: 'body_not_valid',
    body: delivery([{}]).replace('{', '{"__proto__":{"a":1},'),
  },
  {
    what: '__proto__ in disguise',
    status: 400,
    code: 'body_not_valid',
    body: delivery([{}]).replace('{', String.raw`{"\u005f_proto__":{"a":1},`),
  },
]

describe('the hook', () => {
  test.each(badInputs.map((input) => [input.what, input] as const))('%s is refused', async (_name, input) => {
    const before = await counter(`okta_hook_refused_${input.code}`)
    await expectRefusal(await deliver(input), input)
    expect(await counter(`okta_hook_refused_${input.code}`)).toBe(before + 1)
  })

  test('other methods are refused', async () => {
    for (const method of ['PUT', 'DELETE', 'PATCH']) {
      await expectRefusal(await deliver({ method, body: delivery([{}]) }), {
        status: 405,
        code: 'method_not_allowed',
      })
    }
  })

  test('a path that was guessed is refused, with the right secret too', async () => {
    const url = `${hook.url.slice(0, -4)}0000`
    await expectRefusal(await deliver({ url, body: delivery([{}]) }), { status: 404, code: 'not_found' })
  })

  test('a verification without a challenge, or with one that is markup, is refused', async () => {
    await expectRefusal(await fetch(hook.url), { status: 400, code: 'no_challenge' })
    const challenge = { 'x-okta-verification-challenge': 'a b' }
    await expectRefusal(await fetch(hook.url, { headers: challenge }), { status: 400, code: 'no_challenge' })
  })

  test('nothing of all this became an event or an execution', async () => {
    expect((await world.call(events.listEvents)).items).toEqual([])
    expect(await listAllExecutions(world)).toEqual([])
  })

  test('an event of a type that nobody knows yet is accepted', async () => {
    const answer = await deliver({ body: delivery([{ eventType: 'brand.new.type' }]) })
    expect([answer.status, await answer.text()]).toEqual([204, ''])
    expect((await world.call(events.listEvents)).items).toMatchObject([
      { type: 'brand.new.type', executions: 1 },
    ])
  })

  test('a key that breaks the rule is refused with the rule', async () => {
    for (const key of [
      'tooshort1',
      'noDigitsButLettersHere',
      'UPPERCASE1234567890',
      'only-letters-and-1-hyphen',
    ]) {
      await expect(world.call(oktaHooks.createOktaHook, { body: { name: 'By hand', key } })).rejects.toThrow(
        'A key has at least 16 characters',
      )
    }
  })
})

describe('an endpoint of a flow', () => {
  test.each([
    ['without token', {}, ''],
    ['with a wrong token', { 'x-api-client-token': 'wrong' }, ''],
    ['with a wrong token in the query', {}, '?clientToken=wrong'],
  ])('is refused %s', async (_name, headers: Record<string, string>, query) => {
    const before = (await listAllExecutions(world)).length
    const url = `${endpointFlow.endpoint?.url}${query}`
    await expectRefusal(await fetch(url, { method: 'POST', headers, body: '{}' }), {
      status: 401,
      code: 'token_refused',
    })
    expect(await listAllExecutions(world)).toHaveLength(before)
  })

  test('does not exist any more once its flow is off', async () => {
    const { id, endpoint } = endpointFlow
    await world.call(flows.switchFlow, { params: { flowId: id }, body: { isOn: false } })
    const headers = { 'x-api-client-token': endpoint?.token ?? '' }
    await expectRefusal(await fetch(endpoint?.url ?? '', { method: 'POST', headers, body: '{}' }), {
      status: 404,
      code: 'not_found',
    })
  })
})

async function deliver(input: {
  method?: string
  url?: string
  headers?: Record<string, string | undefined>
  body?: string | Uint8Array
}): Promise<Response> {
  const { method = 'POST', url = hook.url, body = delivery([{}]) } = input
  const headers = new Headers({ 'content-type': 'application/json', 'x-api-key': hook.secret ?? '' })
  for (const [name, value] of Object.entries(input.headers ?? {})) {
    if (value === undefined) headers.delete(name)
    else headers.set(name, value)
  }
  return fetch(url, { method, headers, body: Buffer.from(body) })
}

/** A refusal tells a stranger its status and a code, and nothing of what is behind it. */
async function expectRefusal(answer: Response, expected: { status: number; code?: string }): Promise<void> {
  const text = await answer.text()
  expect([answer.status, text]).toEqual([expected.status, expect.any(String)])
  expect(answer.headers.get('content-type')).toBe('application/problem+json')
  const problem = problemDetails.parse(JSON.parse(text))
  expect(problem.detail).toBeUndefined()
  expect(problem.status).toBe(expected.status)
  if (expected.code !== undefined) expect(problem.code).toBe(expected.code)
}

async function counter(name: string): Promise<number> {
  const { counters } = await world.call(system.getSystem)
  return counters[name] ?? 0
}
