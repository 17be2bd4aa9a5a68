import { scenarioNames, startOktaSim, type OktaSim } from '@keyway/okta-sim'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { events } from './events.ts'
import { logEvent } from './log-event.ts'
import { eventTypes } from './types.ts'

const known = new Set(eventTypes.map(({ id }) => id))

test('named events stand for types of the catalogue, each type for one of them', () => {
  const types = events.flatMap((event) => event.types)
  expect(types.filter((type) => !known.has(type))).toEqual([])
  expect(types.filter((type, index) => types.indexOf(type) !== index)).toEqual([])
  expect(events.filter((event) => event.types.length === 0).map(({ id }) => id)).toEqual(['okta.event'])
})

test('every event card of Okta Workflows that is known has its event', () => {
  const cards = events.flatMap(({ standsFor = [] }) => standsFor).map((name) => name.split(':')[1])
  expect(new Set(cards)).toEqual(
    new Set([
      'okta.accessCertificationDecisionSubmitted',
      'okta.groupDeleted',
      'okta.groupProfileUpdated',
      'okta.oktaUserPasswordUpdated',
      'okta.oktaUserProfileUpdated',
      'okta.userActivated',
      'okta.userAddedToApplicationMembership',
      'okta.userAddedToGroupMembership',
      'okta.userCreated',
      'okta.userDeactivated',
      'okta.userRemovedFromGroupMembership',
      'okta.userReportedSuspiciousActivityBeta',
      'okta.userSuspended',
      'oktadevices.mfaPreregistrationInitiated',
      'oktadevices.userMFA',
      'oktadevices.userMFAFactorActivated',
      'oktadevices.userMFAFactorDeactivated',
      'oktadevices.userMFAFactorResetAll',
    ]),
  )
})

test.each(events.map((event) => [event.id, event] as const))('%s says what comes with it', (_id, event) => {
  expect(event.output).toBe(logEvent)
  const keys = event.fields?.map(({ key }) => key) ?? []
  expect(new Set(keys).size).toBe(keys.length)
  expect(keys).toEqual(expect.arrayContaining(['actor.id', 'dateAndTime', 'debugData', 'raw']))
})

test('what an event is about comes before what all events have', () => {
  const added = events.find(({ id }) => id === 'okta.user_added_to_group')
  expect(added?.fields?.slice(0, 2)).toEqual([
    { key: 'user', title: 'User', path: 'target[type=User]', type: 'object' },
    { key: 'user.id', title: 'User › ID', path: 'target[type=User].id', type: 'text' },
  ])
})

describe('events of an org', () => {
  let sim: OktaSim
  beforeAll(async () => {
    sim = await startOktaSim({ seed: true })
    for (const name of scenarioNames) sim.org.play(name)
  })
  afterAll(() => sim.close())

  test('have the shape that flows are checked against', () => {
    expect(sim.org.events.length).toBeGreaterThan(20)
    for (const event of sim.org.events) expect(logEvent.parse(event)).toEqual(event)
  })

  test('bear types of the catalogue', () => {
    const types = new Set(sim.org.events.map(({ eventType }) => eventType))
    expect([...types].filter((type) => !known.has(type))).toEqual([])
  })
})
