import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { connections, flows } from '@keyway/api'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { runCli } from '../fixtures/cli.ts'
import { startCountingServer, type CountingServer } from '../fixtures/counting-server.ts'
import { bringIn, startWorld, waitForExecutions, type World } from '../fixtures/world.ts'

const flow = `keyway: 1
name: Tell the team
trigger: { manual: true, inputs: [{ key: people, type: 'any[]' }] }
steps:
  - id: each
    forEach: { ref: trigger.people }
    collect: { ref: post.statusCode }
    do:
      - { id: text, use: text.compose, with: { text: 'Hello {{ each.item }}' } }
      - { id: post, use: http.post, connection: counter, with: { url: write, body: { text: { ref: text.output } } } }
  - return: { codes: { ref: each.list } }
`

let folder: string
let world: World | undefined
let counter: CountingServer | undefined

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'keyway-flow-tests-'))
  await mkdir(path.join(folder, 'team'))
  await writeFile(path.join(folder, 'team/tell-the-team.yaml'), flow)
})

afterAll(async () => {
  await world?.close()
  await counter?.close()
  await rm(folder, { recursive: true, force: true })
})

test('a real execution becomes a case, which passes without a server, and fails where the flow changes', async () => {
  counter = await startCountingServer({ answerAfterMs: 5 })
  world = await startWorld()
  const { call, keyway } = world
  const { id } = await call(connections.createConnection, {
    body: { name: 'counter', connector: 'http', values: { baseUrl: counter.url } },
  })
  const brought = await bringIn(world, [{ name: 'tell.yaml', content: flow }], new Map([['http', id]]))
  const flowId = brought.get('Tell the team')?.id ?? ''
  await call(flows.runFlow, { params: { flowId }, body: { input: { people: ['Ada', 'Lin'] } } })
  const [execution] = await waitForExecutions(world, flowId, 1)
  expect(execution?.status).toBe('succeeded')

  const server = ['--url', keyway.url, '--data', keyway.dataDirectory]
  const made = await runCli(['executions', 'fixture', execution?.id ?? '', ...server])
  expect(made.code).toBe(0)
  expect(made.stderr).toContain('It holds real data')
  const file = path.join(folder, 'team/tell-the-team.test.yaml')
  await writeFile(file, made.stdout)
  await world.close()
  world = undefined

  const passed = await runCli(['test', folder, '--json'])
  const report: unknown = JSON.parse(passed.stdout)
  expect(report).toMatchObject({ totals: { files: 1, cases: 1, passed: 1, failed: 0, problems: 0 } })
  expect(passed.code).toBe(0)
  expect(counter.writes.size).toBe(2)

  await writeFile(path.join(folder, 'team/tell-the-team.yaml'), flow.replace('codes:', 'numbers:'))
  const failed = await runCli(['test', folder])
  expect(failed.code).toBe(1)
  expect(failed.stdout).toContain('output.codes: expected [200,200], found nothing')
  const updated = await runCli(['test', folder, '--update'])
  expect(updated.code).toBe(0)
  expect(await readFile(file, 'utf8')).toContain('numbers:')
  expect((await runCli(['test', file])).code).toBe(0)
}, 120_000)

test('a broken test file is said with its line, and fails', async () => {
  const file = path.join(folder, 'broken.test.yaml')
  await writeFile(file, 'flow: team/tell-the-team.yaml\ncases:\n  - name: x\n    stps: {}\n')
  const { code, stdout } = await runCli(['test', file])
  expect(code).toBe(1)
  expect(stdout).toContain('broken.test.yaml:4:5 "stps" is not known here.')
  const nothing = await runCli(['test', path.join(folder, 'nowhere')])
  expect(nothing.code).toBe(1)
})
