import { oktaHooks, triggers } from '@keyway/api'
import type { Json } from '@keyway/sdk'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openWayIn, type WayIn } from '../ingest/testing/way-in.ts'

let way: WayIn
let flowId: string

const sales = "event.target.?[type eq 'UserGroup' && displayName eq 'Sales'].size()>0"

/** 300 events: each third one is of another type, and each tenth of the others is about Sales. */
const events = Array.from({ length: 300 }, (_, at) => ({
  uuid: `u${at}`,
  eventType: at % 3 === 0 ? 'user.session.start' : 'group.user_membership.add',
  published: new Date(Date.UTC(2026, 5, 10) + at * 1000).toISOString(),
  target: [{ id: `00g${at}`, type: 'UserGroup', displayName: at % 10 === 1 ? 'Sales' : 'Finance' }],
}))
const wanted = events.filter(
  ({ eventType, target }) => eventType !== 'user.session.start' && target[0]?.displayName === 'Sales',
)

beforeAll(async () => {
  way = await openWayIn()
  const { url, headerName, secret } = await way.call(oktaHooks.createOktaHook, { body: { name: 'acme' } })
  for (let at = 0; at < events.length; at += 100) {
    const body = JSON.stringify({
      eventType: 'com.okta.event_hook',
      source: 'https://acme.okta.com',
      data: { events: events.slice(at, at + 100) },
    })
    await fetch(url, {
      method: 'POST',
      body,
      headers: { [headerName]: secret ?? '', 'content-type': 'application/json' },
    })
  }
  const flow = await way.on({
    trigger: { event: 'okta.user_added_to_group', when: { okta: sales } },
    steps: [],
  })
  flowId = flow.id
})
afterAll(() => way.close())

const preview = (body: { trigger?: Json; limit?: number; show?: number }) =>
  way.call(triggers.previewTrigger, { params: { flowId }, body })

test('tells how many of the latest events the draft would have taken, and which', async () => {
  const found = await preview({})
  expect(found).toMatchObject({
    source: 'okta',
    tested: 300,
    ofType: 200,
    matched: wanted.length,
    warnings: [],
  })
  expect(wanted).toHaveLength(20)
  expect(found.events).toHaveLength(20)
  expect(found.events[0]).toMatchObject({ type: 'group.user_membership.add' })
  expect(found.events.map(({ occurredAt }) => occurredAt)).toEqual(
    wanted.map(({ published }) => Date.parse(published)).toReversed(),
  )
  expect(found.since).not.toBeNull()
})

test('tests as many as asked for, and answers no more than asked for', async () => {
  const latest = events.slice(-150).filter((event) => wanted.includes(event))
  const found = await preview({ limit: 150, show: 3 })
  expect(found).toMatchObject({ tested: 150, matched: latest.length })
  expect(found.events).toHaveLength(3)
})

test('tries a trigger that is not saved', async () => {
  const when = { field: 'target[type=UserGroup].displayName', is: 'equal to', value: 'Sales' }
  expect(await preview({ trigger: { event: 'okta.event', when } })).toMatchObject({
    ofType: 300,
    matched: 30,
  })
  expect(await preview({ trigger: { event: 'okta.user.session.start' } })).toMatchObject({
    ofType: 100,
    matched: 100,
  })
  expect(await preview({ trigger: { event: 'okta.zone.update' } })).toMatchObject({
    ofType: 0,
    matched: 0,
    events: [],
  })
  expect(await preview({ trigger: { source: 'typeform' } })).toMatchObject({
    tested: 0,
    matched: 0,
    since: null,
  })
})

test('warns of what a trigger may not mean', async () => {
  const okta =
    "event.target.?[type eq 'UserGroup'].size()>0 && event.target.?[displayName eq 'Sales'].size()>0"
  const found = await preview({ trigger: { event: 'okta.user_added_to_group', when: { okta } } })
  expect(found.warnings).toEqual([expect.stringContaining('different targets')])
})

/** `{ all: [{ all: [ … ] }] }` */
function nested(depth: number): Json {
  let when: Json = { field: 'severity', is: 'equal to', to: 'WARN' }
  for (let level = 0; level < depth; level += 1) when = { all: [when] }
  return when
}

test.each<[string, Json, RegExp]>([
  ['is none', { evnt: 'okta.event' }, /Did you mean "event"/],
  [
    'cannot be read',
    { event: 'okta.event', when: { okta: 'event.actor.id == 1' } },
    /character 16.*Write "eq"/,
  ],
  [
    'has a regular expression',
    { event: 'okta.event', when: { okta: "event.actor.alternateId matches '(a+)+$'" } },
    /Regular expressions are never evaluated/,
  ],
  [
    'reads a name that filters do not have',
    { event: 'okta.event', when: { okta: "event.__proto__.polluted eq 'x'" } },
    /filters cannot read "event.__proto__.polluted"/,
  ],
  [
    'would run code',
    { event: 'okta.event', when: { okta: "T(java.lang.Runtime).getRuntime().exec('id') != null" } },
    /T\( … \), is documented as not supported/,
  ],
  [
    'is nested a thousand deep',
    {
      event: 'okta.event',
      when: { okta: `${'('.repeat(1_000)}event.actor.id eq 'x'${')'.repeat(1_000)}` },
    },
    /nested deeper than 50 levels/,
  ],
  [
    'has a filter of a megabyte',
    { event: 'okta.event', when: { okta: `event.actor.id eq '${'a'.repeat(1_000_000)}'` } },
    /1,000,020 characters, and at most 10,000/,
  ],
  [
    'has conditions within conditions a thousand deep',
    { event: 'okta.event', when: nested(1_000) },
    /deep|nested/,
  ],
  ['is of an unknown connector', { event: 'jira.issue' }, /names no known connector/],
  ['no event starts', { manual: true }, /Choose an event/],
])('refuses a trigger that %s', async (_name, trigger, reason) => {
  await expect(preview({ trigger })).rejects.toThrow(reason)
})
