import { type Json, type TableImport } from '@keyway/sdk'
import fc from 'fast-check'
import { toCsvLine } from '@keyway/sdk'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Database } from '../../db/database.ts'
import { startEngines } from '../../testing/engines.ts'
import { defaultTableLimits } from '../limits.ts'
import { getTable } from '../open-table.ts'
import { insertTable } from '../store.ts'
import { createTableParts, createTableStore } from '../table-store.ts'
import { readCsv } from './csv-reader.ts'
import { exportCsv } from './export-csv.ts'

const engines = startEngines()

async function read(chunks: readonly string[], delimiter = ','): Promise<[number, ...string[]][]> {
  const found: [number, ...string[]][] = []
  for await (const { line, fields } of readCsv(chunks, delimiter)) found.push([line, ...fields])
  return found
}

test('records have the line on which they begin, whatever ends a line', async () => {
  expect(await read(['\uFEFFa,b\r\n1,"x\r\ny ""z"""\n\n3,\r', '\n,4'])).toEqual([
    [1, 'a', 'b'],
    [2, '1', 'x\r\ny "z"'],
    [5, '3', ''],
    [6, '', '4'],
  ])
  expect(await read(['""\r\n\r\n" "\n'])).toEqual([
    [1, ''],
    [3, ' '],
  ])
})

test('a file is read back as it was written, wherever its parts are cut', async () => {
  const text = fc.string({ unit: fc.constantFrom('a', '"', ',', ';', '\n', '\r', ' ', 'ü', '=') })
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.array(text, { minLength: 1, maxLength: 4 }), { maxLength: 6 }),
      fc.constantFrom(',', ';', '\t'),
      fc.integer({ min: 1, max: 5 }),
      async (lines, delimiter, size) => {
        const csv = lines.map((line) => toCsvLine(line, { delimiter, guardFormulas: false })).join('')
        const chunks = csv.match(new RegExp(`[^]{1,${size}}`, 'g')) ?? []
        expect((await read(chunks, delimiter)).map(([, ...fields]) => fields)).toEqual(lines)
        expect(await read(chunks, delimiter)).toEqual(await read([csv], delimiter))
      },
    ),
  )
})

test.each([
  ['a\n"open', /Line 2: a quote is opened and never closed/],
  ['a\nx"y', /Line 2: a quote stands in a field/],
  ['a\n"x"y', /Line 2: "y" follows the quote/],
  [`a\n"${'x'.repeat(1_100_000)}`, /Line 2: the record has more than 1,048,576 characters/],
  [`a\n${','.repeat(1_100_000)}`, /Line 2: the record has more/],
])('a broken file is refused by its line: %#', async (csv, message) => {
  await expect(read([csv])).rejects.toThrow(message)
})

