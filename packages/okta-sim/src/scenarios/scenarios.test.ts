import { readFileSync } from 'node:fs'
import path from 'node:path'
import { findCorpus } from '@keyway/tools/corpus'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { OktaSim } from '../start-okta-sim.ts'
import { startOktaSim } from '../start-okta-sim.ts'
import type { ScenarioName } from './scenarios.ts'
import { scenarioNames } from './scenarios.ts'

const corpus = findCorpus()

let sim: OktaSim
beforeAll(async () => {
  sim = await startOktaSim({ seed: true })
})
afterAll(() => sim.close())

function typesOf(play: () => void): string[] {
  const before = sim.org.events.length
  play()
  return sim.org.events.slice(before).map(({ eventType }) => eventType)
}

const marks: Readonly<Record<ScenarioName, readonly string[]>> = {
  joiner: ['user.lifecycle.create', 'user.lifecycle.activate', 'group.user_membership.add'],
  mover: ['user.account.update_profile', 'group.user_membership.remove', 'group.user_membership.add'],
  leaver: ['user.session.start', 'user.session.clear', 'user.lifecycle.deactivate'],
  'mfa-fatigue': [
    'system.push.send_factor_verify_push',
    'user.mfa.okta_verify.deny_push',
    'user.authentication.auth_via_mfa',
    'user.session.start',
  ],
  'session-theft': ['user.session.start', 'user.session.context.change', 'user.risk.detect'],
  'password-spray': ['user.session.start', 'user.account.lock', 'security.threat.detected'],
  'mass-import': [
    'system.import.start',
    'system.import.user.create',
    'user.lifecycle.create',
    'system.import.complete',
  ],
}

test.each(scenarioNames)('%s can be played twice and leaves the events that Okta would', (name) => {
  for (let round = 0; round < 2; round += 1) {
    expect(typesOf(() => sim.org.play(name))).toEqual(expect.arrayContaining([...marks[name]]))
  }
})

test('a push that is accepted follows many that are not, and says so', () => {
  const before = sim.org.events.length
  sim.org.play('mfa-fatigue', 8)
  const tries = sim.org.events
    .slice(before)
    .filter(({ eventType }) => eventType === 'user.authentication.auth_via_mfa')
  expect(tries.map(({ outcome }) => outcome.result)).toEqual([...Array<string>(8).fill('FAILURE'), 'SUCCESS'])
  expect(new Set(tries.map(({ client }) => client.ipAddress)).size).toBe(1)
})

test('a stolen session is one session at two addresses', () => {
  const before = sim.org.events.length
  sim.org.play('session-theft')
  const seen = sim.org.events
    .slice(before)
    .filter(({ eventType }) => eventType === 'user.session.context.change')
  expect(new Set(seen.map(({ client }) => client.ipAddress)).size).toBe(2)
  expect(
    new Set(seen.map(({ authenticationContext }) => authenticationContext['externalSessionId'])).size,
  ).toBe(1)
})

test.skipIf(corpus === undefined)("every event of every scenario is of a type of Okta's catalogue", () => {
  const text = readFileSync(path.join(corpus ?? '', 'okta-api', 'event-types.json'), 'utf8')
  for (const name of scenarioNames) sim.org.play(name)
  const unknown = sim.org.events.filter(({ eventType }) => !text.includes(`"${eventType}"`))
  expect(unknown.map(({ eventType }) => eventType)).toEqual([])
})
