import { setTimeout } from 'node:timers/promises'
import { connections, events, flows, oktaSources, system, type AnswerOf } from '@keyway/api'
import type { Flow, Step } from '@keyway/engine'
import type { Org } from '@keyway/okta-sim'
import { afterEach, describe, expect, test } from 'vitest'
import { startChaosProxy, type ChaosProxy } from '../fixtures/chaos-proxy.ts'
import { findFreePort } from '../fixtures/free-port.ts'
import { judgeOrder, startLineWitness, type LineWitness, type Turn } from '../fixtures/line-witness.ts'
import { waitFor } from '../fixtures/wait-for.ts'
import { listAllExecutions, startWorld, type Storage, type World } from '../fixtures/world.ts'

/** 100,000 is the whole proof; a tenth of a minute's worth is enough for each day. */
const count = Number(process.env['KEYWAY_CHAOS_EVENTS'] ?? 3_000)
const perSecond = Number(process.env['KEYWAY_CHAOS_RATE'] ?? 150)
const patienceMs = 120_000 + count * 5
/** Long runs let it live longer, or it would do little else than start. */
const longestLifeMs = 2_000 + count / 10

/** The last one is delivered by no hook. */
const types = [
  'user.account.lock',
  'user.session.start',
  'group.user_membership.add',
  'user.mfa.attempt_bypass',
]
const unwanted = 'user.session.end'
const hooked = types.slice(0, 3)
/** Those whose flows work events about one person off in order, without being told to. */
const ordered = ['user.account.lock', 'group.user_membership.add']

/** What the org knows of an event. */
interface Fact {
  type: string
  person: string
  happenedAt: number
}
/** By uuid. */
type Truth = Map<string, Fact>

type Source = AnswerOf<typeof oktaSources.listOktaSources>['items'][number]

describe.each<Storage>(['sqlite', 'postgres'])('chaos on %s', (storage) => {
  let world: World | undefined
  let proxy: ChaosProxy | undefined
  let witness: LineWitness | undefined
  afterEach(async () => {
    await world?.close()
    await proxy?.close()
    await witness?.close()
  })

  test(
    `${count} events: each has one execution, those about one person in order, and the meter says what the org knows`,
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
      witness = await startLineWitness({ answerAfterMs: 20 })
      const org = await setUp(world, witness)
      addFaults(world)

      const seconds = createStopwatch()
      const truth: Truth = new Map()
      const emitting = emitAll(okta.org, truth)
      await disturb(world, emitting)
      seconds.lap('disturbed')
      okta.faults.clear()
      proxy.calm()
      // What waited for a next event to be written after it.
      for (const type of types) okta.org.emit({ eventType: unwanted, displayMessage: type })
      await okta.org.flush()

      const source = await waitFor('all events', () => isComplete(call, org), patienceMs)
      seconds.lap('allKnown')
      await waitFor('all executions', () => isQuiet(call), patienceMs)
      seconds.lap('allRun')
      const stored = await countStored(call)
      for (const type of types) {
        const { length } = uuidsOf(truth, type)
        expect({ type, ...stored.get(type) }).toEqual({ type, events: length, executions: length })
      }
      const report = checkMeter(source, { truth, proxy })
      const order = await checkOrder(world, { truth, witness })
      seconds.lap('judged')
      console.log(JSON.stringify({ storage, ...report, ...order, seconds: seconds.laps }))
    },
    patienceMs * 3,
  )
})

function createStopwatch(): { lap: (name: string) => void; laps: Record<string, number> } {
  const laps: Record<string, number> = {}
  let since = performance.now()
  return {
    laps,
    lap(name) {
      laps[name] = Math.round((performance.now() - since) / 1000)
      since = performance.now()
    },
  }
}

/** A flow for each type, a hook that Keyway makes itself, and a log that is read each second. */
async function setUp({ call, okta }: World, witness: LineWitness): Promise<string> {
  const connect = async (name: string, connector: string, values: Record<string, string>): Promise<string> =>
    (await call(connections.createConnection, { body: { name, connector, values } })).id
  const orgId = await connect('acme', 'okta', { domain: okta.url, token: okta.apiToken })
  const witnessId = await connect('witness', 'http', { baseUrl: witness.url })
  for (const type of types) {
    const isOrdered = ordered.includes(type)
    const bindings = { org: orgId, ...(isOrdered ? { witness: witnessId } : {}) }
    const document: Flow = {
      keyway: 1,
      name: type,
      trigger: { event: `okta.${type}`, connection: 'org' },
      steps: [...(isOrdered ? [appear(type)] : []), { return: { uuid: { ref: 'trigger.uuid' } } }],
    }
    const { id: flowId } = await call(flows.createFlow, { body: { document } })
    await call(flows.bindConnections, { params: { flowId }, body: { bindings } })
    await call(flows.publishFlow, { params: { flowId }, body: {} })
    await call(flows.switchFlow, { params: { flowId }, body: { isOn: true } })
  }
  const org = new URL(okta.url).host
  // Sweeps that go back further would read most of a long run again and again.
  const settings = { pollSeconds: 1, reconcileSeconds: 1, sweepEverySeconds: 20, sweepBackSeconds: 60 }
  await call(oktaSources.updateOktaSource, { params: { org }, body: { settings } })
  const { hooks } = await call(oktaSources.setUpHook, { params: { org } })
  expect(hooks).toMatchObject([{ status: 'ok', types: hooked.toSorted() }])
  return org
}

