import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { tables } from '@keyway/api'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { runCli } from '../fixtures/cli.ts'
import { startWorld, type World } from '../fixtures/world.ts'

let world: World
let folder: string
const run = (...args: string[]) =>
  runCli(['tables', ...args, '--url', world.keyway.url, '--data', world.keyway.dataDirectory])

beforeAll(async () => {
  world = await startWorld({ people: ['lin.zhao@acme.test'] })
  folder = await mkdtemp(path.join(tmpdir(), 'keyway-tables-'))
})

afterAll(async () => {
  await world?.close()
  await rm(folder, { recursive: true, force: true })
})

test('a table is made, filled from a file of thousands of lines, and written to a file again', async () => {
  expect(
    await run('create', 'People', '--column', 'user:text', '--column', 'score:number', '--unique', 'user'),
  ).toMatchObject({ code: 0 })
  const file = path.join(folder, 'people.csv')
  const lines = Array.from({ length: 20_000 }, (_, index) => `user${index},${index}\r\n`).join('')
  await writeFile(file, `user,score\r\n${lines}`)
  expect(await run('import', 'People', file)).toMatchObject({
    code: 0,
    stdout: '20000 rows added, 0 changed, 0 lines left out.\n',
  })
  const again = await run('import', 'People', file)
  expect(again.code).toBe(1)
  expect(again.stderr).toMatch(/Line 2: .*user = "user0"/)
  await writeFile(file, 'user,score\nuser5,500\nnew,1\nbad,x\n')
  const upsert = await run('import', 'People', file, '--upsert-by', 'user', '--skip-invalid')
  expect(upsert.stdout).toMatch(/1 rows added, 1 changed, 1 lines left out.\n {2}Line 4: Column "score"/)
  const out = path.join(folder, 'out.csv')
  expect(await run('export', 'People', '--out', out, '--only-columns')).toMatchObject({ code: 0 })
  const text = await readFile(out, 'utf8')
  expect(text.split('\r\n')).toHaveLength(20_003)
  expect(text).toMatch(/^user,score\r\nuser0,0\r\n/)
  expect(text).toContain('\r\nuser5,500\r\n')
  expect((await run('rows', 'People', '--limit', '2')).stdout).toMatch(
    /^user +score\nnew +1\nuser19999 +19999\n$/,
  )
  expect((await run('list')).stdout).toMatch(/People +2 +20001/)
})

test('rows are searched, changed as long as nobody did so before, and deleted', async () => {
  const { call } = world
  const made = await call(tables.createTable, {
    body: {
      name: 'T',
      columns: [
        { name: 'user', type: 'text' },
        { name: 'score', type: 'number' },
      ],
    },
  })
  const params = { tableId: made.id }
  for (const [index, user] of ['ann', 'bob', 'cid'].entries()) {
    await call(tables.createTableRow, { params, body: { values: { user, score: index } } })
  }
  const search = (cursor?: string) =>
    call(tables.searchTableRows, {
      params,
      body: {
        where: [{ column: 'user', operator: 'in', value: ['ann', 'cid'] }],
        orderBy: { column: 'score', direction: 'desc' },
        limit: 1,
        cursor,
      },
    })
  const first = await search()
  expect(first.items[0]?.values).toEqual({ user: 'cid', score: 2 })
  const second = await search(first.next ?? undefined)
  expect(second.items[0]?.values).toEqual({ user: 'ann', score: 0 })
  expect(second.next).toBeNull()
  const rowId = second.items[0]?.id ?? ''
  const update = (score: number, version?: number) =>
    call(tables.updateTableRow, { params: { ...params, rowId }, body: { values: { score }, version } })
  expect(await update(7, 1)).toMatchObject({ version: 2 })
  await expect(update(8, 1)).rejects.toThrow(/version 1, it is at 2/)
  await call(tables.addTableColumn, { params, body: { name: 'note', type: 'text' } })
  const changed = await call(tables.setTableKeys, { params, body: { keys: [['user']] } })
  expect(changed).toMatchObject({ keys: [['user']], rows: 3 })
  expect(await call(tables.deleteTableRow, { params: { ...params, rowId } })).toMatchObject({ id: rowId })
  await expect(call(tables.getTableRow, { params: { ...params, rowId } })).rejects.toThrow(/no row/)
  await call(tables.deleteTable, { params })
  await expect(call(tables.getTable, { params })).rejects.toThrow(/no table/)
})
