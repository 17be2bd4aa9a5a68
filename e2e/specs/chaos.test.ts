import { setTimeout } from 'node:timers/promises'
import { connections, events, flows, oktaSources, system, type AnswerOf } from '@keyway/api'
import type { Flow } from '@keyway/engine'
import type { Org } from '@keyway/okta-sim'
import { afterEach, describe, expect, test } from 'vitest'
import { startChaosProxy, type ChaosProxy } from '../fixtures/chaos-proxy.ts'
import { findFreePort } from '../fixtures/free-port.ts'
import { waitFor } from '../fixtures/wait-for.ts'
import { startWorld, type Storage, type World } from '../fixtures/world.ts'

/** 100,000 is the whole proof; a tenth of a minute's worth is enough for each day. */
const count = Number(process.env['KEYWAY_CHAOS_EVENTS'] ?? 3_000)
const perSecond = Number(process.env['KEYWAY_CHAOS_RATE'] ?? 150)
const patienceMs = 120_000 + count * 5

/** The last one is delivered by no hook. */
const types = [
  'user.account.lock',
  'user.session.start',
  'group.user_membership.add',
  'user.mfa.attempt_bypass',
]
const unwanted = 'user.session.end'
const hooked = types.slice(0, 3)

type Source = AnswerOf<typeof oktaSources.listOktaSources>['items'][number]

describe.each<Storage>(['sqlite', 'postgres'])('chaos on %s', (storage) => {
  let world: World | undefined
  let proxy: ChaosProxy | undefined
  afterEach(async () => {
    await world?.close()
    await proxy?.close()
  })

  test(
    `${count} events: each has one execution, and the meter says what the org knows`,
    async () => {
      const port = await findFreePort()
      world = await startWorld({
        storage,
        logLevel: 'error',
        publicUrl: `http://127.0.0.1:${port}`,
        sim: { rateLimits: { limits: { logs: 10_000 } } },
      })
      const { call, okta, keyway } = world
      proxy = await startChaosProxy({
        target: keyway.url,
        port,
        longestDelayMs: 400,
        doubled: 0.1,
        lost: 0.05,
      })
      const org = await setUp(world)
      addFaults(world)

      const truth = new Map<string, Set<string>>(types.map((type) => [type, new Set()]))
      const emitting = emitAll(okta.org, truth)
      await disturb(world, emitting)
      okta.faults.clear()
      proxy.calm()
      // What waited for a next event to be written after it.
      for (const type of types) okta.org.emit({ eventType: unwanted, displayMessage: type })
      await okta.org.flush()

      const source = await waitFor('all events', () => isComplete(call, org), patienceMs)
      await waitFor('all executions', () => isQuiet(call), patienceMs)
      const stored = await countStored(call)
      for (const type of types) {
        expect({ type, ...stored.get(type) }).toEqual({
          type,
          events: truth.get(type)?.size,
          executions: truth.get(type)?.size,
        })
      }
      const report = check(source, { truth, proxy })
      console.log(JSON.stringify({ storage, ...report }))
    },
    patienceMs * 3,
  )
})

/** A flow for each type, a hook that Keyway makes itself, and a log that is read each second. */
async function setUp({ call, okta }: World): Promise<string> {
  const { id } = await call(connections.createConnection, {
    body: { name: 'acme', connector: 'okta', values: { domain: okta.url, token: okta.apiToken } },
  })
  for (const type of types) {
    const document: Flow = {
      keyway: 1,
      name: type,
      trigger: { event: `okta.${type}`, connection: 'org' },
      steps: [{ return: { uuid: { ref: 'trigger.uuid' } } }],
    }
    const { id: flowId } = await call(flows.createFlow, { body: { document } })
    await call(flows.bindConnections, { params: { flowId }, body: { bindings: { org: id } } })
    await call(flows.publishFlow, { params: { flowId }, body: {} })
    await call(flows.switchFlow, { params: { flowId }, body: { isOn: true } })
  }
  const org = new URL(okta.url).host
  const settings = { pollSeconds: 1, reconcileSeconds: 1, sweepEverySeconds: 5, sweepBackSeconds: 600 }
  await call(oktaSources.updateOktaSource, { params: { org }, body: { settings } })
  const { hooks } = await call(oktaSources.setUpHook, { params: { org } })
  expect(hooks).toMatchObject([{ status: 'ok', types: hooked.toSorted() }])
  return org
}

function addFaults({ okta }: World): void {
  for (const eventType of [...types, unwanted]) {
    okta.faults.add({ kind: 'late', eventType, probability: 0.05, delayMs: 3_000 })
    okta.faults.add({ kind: 'duplicate', eventType, probability: 0.05 })
    okta.faults.add({ kind: 'reorder', eventType, probability: 0.05 })
  }
  okta.faults.add({ kind: 'error', path: '/api/v1/logs', status: 503, probability: 0.1 })
  okta.faults.add({ kind: 'drop', path: '/api/v1/logs', probability: 0.05 })
  okta.faults.add({ kind: 'slow', path: '/api/v1/logs', probability: 0.2, delayMs: 700 })
}