/** Reads, so that it is simply done again after a kill. */
function appear(type: string): Step {
  const query = {
    line: `${type} {{ trigger.target[0].id }}`,
    execution: '{{ execution.id }} {{ trigger.uuid }}',
  }
  return { id: 'turn', use: 'http.get', connection: 'witness', with: { url: '/', query } }
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
async function emitAll(org: Org, truth: Truth): Promise<void> {
  let emitted = 0
  while (emitted < count) {
    const crowd = Math.min(count - emitted, 1 + Math.floor(Math.random() * 20))
    for (let n = 0; n < crowd; n += 1) {
      const type = types[Math.floor(Math.random() * types.length)] ?? ''
      const person = `00u${Math.floor(Math.random() * 300)}`
      const { uuid, published } = org.emit({ eventType: type, target: [{ id: person, type: 'User' }] })
      truth.set(uuid, { type, person, happenedAt: Date.parse(published) })
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
  let startMs = 0
  for (let round = 0; !isOver; round += 1) {
    // On a busy machine it takes its time to start, and should live longer than that.
    await setTimeout(1_000 + startMs + Math.random() * longestLifeMs)
    if (round % 3 === 1) await deactivateHooks(okta.url, okta.apiToken)
    await keyway.kill()
    await setTimeout(Math.random() * 1_000)
    const began = performance.now()
    await keyway.start()
    startMs = performance.now() - began
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
  await setTimeout(500)
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

function uuidsOf(truth: Truth, wanted: string): string[] {
  return [...truth].flatMap(([uuid, { type }]) => (type === wanted ? [uuid] : []))
}

function checkMeter(source: Source, { truth, proxy }: { truth: Truth; proxy: ChaosProxy }) {
  const lines = new Map(source.meter.types.map((line) => [line.type, line]))
  let [byHook, recovered, least] = [0, 0, 0]
  for (const type of types) {
    const uuids = uuidsOf(truth, type)
    const line = lines.get(type)
    if (line === undefined) throw new Error(`The meter knows nothing of ${type}.`)
    // A delivery that Keyway had stored when it was killed was not acknowledged: between these two lies the truth.
    const acknowledged = uuids.filter((uuid) => proxy.acknowledged.has(uuid)).length
    const possible = uuids.filter((uuid) => proxy.acknowledged.has(uuid) || proxy.unknown.has(uuid)).length
    expect(line.byHook).toBeGreaterThanOrEqual(acknowledged)
    expect(line.byHook).toBeLessThanOrEqual(possible)
    expect(line).toMatchObject({
      byLog: uuids.length,
      both: line.byHook,
      onlyLog: uuids.length - line.byHook,
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

/** What the witness saw, against when things happened in the org and when Keyway knew of them. */
async function checkOrder(world: World, { truth, witness }: { truth: Truth; witness: LineWitness }) {
  const stored = await listAllExecutions(world)
  const known = new Map(stored.map(({ id }, at) => [id, stored.length - at]))
  const seen: string[] = []
  let late = 0
  for (const [line, calls] of witness.turns) {
    const turns = calls.map((call): Turn => {
      const [id = '', uuid = ''] = call.split(' ')
      const { type, person, happenedAt } = truth.get(uuid) ?? { happenedAt: NaN }
      expect(`${type} ${person}`).toBe(line)
      seen.push(uuid)
      return { id, happenedAt, known: known.get(id) ?? NaN }
    })
    const judged = judgeOrder(turns)
    expect({ line, overtaken: judged.overtaken }).toEqual({ line, overtaken: [] })
    late += judged.late
  }
  expect(witness.faults).toEqual([])
  expect(seen.toSorted()).toEqual(ordered.flatMap((type) => uuidsOf(truth, type)).toSorted())
  return { inLines: seen.length, lines: witness.turns.size, late }
}

test('the judge of order lets come late what was not known, and nothing else', () => {
  const turn = (id: string, happenedAt: number, known: number): Turn => ({ id, happenedAt, known })
  const [first, second, third] = [turn('a', 1, 1), turn('b', 2, 2), turn('c', 3, 3)]
  expect(judgeOrder([first, second, third])).toEqual({ overtaken: [], late: 0 })
  expect(judgeOrder([first, third, second]).overtaken).toEqual([[third, second]])
  // It came after the one that happened later had its turn.
  expect(judgeOrder([first, third, turn('b', 2, 4)])).toEqual({ overtaken: [], late: 1 })
  // It came late, too, but before the fourth had its turn.
  const fourth = turn('d', 4, 5)
  expect(judgeOrder([first, third, fourth, turn('b', 2, 4)]).overtaken).toMatchObject([
    [{ id: 'd' }, { id: 'b' }],
  ])
  expect(judgeOrder([turn('b', 1, 2), turn('a', 1, 1)]).overtaken).toHaveLength(1)
})
