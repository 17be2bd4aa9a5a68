import { readFile } from 'node:fs/promises'
import { connections, createClient, executions, oktaHooks, type Call } from '@keyway/api'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startCountingServer, type CountingServer } from '../fixtures/counting-server.ts'
import { newMasterKey, startFleetProcess, type FleetOptions, type FleetProcess } from '../fixtures/fleet.ts'
import { readFlowFile } from '../fixtures/flow-file.ts'
import { oktaDelivery, postToHook } from '../fixtures/okta-delivery.ts'
import { startPostgres, type Postgres } from '../fixtures/postgres.ts'
import { checkOut, findPrevious, type PreviousVersion } from '../fixtures/previous-version.ts'
import { waitFor } from '../fixtures/wait-for.ts'
import { bringIn, listAllExecutions } from '../fixtures/world.ts'

const commit = findPrevious()

describe.skipIf(commit === undefined)('a worker of the previous version on the schema of this one', () => {
  const masterKey = newMasterKey()
  const processes: FleetProcess[] = []
  let previous: PreviousVersion
  let postgres: Postgres
  let counter: CountingServer
  let call: Call

  async function start(role: FleetOptions['role'], root?: string): Promise<FleetProcess> {
    const version = root === undefined ? {} : { root }
    const started = await startFleetProcess({ role, databaseUrl: postgres.url, masterKey, ...version })
    processes.push(started)
    return started
  }

  beforeAll(async () => {
    previous = checkOut(commit ?? '')
    postgres = await startPostgres()
    counter = await startCountingServer({ answerAfterMs: 10 })
    const server = await start('server')
    const token = (await readFile(`${server.dataDirectory}/cli-token`, 'utf8')).trim()
    call = createClient({ baseUrl: server.url, token })
  })
  afterAll(async () => {
    await Promise.all(processes.map((one) => one.close()))
    await counter?.close()
    await postgres?.stop()
    previous?.remove()
  })

  test('goes on executing, beside a new one and until it is told to end; each event runs once', async () => {
    const { id } = await call(connections.createConnection, {
      body: { name: 'counter', connector: 'http', values: { baseUrl: counter.url } },
    })
    await bringIn({ call }, [readFlowFile('counted-write.yaml')], new Map([['http', id]]))
    const hook = await call(oktaHooks.createOktaHook, { body: { name: 'Acme' } })
    const deliver = async (name: string): Promise<void> => {
      const events = Array.from({ length: 20 }, (_, n) => ({ uuid: `${name}-${n}` }))
      const { status } = await postToHook(hook, oktaDelivery(events))
      expect(status).toBe(204)
    }
    const written = (count: number): Promise<unknown> =>
      waitFor(`${count} writes`, () => (counter.writes.size >= count ? true : undefined), 60_000)

    const old = await start('worker', previous.root)
    await deliver('old')
    await written(20)
    await start('worker')
    await deliver('both')
    await written(40)
    await deliver('leaving')
    old.signal('SIGTERM')
    expect(await old.ended).toBe(0)
    await written(60)

    await waitFor(
      'all executions to end',
      async () => {
        const { items } = await call(executions.listExecutions, { query: { status: 'running' } })
        return items.length === 0 ? true : undefined
      },
      30_000,
    )
    const all = await listAllExecutions({ call })
    expect(all.map(({ status }) => status)).toEqual(Array(60).fill('succeeded'))
    expect([...counter.writes.values()].every((count) => count === 1)).toBe(true)
  })
})
