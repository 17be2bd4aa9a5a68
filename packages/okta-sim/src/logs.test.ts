import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { LogEvent } from './org/log-event.ts'
import type { OktaSim } from './start-okta-sim.ts'
import { startOktaSim } from './start-okta-sim.ts'
import { callApi, nextOf, readPages } from './testing/call-api.ts'

const dayMs = 24 * 60 * 60 * 1000
const start = Date.parse('2026-06-10T12:00:00.000Z')
let now: number
let sim: OktaSim

beforeEach(async () => {
  now = start
  sim = await startOktaSim({ clock: () => new Date(now) })
})
afterEach(() => sim.close())

const at = (offsetMs: number) => new Date(start + offsetMs).toISOString()
const uuidsOf = (events: readonly LogEvent[]) => events.map(({ uuid }) => uuid)
const emitMany = (count: number) =>
  Array.from({ length: count }, () => sim.org.emit({ eventType: 'user.session.start' }))

describe('polling', () => {
  test('always has a next link, also from an empty page, and delivers each event once', async () => {
    const empty = await callApi(sim, `GET /api/v1/logs?since=${at(-1000)}`)
    expect(empty.body).toEqual([])
    const next = nextOf(empty)
    expect(next).toContain(`since=${encodeURIComponent(at(-1000))}`)
    const sent = emitMany(5)
    const page = await callApi(sim, `GET ${next}`)
    expect(uuidsOf(page.body)).toEqual(uuidsOf(sent))
    const again = await callApi(sim, `GET ${nextOf(page)}`)
    expect(again.body).toEqual([])
    expect(nextOf(again)).toBe(nextOf(page))
  })

  test('follows the order of persistence, so that an event with an old time is not missed', async () => {
    const [first] = emitMany(1)
    const page = await callApi(sim, `GET /api/v1/logs?since=${at(-1000)}`)
    now += 60_000
    const late = sim.org.emit({ eventType: 'user.session.end', published: at(-dayMs) })
    expect(uuidsOf(page.body)).toEqual([first?.uuid])
    expect(uuidsOf((await callApi(sim, `GET ${nextOf(page)}`)).body)).toEqual([late.uuid])
  })

  test('with a filter moves past events that do not match', async () => {
    emitMany(3)
    const page = await callApi(sim, `GET /api/v1/logs?filter=eventType%20eq%20"x.y"`)
    expect(page.body).toEqual([])
    const wanted = sim.org.emit({ eventType: 'x.y' })
    expect(uuidsOf((await callApi(sim, `GET ${nextOf(page)}`)).body)).toEqual([wanted.uuid])
  })

  test('shows every event exactly once for any limit', async () => {
    const sent = uuidsOf(emitMany(40))
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 50 }), async (limit) => {
        const found: string[] = []
        let answer = await callApi(sim, `GET /api/v1/logs?limit=${limit}`)
        while (answer.body.length > 0) {
          found.push(...uuidsOf(answer.body))
          answer = await callApi(sim, `GET ${nextOf(answer)}`)
        }
        expect(found).toEqual(sent)
      }),
      { numRuns: 12 },
    )
  })
})

describe('a bounded query', () => {
  test('ends, by published, in both directions, for any limit', async () => {
    const offsets = [-9000, -3000, -3000, -7000, -3000, -1000, -20_000]
    const events = offsets.map((offset) => sim.org.emit({ eventType: 'a.b', published: at(offset) }))
    const inRange = events.filter(({ published }) => published >= at(-10_000))
    const sorted = inRange.toSorted((a, b) => a.published.localeCompare(b.published))
    for (const limit of [1, 2, 3, 5, 6, 100]) {
      const path = `/api/v1/logs?since=${at(-10_000)}&until=${at(0)}&limit=${limit}`
      expect(uuidsOf((await readPages(sim, path)).flat() as LogEvent[])).toEqual(uuidsOf(sorted))
      const down = (await readPages(sim, `${path}&sortOrder=DESCENDING`)).flat() as LogEvent[]
      expect(uuidsOf(down)).toEqual(uuidsOf(sorted.toReversed()))
    }
  })

  test('starts 7 days before until, and retention ends at 90 days', async () => {
    const old = sim.org.emit({ eventType: 'a.b', published: at(-8 * dayMs) })
    const ancient = sim.org.emit({ eventType: 'a.b', published: at(-100 * dayMs) })
    const until = `until=${at(0)}`
    expect((await callApi(sim, `GET /api/v1/logs?${until}`)).body).toEqual([])
    const wide = await callApi(sim, `GET /api/v1/logs?${until}&since=${at(-120 * dayMs)}`)
    expect(uuidsOf(wide.body)).toEqual([old.uuid])
    expect(ancient.uuid).not.toBe(old.uuid)
    const tooWide = await callApi(sim, `GET /api/v1/logs?${until}&since=${at(-181 * dayMs)}`)
    expect(tooWide).toMatchObject({ status: 400, body: { errorCode: 'E0000053' } })
  })
})

test.each<[string, string]>([
  ['since=yesterday', 'E0000001'],
  ['until=12', 'E0000001'],
  ['limit=1001', 'E0000001'],
  ['limit=-1', 'E0000001'],
  ['sortOrder=UP', 'E0000001'],
  ['after=here', 'E0000001'],
  [`q=${'x'.repeat(41)}`, 'E0000001'],
  ['q=a+b+c+d+e+f+g+h+i+j+k', 'E0000001'],
  ['filter=published gt "2026-01-01T00:00:00Z"', 'E0000053'],
  ['filter=target[type eq "User"]', 'E0000053'],
  ['filter=debugContext.debugData.url co "x"', 'E0000031'],
])('GET /logs?%s is refused with %s', async (query, errorCode) => {
  const refused = await callApi(sim, `GET /api/v1/logs?${query.replaceAll(' ', '%20')}`)
  expect(refused).toMatchObject({ status: 400, body: { errorCode } })
})

test('filters and keywords find events', async () => {
  const event = sim.org.emit({
    eventType: 'user.account.report_suspicious_activity_by_enduser',
    actor: { id: '00uACTOR', type: 'User', alternateId: 'lin@acme.test', displayName: 'Lin Zhao' },
    target: [{ id: '00uTARGET' }, { id: '00gGROUP', type: 'UserGroup', displayName: 'Ent-Payroll' }],
    outcome: { result: 'FAILURE', reason: 'LOCKED_OUT' },
    client: { ipAddress: '203.0.113.5' },
    debugContext: { debugData: { risk: 'HIGH' } },
  })
  sim.org.emit({ eventType: 'user.session.start' })
  const queries = [
    'filter=eventType sw "user.account."',
    'filter=actor.id eq "00uACTOR" and target.id eq "00gGROUP"',
    'filter=outcome.result eq "failure" and client.ipAddress eq "203.0.113.5"',
    'filter=not (eventType eq "user.session.start")',
    'filter=debugContext.debugData.risk eq "HIGH"',
    'q=lin payroll',
    'q=ent-payroll',
  ]
  for (const query of queries) {
    const { body } = await callApi(sim, `GET /api/v1/logs?${query.replaceAll(' ', '%20')}`)
    expect([query, ...uuidsOf(body)]).toEqual([query, event.uuid])
  }
  expect(event.request.ipChain).toMatchObject([{ ip: '203.0.113.5', version: 'V4' }])
})

test('limit=0 gives an empty page', async () => {
  emitMany(1)
  expect((await callApi(sim, 'GET /api/v1/logs?limit=0')).body).toEqual([])
})
