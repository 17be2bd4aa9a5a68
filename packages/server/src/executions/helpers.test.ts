import { afterAll, expect, test } from 'vitest'
import { createDirectories } from '../testing/directories.ts'
import { openExecutionWorld } from '../testing/execution-world.ts'
import { describeExecution } from './describe-execution.ts'

const directories = createDirectories()
afterAll(() => directories.remove())

test('a helper that calls itself for ever ends with an error that says so', async () => {
  const world = await openExecutionWorld({ kind: 'sqlite', directory: directories.create() })
  try {
    await world.publish({ id: 'again', name: 'Again', steps: [{ id: 'next', call: 'again' }] })
    const id = await world.run('again', {})
    const { kysely: db, hot } = world.database
    expect(await describeExecution({ db, hot, program: world.program }, id)).toMatchObject({
      status: 'failed',
      error: { code: 'limit_nesting' },
    })
    const all = await db.selectFrom('executions').select('status').execute()
    expect(all).toHaveLength(51)
    expect(new Set(all.map(({ status }) => status))).toEqual(new Set(['failed']))
  } finally {
    await world.close()
  }
})

test('a caller goes on as soon as a helper that waited is done', async () => {
  const world = await openExecutionWorld({ kind: 'sqlite', directory: directories.create() })
  try {
    await world.runner.start()
    await world.publish({
      id: 'helper',
      name: 'Helper',
      helper: true,
      steps: [{ wait: { seconds: 3 } }, { return: { said: 'done' } }],
    })
    await world.publish({
      id: 'caller',
      name: 'Caller',
      steps: [{ id: 'asked', call: 'helper' }, { return: { said: { ref: 'asked.said' } } }],
    })
    const id = await world.run('caller', {})
    await world.reaches(id, 'succeeded')
    const { kysely: db, hot } = world.database
    const detail = await describeExecution({ db, hot, program: world.program }, id)
    expect(detail).toMatchObject({ output: { said: 'done' } })
    // Its own look comes after half a minute; the helper's end woke it long before.
    expect(Number(detail.finishedAt) - Number(detail.startedAt)).toBeLessThan(20_000)
  } finally {
    await world.close()
  }
})
