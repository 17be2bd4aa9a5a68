import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { startOktaSim } from '@keyway/okta-sim'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { runCli } from '../fixtures/cli.ts'
import { startKeywayProcess, type KeywayProcess } from '../fixtures/keyway-process.ts'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'keyway-files-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

test('a new file is a flow without problems, and a check names line and column of those of others', async () => {
  const good = path.join(folder, 'good.yaml')
  expect(await runCli(['flows', 'new', 'Say: "hello"', '--out', good])).toMatchObject({ code: 0, stderr: '' })
  expect((await runCli(['flows', 'new', 'x', '--out', good])).code).toBe(1)
  expect(await runCli(['flows', 'check', good])).toMatchObject({
    code: 0,
    stdout: '1 file checked: 0 errors, 0 warnings.\n',
  })
  const bad = path.join(folder, 'bad.yaml')
  const text = await readFile(good, 'utf8')
  await writeFile(
    bad,
    text.replace('text.compose', 'text.compos').replace('greeting.output', 'greting.output'),
  )
  const checked = await runCli(['flows', 'check', bad])
  expect(checked.code).toBe(1)
  expect(checked.stdout.replaceAll(`${bad}:`, '')).toBe(
    `17:10 error steps[1].use: There is no card or action "text.compos". Did you mean "text.compose"?
22:20 error steps[2].return.said.ref: The reference to "greting" names no step that ran before this one. Did you mean "greeting"?
1 file checked: 2 errors, 0 warnings.
`,
  )
  const json = await runCli(['flows', 'check', folder, '--json'])
  expect(JSON.parse(json.stdout)).toMatchObject({
    files: [{ file: bad, problems: [{ line: 17, column: 10, severity: 'error' }, {}] }, { problems: [] }],
    totals: { files: 2, errors: 2, warnings: 0 },
  })
})

async function keep(name: string, content: string): Promise<string> {
  const file = path.join(folder, name)
  await writeFile(file, content)
  return file
}

describe('with a server', () => {
  let keyway: KeywayProcess
  let server: string[]
  const cli = async (...args: string[]): Promise<string> => {
    const { code, stdout, stderr } = await runCli([...args, ...server])
    expect(stderr).toBe('')
    expect(code).toBe(0)
    return stdout
  }

  beforeAll(async () => {
    keyway = await startKeywayProcess({})
    server = ['--url', keyway.url, '--data', keyway.dataDirectory]
  })
  afterAll(() => keyway?.close())

  test('a check asks a connection which attributes its org has', async () => {
    const okta = await startOktaSim()
    try {
      const token = await keep('token', okta.apiToken)
      const values = ['--set', `domain=${okta.url}`, '--set-secret', `token=@${token}`]
      await cli('connections', 'add', 'acme-okta', 'okta', ...values)
      const file = await keep(
        'joiner.yaml',
        `keyway: 1
name: Joiner
trigger: { manual: true, inputs: [{ key: mail }] }
steps:
  - id: user
    use: okta.create_user
    connection: org
    with:
      profile:
        login: { ref: trigger.mail }
        email: '{{ trigger.mail }}'
        firstName: Lin
        lastname: Zhao
        city: 7
`,
      )
      const checked = await cli('flows', 'check', file, '--connection', 'acme-okta')
      expect(checked.replaceAll(`${file}:`, '')).toBe(
        `9:7 warning steps[0].with.profile: "lastName" (Last name) is required there and not given.
13:19 warning steps[0].with.profile.lastname: "lastname" is not known there. Did you mean "lastName"?
14:15 warning steps[0].with.profile.city: "city" is a text there; found a number.
1 file checked: 0 errors, 3 warnings.
`,
      )
    } finally {
      await okta.close()
    }
  })

  test('a flow is saved, published with a message, discarded, moved and shown from the command line', async () => {
    const file = path.join(folder, 'flow.yaml')
    await runCli(['flows', 'new', 'Greet', '--out', file])
    await cli('import', file, '--folder', 'Team/New')
    expect(await cli('flows', 'publish', 'Greet', '-m', 'It says hello')).toBe(
      'Version 1 of "Greet" is published.\n',
    )
    expect(await cli('flows', 'versions', 'Greet')).toMatch(/token:.* +published +It says hello\n$/)

    await writeFile(file, (await readFile(file, 'utf8')).replace('Hello {{', 'Bye {{'))
    expect(await cli('flows', 'save', 'Greet', file)).toMatch(
      /^The draft of "Greet" is saved \(save 2\); "keyway/,
    )
    const late = await runCli([
      'flows',
      'save',
      'Greet',
      path.join(folder, 'good.yaml'),
      '--based-on',
      '1',
      ...server,
    ])
    expect(late.stderr).toMatch(/was saved by token:.* \(save 2\); this save is based on save 1/)
    expect(await cli('flows', 'discard', 'Greet')).toBe('The draft of "Greet" is version 1 again.\n')

    expect(await cli('flows', 'move', 'Greet', '--to', 'Old')).toBe('"Greet" is in "Old".\n')
    expect(await cli('flows', 'set', 'Greet', '--owner', 'IAM', '--tag', 'hr')).toBe(
      '"Greet": owner IAM, tags hr.\n',
    )
    expect(await cli('flows', 'list', '--folder', 'Old', '--tag', 'hr')).toMatch(/Greet +Old/)
    const shown = await cli('flows', 'show', 'Greet')
    expect(shown).toMatch(/^Greet\n {2}What it is for\.\n/)
    expect(shown).toMatch(/ published version 1\n +draft +save 3 by token:.*, as published\n/)

    expect(await cli('folders', 'rename', 'Team', 'Old/Team')).toBe('"Team" is "Old/Team" now.\n')
    expect(await cli('folders', 'list')).toBe(`folder        flows  with inner
Old               1           1
Old/Team          0           0
Old/Team/New      0           0
`)
    await cli('folders', 'delete', 'Old/Team/New')
    const full = await runCli(['folders', 'delete', 'Old', ...server])
    expect(full).toMatchObject({ code: 1, stdout: '' })
    expect(full.stderr).toMatch(/"Old" is not empty: it holds 1 flow and 1 folder\. Move them first\./)
  })
})
