import { setTimeout } from 'node:timers/promises'
import { connections, events, oktaHooks, system, type AnswerOf } from '@keyway/api'
import { afterEach, describe, expect, test } from 'vitest'
import { startCountingServer, type CountingServer } from '../fixtures/counting-server.ts'
import { startEventLoad } from '../fixtures/event-load.ts'
import { readFlowFile } from '../fixtures/flow-file.ts'
import { waitFor } from '../fixtures/wait-for.ts'
import { bringIn, listAllExecutions, startWorld, type World } from '../fixtures/world.ts'

const rounds = Number(process.env['KEYWAY_KILL_ROUNDS'] ?? 15)
const plan = [
  { storage: 'sqlite', rounds: Math.ceil(rounds * 0.8) },
  { storage: 'postgres', rounds: Math.floor(rounds * 0.2) },
] as const

/** Longest time that Keyway lives in a round; some rounds end while it is still taking up what the last one left. */
const longestLifeMs = 1_200

describe.each(plan)('killed $rounds times under load on $storage', ({ storage, rounds: kills }) => {
  let world: World | undefined
  let counter: CountingServer | undefined
  afterEach(async () => {
    await world?.close()
    await counter?.close()
  })

  test('every acknowledged event has one execution, every write happened once or is in doubt', async () => {
    counter = await startCountingServer({ answerAfterMs: 30 })
    world = await startWorld({ storage, logLevel: 'error' })
    const { call, keyway } = world
    const { id } = await call(connections.createConnection, {
      body: { name: 'counter', connector: 'http', values: { baseUrl: counter.url } },
    })
    await bringIn(world, [readFlowFile('counted-write.yaml')], new Map([['http', id]]))
    const hook = await call(oktaHooks.createOktaHook, { body: { name: 'Acme' } })

    const load = startEventLoad(hook)
    for (let round = 0; round < kills; round += 1) {
      await setTimeout(Math.random() * longestLifeMs)
      await keyway.kill()
      await keyway.start()
    }
    await setTimeout(500)
    await load.stop()
    await waitFor('all executions to end', () => isQuiet(call), 120_000)

    const tally = await takeTally(world, counter)
    const lost = [...load.acknowledged].filter((uuid) => tally.executions.get(uuid)?.length !== 1)
    const counts = {
      storage,
      kills,
      acknowledged: load.acknowledged.size,
      dropped: load.dropped(),
      ...tally.counts,
      writes: counter.writes.size,
      doubleWrites: tally.doubleWrites.length,
      lostWrites: tally.lostWrites.length,
    }
    console.log(JSON.stringify(counts))
    expect(load.acknowledged.size).toBeGreaterThan(kills)
    expect(load.surprises).toEqual([])
    expect(lost).toEqual([])
    expect(tally.severalExecutions).toEqual([])
    expect(tally.doubleWrites).toEqual([])
    expect(tally.lostWrites).toEqual([])
    expect(tally.unfinished).toEqual([])
  }, 240_000)
})

type Call = World['call']

async function isQuiet(call: Call): Promise<true | undefined> {
  const { executions } = await call(system.getSystem)
  return executions.running + executions.waiting + executions.queued === 0 ? true : undefined
}

/** What Keyway says happened, beside what the other system counted. */
async function takeTally(world: World, counter: CountingServer) {
  const uuids = await uuidsByEvent(world.call)
  const executions = new Map<string, string[]>([...uuids.values()].map((uuid) => [uuid, []]))
  const all = await listAllExecutions(world)
  for (const { eventId, status } of all) {
    const uuid = uuids.get(eventId ?? '')
    if (uuid !== undefined) executions.get(uuid)?.push(status)
  }
  const counts: Record<string, number> = { events: uuids.size, executions: all.length }
  for (const { status } of all) counts[status] = (counts[status] ?? 0) + 1
  const writesOf = (uuid: string): number => counter.writes.get(JSON.stringify({ id: uuid })) ?? 0
  return {
    executions,
    counts,
    severalExecutions: [...executions].filter(([, found]) => found.length > 1),
    doubleWrites: [...counter.writes].filter(([, count]) => count > 1),
    lostWrites: [...executions].filter(([uuid, found]) => found[0] === 'succeeded' && writesOf(uuid) !== 1),
    unfinished: all.filter(({ status }) => status !== 'succeeded' && status !== 'in_doubt'),
  }
}

async function uuidsByEvent(call: Call): Promise<Map<string, string>> {
  const found = new Map<string, string>()
  let cursor: string | undefined
  do {
    const page: AnswerOf<typeof events.listEvents> = await call(events.listEvents, {
      query: { limit: 200, cursor },
    })
    const details = await Promise.all(
      page.items.map(({ id }) => call(events.getEvent, { params: { eventId: id } })),
    )
    for (const { id, payload } of details) found.set(id, uuidOf(payload))
    cursor = page.next ?? undefined
  } while (cursor !== undefined)
  return found
}

function uuidOf(payload: unknown): string {
  const uuid = typeof payload === 'object' && payload !== null && 'uuid' in payload ? payload.uuid : undefined
  return String(uuid)
}
