import { createHmac } from 'node:crypto'
import { createServer, type IncomingMessage, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { alerts, detections, notifications, oktaHooks, type AnswerOf } from '@keyway/api'
import { nativeDetections } from '@keyway/identity'
import { attackScripts, toLogEvents } from '@keyway/identity/testing'
import type { JsonObject } from '@keyway/sdk'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openWayIn, type WayIn } from '../ingest/testing/way-in.ts'
import { startEngines } from '../testing/engines.ts'

const engines = startEngines()
const secret = Buffer.from('a secret of two parties').toString('base64')

interface Received {
  headers: IncomingMessage['headers']
  body: string
}

describe.each(engines.kinds)('detections on %s', (kind) => {
  let way: WayIn
  let hook: AnswerOf<typeof oktaHooks.createOktaHook>
  let receiver: Server
  const received: Received[] = []

  beforeAll(async () => {
    way = await openWayIn(await engines.create(kind))
    hook = await way.call(oktaHooks.createOktaHook, { body: { name: 'acme' } })
    receiver = createServer((request, response) => {
      const parts: Buffer[] = []
      request.on('data', (part: Buffer) => parts.push(part))
      request.on('end', () => {
        received.push({ headers: request.headers, body: Buffer.concat(parts).toString() })
        response.writeHead(204).end()
      })
    })
    await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve))
  })
  afterAll(async () => {
    receiver.close()
    await way.close()
  })

  async function deliver(events: readonly JsonObject[]): Promise<void> {
    for (let at = 0; at < events.length; at += 100) {
      const body = {
        eventType: 'com.okta.event_hook',
        source: 'https://acme.okta.com',
        data: { events: events.slice(at, at + 100) },
      }
      const response = await fetch(hook.url, {
        method: 'POST',
        headers: { 'content-type': 'application/json', [hook.headerName]: hook.secret ?? '' },
        body: JSON.stringify(body),
      })
      expect(response.status).toBe(204)
    }
  }

  const alertsOf = async (detectionId: string) =>
    (await way.call(alerts.listAlerts, { query: { detectionId, limit: 50 } })).items

  test('an attack raises one alert, which starts its flow and reaches its target, signed', async () => {
    const { port } = receiver.address() as AddressInfo
    const target = await way.call(notifications.createTarget, {
      body: {
        name: 'Receiver',
        kind: 'webhook',
        values: { url: `http://127.0.0.1:${port}/in`, authentication: 'standard_webhooks', secret },
        wants: { rules: ['keyway.mfa_fatigue'] },
      },
    })
    expect(target).toMatchObject({
      secretsSet: ['secret'],
      settings: expect.not.objectContaining({ secret }),
    })
    const tested = await way.call(notifications.testTarget, { params: { targetId: target.id } })
    expect(tested).toMatchObject({ ok: true })
    const flow = await way.on({
      trigger: {
        event: 'keyway.alert_raised',
        when: { field: 'detection.id', is: 'equal to', to: 'keyway.mfa_fatigue' },
      },
      steps: [{ return: { who: { ref: 'trigger.subject.login' }, severity: { ref: 'trigger.severity' } } }],
    })

    const attack = attackScripts['keyway.mfa_fatigue']?.attack ?? []
    await deliver(toLogEvents(attack, Date.now() - 30 * 60_000))
    const [run] = await way.ran(flow.id, 1)
    expect(run?.output).toEqual({ who: 'ann@example.com', severity: 'high' })
    const [alert] = await alertsOf('keyway.mfa_fatigue')
    expect(alert).toMatchObject({ state: 'open', subject: { kind: 'User', login: 'ann@example.com' } })

    await expect.poll(() => received.length, { timeout: 10_000 }).toBe(2)
    const { headers, body } = received[1] ?? { headers: {}, body: '' }
    const mac = createHmac('sha256', Buffer.from(secret, 'base64'))
      .update(`${String(headers['webhook-id'])}.${String(headers['webhook-timestamp'])}.${body}`)
      .digest('base64')
    expect(headers['webhook-signature']).toBe(`v1,${mac}`)
    expect(JSON.parse(body)).toMatchObject({
      type: 'alert.opened',
      data: { id: alert?.id, ruleId: 'keyway.mfa_fatigue' },
    })

    // More of the same joins it, and is told to nobody.
    await deliver(toLogEvents(attack.slice(0, 2), Date.now() - 10 * 60_000))
    await expect.poll(async () => (await alertsOf('keyway.mfa_fatigue'))[0]?.findings).toBe(3)
    expect(await way.count(flow.id)).toBe(1)
    expect(received).toHaveLength(2)

    const detail = await way.call(alerts.getAlert, { params: { alertId: alert?.id ?? '' } })
    expect(detail.events).toHaveLength(7)
    const closed = await way.call(alerts.closeAlerts, { body: { alertIds: [detail.id], reason: 'expected' } })
    expect(closed.changed).toEqual([detail.id])
    // What comes soon after belongs to what was judged already.
    await deliver(toLogEvents(attack, Date.now() - 5 * 60_000))
    await expect.poll(async () => (await alertsOf('keyway.mfa_fatigue'))[0]?.findings).toBeGreaterThan(3)
    expect((await alertsOf('keyway.mfa_fatigue')).map(({ state }) => state)).toEqual(['closed'])
  }, 60_000)

  test('every sequence is found in what a hook delivers', async () => {
    const begins = Date.now() - 20 * 3_600_000
    for (const [index, { attack }] of Object.values(attackScripts).entries()) {
      // Each among its own people, addresses and sessions.
      const text = JSON.stringify(toLogEvents(attack, begins))
      const own = text.replaceAll('"00u1"', `"00u${index}x"`).replaceAll('192.0.2.', `198.51.${index}.`)
      await deliver(JSON.parse(own) as JsonObject[])
    }
    // What waits for something that does not come waits five minutes longer, for what may have been held up.
    const patient = nativeDetections(new Map()).filter(
      ({ logic }) => logic.kind === 'window' && logic.firesAtEnd !== undefined,
    )
    const expected = Object.keys(attackScripts)
      .filter((id) => !patient.some((one) => one.id === id))
      .toSorted()
    const missing = async () => {
      const found = await Promise.all(
        expected.map(async (id) => ((await alertsOf(id)).length > 0 ? [] : [id])),
      )
      return found.flat()
    }
    await expect.poll(missing, { timeout: 30_000, interval: 500 }).toEqual([])
  }, 90_000)

  test('a rule of ours is tried on what is stored, then switched on', async () => {
    const text = [
      'title: Somebody opened the payroll',
      'id: 11111111-2222-4333-8444-555555555555',
      'logsource: { product: okta, service: okta }',
      'detection: { selection: { eventType: acme.payroll.opened }, condition: selection }',
      'level: high',
    ].join('\n')
    const opened = [1, 2, 3].map((n): [number, Record<string, string>] => [
      n,
      { eventType: 'acme.payroll.opened', 'actor.id': `00u-${n % 2}` },
    ])
    await deliver(toLogEvents(opened, Date.now() - 3_600_000))
    const draft = { name: 'payroll.yml', text }
    const times = { from: Date.now() - 7_200_000, to: Date.now() + 1_000 }
    const { id } = await way.call(detections.createBackTest, { body: { detections: [], draft, ...times } })
    const look = () => way.call(detections.getBackTest, { params: { backTestId: id } })
    await expect.poll(async () => (await look()).status, { timeout: 20_000 }).toBe('done')
    expect((await look()).results).toMatchObject([
      { findings: 3, alerts: 2, examples: [{ severity: 'high' }, {}] },
    ])

    const detectionId = '11111111-2222-4333-8444-555555555555'
    expect((await way.call(detections.keepRule, { body: draft })).rules).toMatchObject([{ status: 'loaded' }])
    const off = await way.call(detections.getDetection, { params: { detectionId } })
    expect(off).toMatchObject({ isOn: false, file: 'payroll.yml' })
    await way.call(detections.changeDetection, {
      params: { detectionId },
      body: { isOn: true, severity: 'low' },
    })
    await way.call(detections.addException, {
      params: { detectionId },
      body: { filter: 'actor.id eq "00u-1"', reason: 'Works there' },
    })
    // The reader takes the change up before it reads on.
    await new Promise((resolve) => setTimeout(resolve, 1_000))
    await deliver(toLogEvents(opened, Date.now() - 60_000))
    await expect.poll(async () => (await alertsOf(detectionId)).length, { timeout: 10_000 }).toBe(1)
    expect((await alertsOf(detectionId))[0]).toMatchObject({
      severity: 'low',
      findings: 1,
      subject: { id: '00u-0' },
    })
  }, 60_000)
})
