import type { DelegatedTrigger, FormInput, Step } from '@keyway/engine'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startEngines } from '../../testing/engines.ts'
import { openWayIn, type WayIn } from '../testing/way-in.ts'

const engines = startEngines()

describe.each(engines.kinds)('pages of flows on %s', (kind) => {
  let way: WayIn
  beforeAll(async () => {
    way = await openWayIn(await engines.create(kind))
  })
  afterAll(() => way.close())

  const steps: Step[] = [{ return: { seen: { ref: 'trigger' } } }]
  const inputs: FormInput[] = [
    { key: 'login', title: 'Whose account?', required: true },
    { key: 'days', type: 'number', default: 7 },
    { key: 'team', options: ['red', 'blue'] },
    { key: 'sure', type: 'boolean' },
  ]

  async function open(form: DelegatedTrigger['form'], name = 'Lock <b>an</b> account') {
    const trigger = { delegated: true as const, inputs, ...(form === undefined ? {} : { form }) }
    const { id, endpoint } = await way.on({ name, trigger, steps })
    const url = endpoint?.url ?? ''
    const send = (values: Record<string, string>, headers: Record<string, string> = {}) =>
      fetch(url, { method: 'POST', body: new URLSearchParams(values), headers })
    return { flowId: id, url, send }
  }

  test('whoever has the link fills in the page; its values come typed, once', async () => {
    const link = { access: 'link' as const, lead: 'Only in <emergencies>.', confirmation: 'We are on it.' }
    const { flowId, url, send } = await open(link)
    const shown = await fetch(url)
    const html = await shown.text()
    expect(shown.headers.get('content-security-policy')).toContain("form-action 'self'")
    expect(shown.headers.get('content-security-policy')).not.toContain('script-src')
    expect(html).toContain('Lock &lt;b&gt;an&lt;/b&gt; account')
    expect(html).toContain('&lt;emergencies&gt;')
    expect(html).toContain('<label for="f0">Whose account? *</label>')
    expect(html).toContain('value="7"')
    const submission = /name="_submission" value="([\w-]+)"/.exec(html)?.[1] ?? ''

    const values = { _submission: submission, login: 'kim@acme.test', days: '3', team: 'blue', sure: 'true' }
    for (const _ of [1, 2]) expect(await (await send(values)).text()).toContain('We are on it.')
    const [run] = await way.ran(flowId, 1)
    const { _submission, ...typed } = values
    expect(run?.output).toEqual({ seen: { ...typed, days: 3, sure: true, submittedBy: null } })
  })

  test('what does not fit is said on the page, and kept', async () => {
    const { flowId, send } = await open({ access: 'link' })
    const wrong = async (values: Record<string, string>): Promise<string> => {
      const answer = await send(values)
      expect(answer.status).toBe(400)
      return answer.text()
    }
    expect(await wrong({ days: '3' })).toContain('&quot;Whose account?&quot; needs an answer.')
    expect(await wrong({ login: '"><script>', days: 'many' })).toContain('value="&quot;&gt;&lt;script&gt;"')
    expect(await wrong({ login: 'kim', team: 'green' })).toContain('one of red, blue')
    expect(await wrong({ login: 'kim', other: 'x' })).toContain('no field')
    expect((await send({ login: 'x'.repeat(300_000) })).status).toBe(413)
    await way.ran(flowId, 0)
  })

  test('without a link, only people who are signed in and may operate flows, or are named', async () => {
    const { flowId, url, send } = await open(undefined)
    expect((await fetch(url)).status).toBe(401)
    expect((await send({ login: 'kim' })).status).toBe(401)
    const authorization = `Bearer ${way.token}`
    expect((await fetch(url, { headers: { authorization } })).status).toBe(200)
    expect((await send({ login: 'kim' }, { authorization })).status).toBe(200)
    const [run] = await way.ran(flowId, 1)
    expect(run?.output).toMatchObject({ seen: { submittedBy: expect.any(String), days: 7, sure: false } })

    const named = await open({ access: 'signed-in', people: ['ann@acme.test'] })
    expect((await fetch(named.url, { headers: { authorization } })).status).toBe(403)
    expect((await named.send({ login: 'kim' }, { authorization })).status).toBe(403)
    await way.ran(named.flowId, 0)
  })
})