describe.each(engines.kinds)('CSV files in and out of tables on %s', (kind) => {
  let database: Database
  beforeEach(async () => {
    database = await engines.open(kind)
    await insertTable(database.kysely, {
      id: 't',
      name: 'People',
      columns: [
        { name: 'user', type: 'text', default: null, required: true },
        { name: 'score', type: 'number', default: 5 },
        { name: '__proto__', type: 'text', default: null },
      ],
      keys: [['user']],
    })
  })
  afterEach(() => database.close())

  const store = () => createTableStore(createTableParts(database.kysely, defaultTableLimits))
  async function* bytes(text: string): AsyncGenerator<Uint8Array> {
    const all = Buffer.from(text)
    for (let at = 0; at < all.length; at += 50_001) yield all.subarray(at, at + 50_001)
  }
  const load = (text: string, options: Partial<TableImport> = {}) =>
    store().importCsv('t', () => bytes(text), {
      delimiter: ',',
      upsertBy: [],
      skipInvalid: false,
      importKey: 'k',
      ...options,
    })
  const rows = async (): Promise<Json[][]> =>
    (await store().searchRows('t', { where: [] })).map(({ values }) => Object.values(values))

  test('a file is added with defaults, once for the same key, and comes out again', async () => {
    const csv = 'score,user,__proto__\r\n1,ann,"p\n1"\r\n,bob,\r\n'
    expect(await load(csv)).toEqual({ added: 2, changed: 0, skipped: 0, problems: [] })
    expect(await load(csv)).toMatchObject({ added: 2 })
    expect(await rows()).toEqual([
      ['ann', 1, 'p\n1'],
      ['bob', 5, null],
    ])
    let text = ''
    const table = await getTable(database.kysely, 't')
    const format = { delimiter: ',', guardFormulas: false, onlyColumns: false }
    for await (const part of exportCsv(database.kysely, table, format)) text += Buffer.from(part).toString()
    expect(text).toMatch(/^Row ID,Created,Updated,user,score,__proto__\r\n\w+,[^,]+,[^,]+,ann,1,"p\n1"\r\n/)
    await store().clearTable('t')
    expect(await load(text)).toMatchObject({ added: 2 })
    expect((await rows()).map(([user]) => user)).toEqual(['ann', 'bob'])
  })

  test.each([
    ['', /file is empty/],
    ['user,nope\n', /Line 1: .*no column "nope"/],
    ['user,user\n', /Line 1: the column "user" is named twice/],
    ['user,score\nann,1\nbob,many\n', /Line 3: Column "score".*many/],
    ['user,score\nann,1\nbob\n', /Line 3: found 1 fields, expected 2/],
    ['user,score\nann,1\n\n"\n",1\n,3\n', /Line 6: The column "user" .* needs a value/],
    ['user,score\nann,1\nann,2\n', /Line 3: .*user = "ann"/],
    ['user\nold\n', /Line 2: .*user = "old"/],
    ['user\nann\n"open', /Line 3: a quote is opened/],
    [`user\nann\n${'x'.repeat(70_000)}`, /Line 3: Column "user": the value takes 70002 bytes/],
  ])('a file that does not fit is refused by its line, and nothing of it stays: %#', async (csv, message) => {
    await store().createRow('t', { rowId: 'old', values: { user: 'old' } })
    await expect(load(csv)).rejects.toThrow(message)
    expect(await rows()).toEqual([['old', 5, null]])
  })

  test('what is no UTF-8 is refused', async () => {
    async function* latin(): AsyncGenerator<Uint8Array> {
      yield Buffer.from('user\nJos\u00e9\n', 'latin1')
    }
    const options = { delimiter: ',', upsertBy: [], skipInvalid: false, importKey: 'k' }
    await expect(store().importCsv('t', latin, options)).rejects.toThrow(/not UTF-8/)
  })

  test('lines that do not fit are left out and reported, if that is wanted', async () => {
    await store().createRow('t', { rowId: 'old', values: { user: 'old' } })
    const report = await load('user,score\nann,1\nbob,many\nold,2\nann,3\ncid\nkim,4\n', {
      skipInvalid: true,
    })
    expect(report).toMatchObject({ added: 2, changed: 0, skipped: 4 })
    expect(report.problems.map(({ line }) => line).toSorted((a, b) => a - b)).toEqual([3, 4, 5, 6])
    expect((await rows()).map(([user, score]) => [user, score])).toEqual([
      ['old', 5],
      ['ann', 1],
      ['kim', 4],
    ])
  })

  test('lines change the rows of their keys, and add the others', async () => {
    await store().createRow('t', { rowId: 'a', values: { user: 'ann', score: 1, ['__proto__']: 'kept' } })
    await store().createRow('t', { rowId: 'b', values: { user: 'bob', score: 2 } })
    const upsertBy = ['user']
    expect(await load('user,score\nann,10\nbob,2\ncid,3\ncid,4\n', { upsertBy })).toEqual({
      added: 1,
      changed: 2,
      skipped: 0,
      problems: [],
    })
    expect(await rows()).toEqual([
      ['ann', 10, 'kept'],
      ['bob', 2, null],
      ['cid', 4, null],
    ])
    await expect(load('user,score\n,1\n', { upsertBy, importKey: 'x' })).rejects.toThrow(
      /Line 2: .*found by user/,
    )
    await expect(load('user\nx\n', { upsertBy: ['score'] })).rejects.toMatchObject({ code: 'key_unknown' })
  })

  test('a large file is added in parts, and taken back when its last line does not fit', async () => {
    const lines = Array.from({ length: 12_000 }, (_, index) => `user${index},${index}`)
    const good = `user,score\n${lines.join('\n')}\n`
    await expect(load(`${good}user7,1\n`)).rejects.toThrow(/Line 12002: .*user = "user7"/)
    expect(await rows()).toEqual([])
    const before = process.memoryUsage().rss
    expect(await load(good)).toMatchObject({ added: 12_000 })
    // Pages of a stream hold each row once, though rows come and go while it runs.
    const seen: Json[] = []
    for (let cursor: string | null = null; ;) {
      const query = { where: [], orderBy: { column: 'score', direction: 'desc' } } as const
      const page = await store().pageRows('t', query, { cursor, size: 1_000 })
      seen.push(...page.items.map(({ values }) => values['score'] ?? null))
      await store().createRow('t', {
        rowId: `n${seen.length}`,
        values: { user: `n${seen.length}`, score: 1e9 },
      })
      await store().deleteRow('t', page.items[0]?.id ?? '')
      cursor = page.next
      if (cursor === null) break
    }
    expect(seen).toEqual(Array.from({ length: 12_000 }, (_, index) => 11_999 - index))
    expect(process.memoryUsage().rss - before).toBeLessThan(300_000_000)
  }, 60_000)
})
