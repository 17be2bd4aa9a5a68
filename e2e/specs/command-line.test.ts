import { once } from 'node:events'
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { executions } from '@keyway/api'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { runCli, spawnCli } from '../fixtures/cli.ts'
import { waitFor } from '../fixtures/wait-for.ts'
import { connectAll, startWorld, type World } from '../fixtures/world.ts'

let world: World
let folder: string
let server: string[]

beforeAll(async () => {
  world = await startWorld({ people: ['lin.zhao@acme.test'] })
  folder = await mkdtemp(path.join(tmpdir(), 'keyway-cli-'))
  server = ['--url', world.keyway.url, '--data', world.keyway.dataDirectory]
  await connectAll(world)
})

afterAll(async () => {
  await world?.close()
  await rm(folder, { recursive: true, force: true })
})

describe('a start that cannot be', () => {
  test.each([
    [
      'the port is in use',
      () => ['--port', new URL(world.keyway.url).port, '--data', path.join(folder, 'a')],
      /Port \d+ is in use/,
    ],
    [
      'the data directory is in use',
      () => ['--port', '0', '--data', world.keyway.dataDirectory],
      /data directory .* is in use by another Keyway/,
    ],
    [
      'no PostgreSQL answers',
      () => [
        '--port',
        '0',
        '--data',
        path.join(folder, 'b'),
        '--database-url',
        'postgres://keyway:hunter2@127.0.0.1:1/keyway',
      ],
      /PostgreSQL|ECONNREFUSED/,
    ],
    ['the role is none', () => ['--role', 'boss'], /role "boss"/],
  ])('%s: one line, exit code 1', async (_name, args, message) => {
    const { code, stdout, stderr } = await runCli(['start', ...args()])
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' })
    expect(stderr).toMatch(message)
    expect(stderr.trim().split('\n')).toHaveLength(1)
    expect(stderr).not.toContain('hunter2')
  })
})

describe('a server that is not there or does not know us', () => {
  test.each([
    [
      'nobody listens',
      ['--url', 'http://127.0.0.1:1', '--token', 'x'],
      /No Keyway answers at http:\/\/127.0.0.1:1/,
    ],
    ['there is no token', ['--data', '/nowhere'], /No API token: \/nowhere\/cli-token is not there/],
  ])('%s', async (_name, args, message) => {
    const { code, stdout, stderr } = await runCli(['flows', 'list', ...args])
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' })
    expect(stderr).toMatch(message)
  })

  test('the token is refused', async () => {
    const { code, stderr } = await runCli(['flows', 'list', '--url', world.keyway.url, '--token', 'kw_wrong'])
    expect(code).toBe(1)
    expect(stderr).toMatch(/refused the API token from --token/)
  })
})

describe('import', () => {
  const flow = (name: string) =>
    [
      'keyway: 1',
      `name: ${name}`,
      'trigger: { manual: true, inputs: [{ key: user, type: text }] }',
      'steps:',
    ].join('\n')
  const readUser = [
    '  - { id: user, use: okta.read_user, connection: acme, with: { user: { ref: trigger.user } } }',
    '  - return: { status: { ref: user.status } }',
  ].join('\n')

  test('a dry run reports and stores nothing; a file that cannot be read makes the exit code 1', async () => {
    const good = path.join(folder, 'good.yaml')
    const bad = path.join(folder, 'bad.yaml')
    await writeFile(good, `${flow('Dry')}\n${readUser}\n`)
    await writeFile(bad, 'keyway: 1\nname: Bad\ntrigger: { manual: true }\nsteps: [{ nonsense: 1 }]\n')
    const { code, stdout } = await runCli([
      'import',
      good,
      bad,
      path.join(folder, 'none.yaml'),
      '--dry-run',
      '--json',
      ...server,
    ])
    expect(code).toBe(1)
    const report = JSON.parse(stdout)
    expect(report.files).toMatchObject([
      { file: 'good.yaml', flows: [{ name: 'Dry', kind: 'manual', cards: 2 }] },
    ])
    expect(report.files[0].flows[0].id).toBeUndefined()
    expect(report.errors.map(({ file }: { file: string }) => file).toSorted()).toEqual([
      'bad.yaml',
      'none.yaml',
    ])
    expect(report.totals).toMatchObject({ files: 1, flows: 1, cards: 2, exact: 2 })
    expect((await runCli(['flows', 'list', '--json', ...server])).stdout).toBe('{\n  "items": []\n}\n')
  })

  test('binds, switches on and puts into a folder; the flow then runs', async () => {
    const file = path.join(folder, 'reader.yaml')
    await writeFile(file, `${flow('Reader')}\n${readUser}\n`)
    const imported = await runCli([
      'import',
      file,
      '--folder',
      'Mine',
      '--bind',
      'acme=okta',
      '--on',
      ...server,
    ])
    expect(imported).toMatchObject({ code: 0, stderr: '' })
    expect(imported.stdout).toMatch(/Reader\s+manual\s+2\s+2\s+0\s+0/)

    const listed = JSON.parse((await runCli(['flows', 'list', '--json', ...server])).stdout)
    expect(listed.items).toMatchObject([{ name: 'Reader', folder: 'Mine', isOn: true, publishedVersion: 1 }])

    const input = path.join(folder, 'input.yaml')
    await writeFile(input, 'user: lin.zhao@acme.test\n')
    const run = await runCli(['run', 'Reader', '--input', input, ...server])
    expect(run).toMatchObject({ code: 0, stderr: '' })
    expect(run.stdout).toContain('output   {"status":"ACTIVE"}')

    const started = await runCli(['run', 'Reader', '--input', input, '--no-wait', '--json', ...server])
    const { executionId } = JSON.parse(started.stdout)
    await waitFor('the execution to succeed', async () => {
      const shown = JSON.parse(
        (await runCli(['executions', 'show', executionId, '--json', ...server])).stdout,
      )
      return shown.status === 'succeeded' ? true : undefined
    })
  })

  test('a connection that is not there is named, with those that are', async () => {
    const { code, stderr } = await runCli([
      'import',
      path.join(folder, 'reader.yaml'),
      '--bind',
      'acme=nowhere',
      ...server,
    ])
    expect(code).toBe(1)
    expect(stderr).toMatch(/no connection "nowhere" to bind "acme" to; there are: .*okta/)
  })
})

