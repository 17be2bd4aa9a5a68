import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { createClient, flows, type Call } from '@keyway/api'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { runCli } from '../fixtures/cli.ts'
import { startKeywayProcess, type KeywayProcess } from '../fixtures/keyway-process.ts'

let keyway: KeywayProcess
let call: Call
let folder: string
let server: string[]

beforeAll(async () => {
  keyway = await startKeywayProcess({})
  call = createClient({ baseUrl: keyway.url, token: await keyway.readToken() })
  folder = await mkdtemp(path.join(tmpdir(), 'keyway-versions-'))
  server = ['--url', keyway.url, '--data', keyway.dataDirectory]
})

afterAll(async () => {
  await keyway?.close()
  await rm(folder, { recursive: true, force: true })
})

const greeting = (text: string): string =>
  `# Kept by the team
keyway: 1
name: Greet
trigger: { manual: true }
steps:
  # what is said
  - { id: text, use: text.compose, with: { text: ${text} } }
  - return: { said: { ref: text.output } }
`

test('a flow is published twice, compared, rolled back and exported from the command line', async () => {
  const file = path.join(folder, 'greet.yaml')
  await writeFile(file, greeting('one'))
  expect(await runCli(['import', file, '--on', ...server])).toMatchObject({ code: 0, stderr: '' })
  const [flow] = (await call(flows.listFlows)).items
  const params = { flowId: flow?.id ?? '' }
  const { draft } = await call(flows.getFlow, { params })
  const steps = draft.steps.map((step) => ('use' in step ? { ...step, with: { text: 'two' } } : step))
  await call(flows.saveDraft, { params, body: { document: { ...draft, steps } } })

  const drafted = await runCli(['flows', 'diff', 'Greet', ...server])
  expect(drafted.stdout).toBe('From version 1 to the draft:\n~ steps[0]  Compose: text "one" became "two"\n')
  await call(flows.publishFlow, { params })
  const same = await runCli(['flows', 'diff', 'Greet', ...server])
  expect(same.stdout).toBe('Nothing differs between version 2 and the draft.\n')

  const rolledBack = await runCli(['flows', 'rollback', 'Greet', '1', ...server])
  expect(rolledBack.stdout).toBe('Version 3 of "Greet" is published; it is the same as version 1.\n')
  const again = await runCli(['flows', 'rollback', 'Greet', '1', ...server])
  expect(again).toMatchObject({ code: 1, stdout: '' })
  expect(again.stderr).toMatch(/same as its version 1 already/)
  const versions = await runCli(['flows', 'versions', 'Greet', ...server])
  expect(versions.stdout).toMatch(/version .*\n\s+3 .*published  Back to version 1\n\s+2 .*\n\s+1 .*\n$/)
  const compared = await runCli(['flows', 'diff', 'Greet', '--from', '2', '--to', '3', '--json', ...server])
  expect(JSON.parse(compared.stdout)).toMatchObject({
    changes: [{ kind: 'changed' }],
    from: { number: 2 },
    to: { number: 3 },
  })

  const printed = await runCli(['export', 'Greet', ...server])
  expect(printed.stdout).toMatch(/^keyway: 1\nname: Greet\n(.*\n)*.* text: one\n/)
  const okta = await runCli(['export', 'Greet', '--format', 'flopack', ...server])
  expect(JSON.parse(okta.stdout)).toMatchObject({ type: 'flopack', version: '1.5.0' })
  await writeFile(file, greeting('two'))
  const exported = await runCli(['export', 'Greet', '--out', folder, ...server])
  expect(exported).toMatchObject({ code: 0, stdout: `${file}\n`, stderr: '' })
  expect(await readFile(file, 'utf8')).toBe(greeting('one'))
})

test('a mistake is one line and exit code 1', async () => {
  await writeFile(path.join(folder, 'greet.yaml'), 'a: [')
  for (const [args, message] of [
    [['export', 'Nobody'], /There is no flow "Nobody"/],
    [['export', 'Greet', 'Greet'], /Name a directory with --out/],
    [
      ['export', 'Greet', '--out', folder],
      /greet\.yaml is there and cannot be changed: The YAML cannot be read/,
    ],
    [['flows', 'diff', 'Greet', '--from', 'first'], /number of a version, published or draft/],
    [['flows', 'rollback', 'Greet', '9'], /"Greet" has no version 9/],
  ] as const) {
    const { code, stdout, stderr } = await runCli([...args, ...server])
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' })
    expect(stderr).toMatch(message)
  }
})

test('the schema is printed without a server', async () => {
  const { code, stdout } = await runCli(['schema'])
  expect(code).toBe(0)
  expect(JSON.parse(stdout)).toMatchObject({
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    required: ['keyway', 'name', 'trigger', 'steps'],
  })
})
