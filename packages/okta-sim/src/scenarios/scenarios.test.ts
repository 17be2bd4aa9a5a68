import { afterAll, beforeAll, expect, test } from 'vitest'
import type { OktaSim } from '../start-okta-sim.ts'
import { startOktaSim } from '../start-okta-sim.ts'
import { scenarioNames } from './scenarios.ts'

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

test.each(scenarioNames)('%s can be played twice and leaves its mark each time', (name) => {
  for (let round = 0; round < 2; round += 1) {
    expect(typesOf(() => sim.org.play(name)).length).toBeGreaterThan(0)
  }
})

test('a leaver is deactivated, and a mover changes the profile', () => {
  expect(typesOf(() => sim.org.play('leaver', 2))).toEqual(
    expect.arrayContaining(['user.lifecycle.create', 'user.lifecycle.deactivate']),
  )
  expect(sim.org.findUser('mover.0@scenario.test')?.profile['department']).toMatch(/Sales|Engineering/)
})