describe('executions and questions', () => {
  const json = async (...args: string[]) => {
    const { code, stdout, stderr } = await runCli([...args, '--json', ...server])
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    return JSON.parse(stdout)
  }
  const started = async (flow: string) => (await json('run', flow, '--no-wait')).executionId as string
  const reaches = (id: string, status: string) =>
    waitFor(`the execution to be ${status}`, async () => {
      const { items } = await json('executions', 'list', '--limit', '20')
      return items.some((item: { id: string; status: string }) => item.id === id && item.status === status)
        ? true
        : undefined
    })

  beforeAll(async () => {
    const files = ['order.yaml', 'form.yaml'].map((name) => path.join(folder, name))
    const head = (name: string) => `keyway: 1\nname: ${name}\ntrigger: { manual: true }\nsteps:\n`
    const [order = '', form = ''] = files
    await writeFile(
      order,
      `${head('Order')}  - { id: user, use: okta.read_user, connection: okta, with: { user: lin.zhao@acme.test } }
  - { id: ok, wait: { approval: { question: Shall it be?, details: { what: a laptop } } } }
  - { id: stop, use: okta.suspend_user, connection: okta, with: { user: { ref: user.id } } }
  - return: { approved: { ref: ok.approved }, comment: { ref: ok.comment } }
`,
    )
    await writeFile(
      form,
      `${head('Form')}  - id: form
    wait: { answer: { question: How many?, fields: [{ key: count, type: number, required: true }] } }
  - { id: pause, wait: { seconds: 0.1 } }
  - return: { count: { ref: form.answers.count } }
`,
    )
    const { code, stderr } = await runCli(['import', ...files, '--bind', 'okta=okta', '--on', ...server])
    if (code !== 0) throw new Error(stderr)
  })

  test('a dry run describes what it would change', async () => {
    const { code, stdout } = await runCli(['run', 'Order', '--dry-run', ...server])
    expect(code).toBe(0)
    expect(stdout).toContain('Dry run: nothing was changed.')
    expect(stdout).toMatch(/✓ user/)
    expect(stdout).toMatch(/~ stop {2}okta.suspend_user\n\s+in\s+\{"user":"/)
    const { stdout: listed } = await runCli(['executions', 'list', ...server])
    expect(listed).toContain('succeeded, dry run')
    expect(world.okta.org.findUser('lin.zhao@acme.test')?.status).toBe('ACTIVE')
  })

  test('an approval is listed, given, and repeated from a step', async () => {
    const executionId = await started('Order')
    await reaches(executionId, 'waiting')
    const listed = await runCli(['questions', ...server])
    expect(listed.stdout).toMatch(/Order\s+Shall it be\?\s+approve or reject\s+operators\s+open until/)
    const [{ id }] = (await json('questions')).items
    const unclear = await runCli(['questions', 'answer', id, '--approve', '--reject', ...server])
    expect(unclear.code).toBe(1)
    expect(unclear.stderr).toMatch(/Say one thing: --approve or --reject/)
    const given = await runCli(['questions', 'answer', id, '--approve', '--comment', 'Go on', ...server])
    expect(given).toMatchObject({ code: 0, stderr: '' })
    expect(given.stdout).toMatch(/"Shall it be\?": approved by/)
    const late = await runCli(['questions', 'answer', id, '--reject', ...server])
    expect(late.code).toBe(1)
    expect(late.stderr).toMatch(/answered already/)
    expect((await runCli(['questions', ...server])).stdout).toBe('No open questions.\n')
    expect((await runCli(['questions', '--all', ...server])).stdout).toMatch(/approved by/)
    await reaches(executionId, 'succeeded')

    const unknown = await runCli(['executions', 'rerun', executionId, '--from', 'nowhere', ...server])
    expect(unknown.stderr).toMatch(/never came to a step "nowhere". It came to: user, ok, stop/)
    const args = ['--from', 'stop', '--version', 'same', '--dry-run']
    const again = await runCli(['executions', 'rerun', executionId, ...args, ...server])
    expect(again).toMatchObject({ code: 0, stderr: '' })
    expect(again.stdout).toContain(`repeats ${executionId}`)
    expect(again.stdout).toMatch(/↩ ok/)
    expect(again.stdout).toMatch(/~ stop/)
    expect(again.stdout).toContain('output   {"approved":true,"comment":"Go on"}')
    expect((await runCli(['executions', 'show', executionId, ...server])).stdout).toContain('repeated by ')
  })

  test('an execution is paused and resumed; a form is filled; run says what it waits for', async () => {
    const child = spawnCli(['run', 'Form', ...server])
    let stdout = ''
    let stderr = ''
    child.stdout?.on('data', (chunk) => (stdout += String(chunk)))
    child.stderr?.on('data', (chunk) => (stderr += String(chunk)))
    const ended = once(child, 'close')
    await waitFor('run to say what it waits for', async () =>
      stderr.includes('Waits for') ? true : undefined,
    )
    const [{ id, executionId }] = (await json('questions')).items
    expect(stderr).toContain(`keyway questions answer ${id} --set key=value`)
    expect((await json('executions', 'pause', executionId)).status).toBe('paused')
    const paused = await runCli(['executions', 'pause', executionId, ...server])
    expect(paused).toMatchObject({ code: 1, stdout: '' })
    const wrong = await runCli(['questions', 'answer', id, '--set', 'count=many', ...server])
    expect(wrong.stderr).toMatch(/The answer to "count" is not usable/)
    await json('executions', 'resume', executionId)
    await json('questions', 'answer', id, '--set', 'count=3')
    await ended
    expect(stdout).toContain('output   {"count":3}')
    expect(child.exitCode).toBe(0)
  })

  test('what waits is cancelled', async () => {
    const executionId = await started('Form')
    await reaches(executionId, 'waiting')
    const { stdout } = await runCli(['executions', 'cancel', executionId, ...server])
    expect(stdout).toBe('Form: cancelled\n')
    expect((await runCli(['questions', ...server])).stdout).toBe('No open questions.\n')
  })
})

describe('connections', () => {
  test('a secret comes from standard input, never from the command line', async () => {
    const add = (name: string, token: string) => [
      'connections',
      'add',
      name,
      'slack',
      `--set=baseUrl=${world.slack.url}`,
      `--set-secret=token=${token}`,
      ...server,
    ]
    const added = await runCli(add('chat', '-'), `${world.slack.token}\n`)
    expect(added).toMatchObject({ code: 0, stderr: '' })
    expect(added.stdout).toContain('It works: Connected to Acme as keyway.')

    const refused = await runCli(add('chat-2', world.slack.token))
    expect(refused.code).toBe(1)
    expect(refused.stderr).not.toContain(world.slack.token)

    const wrong = await runCli(add('chat-3', '-'), 'wrong')
    expect(wrong.code).toBe(1)
    expect(wrong.stdout).toContain('Its test fails')
  })
})

describe('without a server', () => {
  test('catalog --json has the documented shape', async () => {
    const { code, stdout } = await runCli(['catalog', '--json'])
    expect(code).toBe(0)
    const catalog = JSON.parse(stdout)
    expect(catalog.cards.length).toBeGreaterThan(50)
    expect(catalog.cards[0]).toMatchObject({
      id: expect.any(String),
      standsFor: expect.any(Array),
      input: expect.any(Object),
    })
    const okta = catalog.connectors.find(({ id }: { id: string }) => id === 'okta')
    expect(okta.actions.find(({ id }: { id: string }) => id === 'okta.read_user')).toMatchObject({
      effect: 'read',
      scopes: ['okta.users.read'],
      standsFor: ['okta-workflows:okta.readUser', 'torq:Get a user by ID'],
    })
    expect(Object.keys(catalog)).toEqual(expect.arrayContaining(['checks', 'detections']))
  })

  test('catalog --events finds events by words and says how they arrive', async () => {
    const { code, stdout } = await runCli(['catalog', '--events', 'added group', '--json'])
    expect(code).toBe(0)
    expect(JSON.parse(stdout).items[0]).toMatchObject({
      event: 'okta.user_added_to_group',
      title: 'User added to group',
      delivery: 'hook',
    })
    const table = await runCli(['catalog', '--events', 'zone updated'])
    expect(table.stdout).toMatch(/okta\.zone\.update +Network zone updated +Security +log/)
  })

  test('detections check says which rules load; one that is rejected makes the exit code 1', async () => {
    const rule = { title: 'A type', id: 'a', logsource: { product: 'okta' } }
    const detection = { selection: { eventType: 'zone.delete' }, condition: 'selection' }
    const rules = path.join(folder, 'rules')
    await mkdir(rules)
    await writeFile(path.join(rules, 'good.yml'), JSON.stringify({ ...rule, detection }))
    await writeFile(path.join(rules, 'bad.yml'), JSON.stringify({ ...rule, detection: { condition: 'x' } }))
    const { code, stdout } = await runCli(['detections', 'check', rules, '--json'])
    expect({ code, ...JSON.parse(stdout) }).toMatchObject({
      code: 1,
      loaded: 1,
      disabled: 0,
      rejected: 1,
      rules: [
        {
          file: path.join(rules, 'bad.yml'),
          id: 'a',
          status: 'rejected',
          reason: expect.stringContaining('"x"'),
        },
        { file: path.join(rules, 'good.yml'), title: 'A type', status: 'loaded', reason: '' },
      ],
    })
  })

  test('okta-sim serves an org until it is told to stop', async () => {
    const child = spawnCli(['okta-sim', '--json'])
    let stdout = ''
    child.stdout?.on('data', (chunk) => (stdout += String(chunk)))
    const { url, apiToken } = await waitFor('the org', () =>
      stdout.includes('}') ? JSON.parse(stdout) : undefined,
    )
    const answer = await fetch(`${url}/api/v1/users/me`, { headers: { authorization: `SSWS ${apiToken}` } })
    expect(answer.status).toBe(200)
    const ended = once(child, 'exit')
    child.kill('SIGTERM')
    expect(await ended).toEqual([0, null])
  })

  test('demo explains itself in under ten lines, events arrive and flows succeed, and it leaves nothing behind', async () => {
    const child = spawnCli(['demo', '--port', '0'], { TMPDIR: folder })
    let stdout = ''
    let stderr = ''
    child.stdout?.on('data', (chunk) => (stdout += String(chunk)))
    child.stderr?.on('data', (chunk) => (stderr += String(chunk)))
    await waitFor('the demo', () => (stdout.includes('Ctrl-C') ? true : undefined), 30_000)
    expect(stdout.trim().split('\n').length).toBeLessThan(10)
    const url = /Console\s+(\S+)/.exec(stdout)?.[1] ?? ''
    const [, email = '', password = ''] = /Sign in\s+(\S+)\s+(\S+)/.exec(stdout) ?? []
    const signedIn = await fetch(`${url}/api/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ email, password }),
    })
    expect(signedIn.status).toBe(200)
    const cookie = signedIn.headers.get('set-cookie')?.split(';')[0] ?? ''
    const list = async () => {
      const answer = await fetch(`${url}/api/executions`, { headers: { cookie } })
      return executions.listExecutions.answer.parse(await answer.json()).items
    }
    const items = await waitFor(
      'all five flows to run or to wait',
      async () => {
        const found = await list()
        return new Set(found.map(({ flowName }) => flowName)).size === 5 ? found : undefined
      },
      40_000,
    )
    expect(items.filter(({ status }) => status === 'failed')).toEqual([])
    const ended = once(child, 'exit')
    child.kill('SIGINT')
    expect(await ended).toEqual([0, null])
    expect(stderr).toBe('')
    expect((await readdir(folder)).filter((name) => name.startsWith('keyway-'))).toEqual([])
  })
})
