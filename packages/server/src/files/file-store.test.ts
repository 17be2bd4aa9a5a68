import type { FileValue } from '@keyway/sdk'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Database } from '../db/database.ts'
import { emptyBatch } from '../db/hot-store.ts'
import { execution, update } from '../testing/batches.ts'
import { startEngines } from '../testing/engines.ts'
import { createFiles, type Files } from './file-store.ts'
import { sweepFiles } from './sweep-files.ts'

const engines = startEngines()

const text = { name: 'a.txt', contentType: 'text/plain' }
const origin = { executionId: 'e1', step: 'e1:4', attempt: 1 }

async function* inPieces(...pieces: (string | Uint8Array)[]): AsyncGenerator<Uint8Array> {
  for (const piece of pieces) yield typeof piece === 'string' ? Buffer.from(piece) : piece
}

async function* breaksOff(): AsyncGenerator<Uint8Array> {
  yield Buffer.alloc(600_000, 'x')
  throw new Error('the other side went away')
}

async function whole(content: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const parts: Uint8Array[] = []
  for await (const part of content) parts.push(part)
  return Buffer.concat(parts)
}

describe.each(engines.kinds)('files on %s', (kind) => {
  let database: Database
  let files: Files
  beforeEach(async () => {
    database = await engines.open(kind)
    files = createFiles(database.kysely, { maxBytes: 2_000_000 })
  })
  afterEach(() => database.close())

  const stored = async () => {
    const rows = await database.kysely
      .selectFrom('files')
      .select(['id', 'size'])
      .orderBy('created_at')
      .execute()
    const { parts } = await database.kysely
      .selectFrom('file_parts')
      .select(({ fn }) => fn.countAll<number>().as('parts'))
      .executeTakeFirstOrThrow()
    return { files: rows.length, parts: Number(parts) }
  }
  const write = (more: Partial<typeof origin> = {}, content = inPieces('hello')) =>
    files.forStep({ ...origin, ...more }).write(text, content)

  test('come back byte by byte, whatever the pieces they came in', async () => {
    const bytes = Buffer.from(Array.from({ length: 1_300_001 }, (_, n) => (n * 31) % 256))
    const pieces = [bytes.subarray(0, 1), bytes.subarray(1, 700_000), bytes.subarray(700_000)]
    const store = files.forStep(origin)
    const file = await store.write(text, inPieces(...pieces))
    expect(file).toMatchObject({ kind: 'file', name: 'a.txt', contentType: 'text/plain', size: 1_300_001 })
    expect((await whole(store.read(file))).equals(bytes)).toBe(true)
    expect(await stored()).toEqual({ files: 1, parts: 5 })
    const empty = await store.write({ ...text, name: 'empty' }, inPieces())
    expect((await whole(store.read(empty))).byteLength).toBe(0)
  })

  test('longer than the limit are refused, with its name, and nothing is kept', async () => {
    const long = inPieces(...Array.from({ length: 21 }, () => Buffer.alloc(100_000)))
    await expect(write({}, long)).rejects.toMatchObject({
      code: 'limit_file_size',
      message: expect.stringMatching(/2000000 bytes.*KEYWAY_MAX_FILE_BYTES/),
    })
    expect(await stored()).toEqual({ files: 0, parts: 0 })
  })

  test('that break off are not kept, and their reason is passed on', async () => {
    await expect(write({}, breaksOff())).rejects.toThrow('went away')
    expect(await stored()).toEqual({ files: 0, parts: 0 })
  })

  test('of another thing, of nobody, or not yet complete cannot be read', async () => {
    const file = await write()
    await database.kysely.updateTable('files').set({ size: null }).execute()
    for (const id of [file.id, 'e1', "' or 1=1 --", '../../etc/passwd']) {
      await expect(whole(files.forStep(origin).read({ ...file, id }))).rejects.toMatchObject({
        code: 'file_unknown',
      })
      expect(await files.open(id)).toBeUndefined()
    }
  })

  test('of a try that is over are replaced by the next try, never those of a later attempt', async () => {
    const first = await write()
    const again = await write({ attempt: 2 })
    expect(await files.open(first.id)).toBeUndefined()
    const zombie = await write({ attempt: 1 })
    expect(await files.open(again.id)).toBeDefined()
    await write({ attempt: 3 })
    expect([await files.open(again.id), await files.open(zombie.id)]).toEqual([undefined, undefined])
    expect(await stored()).toEqual({ files: 1, parts: 1 })
  })

  test('that one try writes stay together, and other steps keep theirs', async () => {
    await write({ step: 'e1:5' })
    const store = files.forStep(origin)
    await Promise.all([store.write(text, inPieces('a')), store.write(text, inPieces('b'))])
    expect(await stored()).toEqual({ files: 3, parts: 3 })
  })

  test('cannot be finished by a try whose successor has begun', async () => {
    const held = Promise.withResolvers<void>()
    async function* slow(): AsyncGenerator<Uint8Array> {
      yield Buffer.from('a')
      await held.promise
      yield Buffer.from('b')
    }
    const late = write({}, slow())
    const reason = late.catch((error: unknown) => String(error))
    await expect.poll(async () => (await stored()).files).toBe(1)
    const next = await write({ attempt: 2 })
    held.resolve()
    expect(await reason).toMatch(/foreign key/i)
    expect(await files.open(next.id)).toBeDefined()
    expect((await stored()).files).toBe(1)
  })

  describe('the sweep', () => {
    const later = Date.now() + 2 * 3_600_000
    const sweep = (now = later) => sweepFiles({ db: database.kysely, hot: database.hot }, now)
    async function run(named: readonly FileValue[], isOver = true): Promise<void> {
      const held = { executionId: 'e1', owner: 'worker-1', attempt: 1 }
      await database.hot.commit({
        ...emptyBatch,
        executions: [execution({ id: 'e1', rootId: 'e1' })],
        entries: [{ ...held, position: 1, entry: JSON.stringify({ output: named }) }],
        updates: isOver ? [update('e1')] : [],
      })
    }

    test('keeps what the journal names and deletes what it does not', async () => {
      const [named, loose] = [await write(), await write({ step: 'e1:5' })]
      await run([named])
      expect(await sweep(Date.now())).toBe(0)
      expect(await sweep()).toBe(1)
      expect(await files.open(loose.id)).toBeUndefined()
      expect(await files.open(named.id)).toBeDefined()
      expect(await sweep()).toBe(0)
    })

    test('keeps what a flow without a journal returned to its caller', async () => {
      const [returned, own] = [
        await write({ executionId: 'e2' }),
        await write({ executionId: 'e2', step: 'x' }),
      ]
      await run([returned])
      const child = { id: 'e2', rootId: 'e1', parentId: 'e1', parentCommand: 2, started: null }
      await database.hot.commit({ ...emptyBatch, executions: [execution(child)] })
      await database.hot.commit({ ...emptyBatch, updates: [update('e2')] })
      expect(await sweep()).toBe(1)
      expect([await files.open(returned.id), await files.open(own.id)]).toMatchObject([{}, undefined])
    })

    test('leaves alone what belongs to an execution that is not over', async () => {
      await write()
      await run([], false)
      expect(await sweep()).toBe(0)
    })

    test('deletes the files of an execution that is gone, and uploads after a month', async () => {
      const kept = await write()
      await run([kept])
      await sweep()
      await files.upload(text, inPieces('mine'))
      expect(await stored()).toMatchObject({ files: 2 })
      await database.kysely.deleteFrom('executions').execute()
      expect(await sweep()).toBe(1)
      expect(await sweep(Date.now() + 31 * 24 * 3_600_000)).toBe(1)
      expect(await stored()).toEqual({ files: 0, parts: 0 })
    })
  })
})
