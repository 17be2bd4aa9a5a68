import { expect, test } from 'vitest'
import { startOktaSim } from './start-okta-sim.ts'
import { callApi, profileOf } from './testing/call-api.ts'
import { startHookReceiver } from './testing/hook-receiver.ts'

const now = new Date('2026-03-02T08:00:00.000Z')

const calls = (receiver: string): readonly (readonly [string, unknown?])[] => [
  ['POST /api/v1/users?activate=true', { profile: profileOf('ann') }],
  ['POST /api/v1/groups', { profile: { name: 'Auditors' } }],
  ['POST /api/v1/users/ann@acme.test/lifecycle/reactivate?sendEmail=false'],
  [
    'POST /api/v1/users/ann@acme.test/factors',
    { factorType: 'token:software:totp', provider: 'GOOGLE', profile: {} },
  ],
  ['POST /api/v1/apps', { name: 'bookmark', label: 'Wiki', signOnMode: 'BOOKMARK' }],
  ['POST /api/v1/zones', { type: 'IP', name: 'Office', gateways: [] }],
  [
    'POST /api/v1/eventHooks',
    {
      name: 'hook',
      events: { type: 'EVENT_TYPE', items: ['user.lifecycle.suspend'] },
      channel: { type: 'HTTP', version: '1.0.0', config: { uri: receiver } },
    },
  ],
  ['GET /api/v1/users/nobody'],
  ['GET /api/v1/logs?limit=1000'],
]

/** Every answer of an org with this seed, with its own address written as `org`. */
async function record(randomSeed: number | undefined): Promise<string[]> {
  const sim = await startOktaSim({
    seed: { users: 20 },
    allowHttpHooks: true,
    clock: () => now,
    ...(randomSeed === undefined ? {} : { randomSeed }),
  })
  const receiver = await startHookReceiver()
  const answers: string[] = []
  const call = async (request: string, body?: unknown) => {
    const answer = await callApi(sim, request, body)
    const text = JSON.stringify([answer.status, answer.headers.get('X-Okta-Request-Id'), answer.body])
    answers.push(text.replaceAll(sim.url, 'org').replaceAll(receiver.url, 'receiver'))
    return answer
  }
  for (const [request, body] of calls(receiver.url)) await call(request, body)
  const [hook] = (await call('GET /api/v1/eventHooks')).body
  await call(`POST /api/v1/eventHooks/${hook.id}/lifecycle/verify`)
  // A delivery draws its own ids, whenever it ends.
  sim.org.play('joiner', 3)
  sim.org.emit({ eventType: 'user.lifecycle.suspend' })
  await sim.org.flush()
  await call('GET /api/v1/logs?limit=1000')
  await sim.close()
  await receiver.close()
  return [sim.apiToken, ...answers]
}

test('the same seed and the same requests give the same ids, codes and answers', async () => {
  const first = await record(7)
  expect(await record(7)).toEqual(first)
  expect((await record(8))[1]).not.toBe(first[1])
})

test('without a seed, no id of a former life comes back', async () => {
  const first = await record(undefined)
  expect((await record(undefined))[1]).not.toBe(first[1])
})
