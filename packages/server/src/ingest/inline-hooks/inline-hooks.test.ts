import type { InlineHookType, Step } from '@keyway/engine'
import type { Json } from '@keyway/sdk'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startEngines } from '../../testing/engines.ts'
import { openWayIn, type WayIn } from '../testing/way-in.ts'

const engines = startEngines()

describe.each(engines.kinds)('inline hooks on %s', (kind) => {
  let way: WayIn
  beforeAll(async () => {
    way = await openWayIn(await engines.create(kind))
  })
  afterAll(() => way.close())

  async function open(type: InlineHookType, steps: Step[], otherwise?: Json) {
    const inlineHook = { type, ...(otherwise === undefined ? {} : { otherwise }) }
    const { id, endpoint } = await way.on({ trigger: { inlineHook }, steps })
    const { url = '', token = '' } = endpoint ?? {}
    const send = (body: string, headers: Record<string, string> = { authorization: token ?? '' }) =>
      fetch(url, { method: 'POST', body, headers: { 'content-type': 'application/json', ...headers } })
    return { flowId: id, url, send }
  }

  const request = JSON.stringify({
    eventId: '3OWo4oo-QQ-rBWfRyTmQYw',
    eventType: 'com.okta.oauth2.tokens.transform',
    source: 'https://acme.okta.com/oauth2/default/v1/authorize',
    data: { context: { user: { id: '00u1', profile: { login: 'kim@acme.test' } } } },
  })

  test('what the flow returns is what Okta gets, each time', async () => {
    const patch = { op: 'add', path: '/claims/team', value: '{{ trigger.data.context.user.profile.login }}' }
    const commands: Json = [{ type: 'com.okta.identity.patch', value: [patch] }]
    const { flowId, send } = await open('token', [{ return: { commands } }])
    const answer = await send(request)
    expect([answer.status, await answer.json()]).toEqual([
      200,
      { commands: [{ type: 'com.okta.identity.patch', value: [{ ...patch, value: 'kim@acme.test' }] }] },
    ])
    // A preview in Okta's console sends the same event id again.
    expect((await send(request)).status).toBe(200)
    await way.ran(flowId, 2)
  })

  const late: Step[] = [{ id: 'pause', wait: { seconds: 6 } }, { return: { commands: [] } }]
  const failing: Step[] = [{ fail: { message: 'A secret of the flow.' } }]

  test('a late flow is answered for within the time', async () => {
    const { send } = await open('registration', late)
    const began = Date.now()
    const answer = await send(request)
    expect(Date.now() - began).toBeLessThan(3_000)
    expect(await answer.json()).toMatchObject({ commands: [{ value: { registration: 'DENY' } }] })
  })

  test.each([
    ['token', 204, ''],
    ['saml-assertion', 204, ''],
    ['user-import', 204, ''],
    ['registration', 200, 'DENY'],
    ['password-import', 200, 'UNVERIFIED'],
    ['telephony', 200, 'FAILED'],
  ] as const)('a %s flow that fails grants nothing', async (type, status, text) => {
    const { send } = await open(type, failing)
    const answer = await send(request)
    const body = await answer.text()
    expect(answer.status).toBe(status)
    expect(body).toContain(text)
    expect(body).not.toContain('secret of the flow')
  })

  test('a flow says itself what counts when it fails', async () => {
    const { send } = await open('registration', failing, {
      commands: [{ type: 'x', value: { registration: 'ALLOW' } }],
    })
    expect(await (await send(request)).json()).toMatchObject({
      commands: [{ value: { registration: 'ALLOW' } }],
    })
  })

  test('without the secret, or with what is no hook, no flow starts', async () => {
    const { flowId, url, send } = await open('token', [{ return: {} }])
    const code = async (response: Response): Promise<unknown> => [
      response.status,
      ((await response.json()) as { code: string }).code,
    ]
    expect(await code(await send(request, {}))).toEqual([401, 'secret_refused'])
    expect(await code(await send(request, { authorization: '' }))).toEqual([401, 'secret_refused'])
    expect(await code(await send(request, { authorization: 'Bearer x' }))).toEqual([401, 'secret_refused'])
    expect((await send('x'.repeat(10 * 1024 * 1024))).status).toBe(413)
    expect(await code(await send('{"broken'))).toEqual([400, 'body_not_json'])
    expect(await code(await send('['.repeat(500) + ']'.repeat(500)))).toEqual([400, 'body_too_deep'])
    expect(await code(await send('[]'))).toEqual([400, 'not_an_inline_hook'])
    expect((await fetch(url)).status).toBe(405)
    expect((await way.ran(flowId, 0)).length).toBe(0)
  })
})