/** Emits as an org does, some alone and some in crowds, about a few hundred people. */
async function emitAll(org: Org, truth: Map<string, Set<string>>): Promise<void> {
  let emitted = 0
  while (emitted < count) {
    const crowd = Math.min(count - emitted, 1 + Math.floor(Math.random() * 20))
    for (let n = 0; n < crowd; n += 1) {
      const type = types[Math.floor(Math.random() * types.length)] ?? ''
      const person = `00u${Math.floor(Math.random() * 300)}`
      const { uuid } = org.emit({ eventType: type, target: [{ id: person, type: 'User' }] })
      truth.get(type)?.add(uuid)
      if (n % 5 === 0) org.emit({ eventType: unwanted })
    }
    emitted += crowd
    await setTimeout((crowd / perSecond) * 1000)
  }
}

/** Kills Keyway and switches its hook off, until all events have happened. */
async function disturb({ keyway, okta }: World, emitting: Promise<void>): Promise<void> {
  let isOver = false
  void emitting.then(() => (isOver = true))
  for (let round = 0; !isOver; round += 1) {
    await setTimeout(1_000 + Math.random() * 2_000)
    if (round % 3 === 1) await deactivateHooks(okta.url, okta.apiToken)
    await keyway.kill()
    await setTimeout(Math.random() * 1_000)
    await keyway.start()
  }
  await emitting
}

async function deactivateHooks(url: string, token: string): Promise<void> {
  const headers = { authorization: `SSWS ${token}` }
  const listed = (await (await fetch(`${url}/api/v1/eventHooks`, { headers })).json()) as { id: string }[]
  for (const { id } of listed) {
    await fetch(`${url}/api/v1/eventHooks/${id}/lifecycle/deactivate`, { method: 'POST', headers })
  }
}

async function isComplete(call: World['call'], org: string): Promise<Source | undefined> {
  const { items } = await call(oktaSources.listOktaSources)
  const source = items.find((item) => item.org === org)
  const byLog = source?.meter.types
    .filter(({ type }) => types.includes(type))
    .reduce((sum, line) => sum + line.byLog, 0)
  const isInOrder = source?.hooks.every(({ status }) => status === 'ok') === true
  return byLog === count && source?.log.state === 'caught_up' && isInOrder ? source : undefined
}

async function isQuiet(call: World['call']): Promise<true | undefined> {
  const { executions } = await call(system.getSystem)
  return executions.running + executions.waiting + executions.queued === 0 ? true : undefined
}

/** Events by type, and how many executions they have; an event with another number than one throws the sum off. */
async function countStored(
  call: World['call'],
): Promise<Map<string, { events: number; executions: number }>> {
  const found = new Map<string, { events: number; executions: number }>()
  let cursor: string | undefined
  do {
    const page: AnswerOf<typeof events.listEvents> = await call(events.listEvents, {
      query: { limit: 200, cursor, source: 'okta' },
    })
    for (const { type, executions } of page.items) {
      const known = found.get(type) ?? { events: 0, executions: 0 }
      if (types.includes(type)) expect(executions).toBe(1)
      found.set(type, { events: known.events + 1, executions: known.executions + executions })
    }
    cursor = page.next ?? undefined
  } while (cursor !== undefined)
  return found
}

function check(source: Source, { truth, proxy }: { truth: Map<string, Set<string>>; proxy: ChaosProxy }) {
  const lines = new Map(source.meter.types.map((line) => [line.type, line]))
  let [byHook, recovered, least] = [0, 0, 0]
  for (const [type, uuids] of truth) {
    const line = lines.get(type)
    if (line === undefined) throw new Error(`The meter knows nothing of ${type}.`)
    // A delivery that Keyway had stored when it was killed was not acknowledged: between these two lies the truth.
    const acknowledged = [...uuids].filter((uuid) => proxy.acknowledged.has(uuid)).length
    const possible = [...uuids].filter(
      (uuid) => proxy.acknowledged.has(uuid) || proxy.unknown.has(uuid),
    ).length
    expect(line.byHook).toBeGreaterThanOrEqual(acknowledged)
    expect(line.byHook).toBeLessThanOrEqual(possible)
    expect(line).toMatchObject({
      byLog: uuids.size,
      both: line.byHook,
      onlyLog: uuids.size - line.byHook,
      onlyHook: 0,
    })
    byHook += line.byHook
    least += acknowledged
    if (hooked.includes(type)) recovered += line.onlyLog
  }
  expect(lines.get('user.mfa.attempt_bypass')?.byHook).toBe(0)
  expect(source.meter.recovered).toBe(recovered)
  return { events: count, byHook, acknowledged: least, recovered, foundBySweeps: source.log.foundBySweeps }
}
