import type { Flow } from '@keyway/engine'
import type { flows, flowVersions } from '@keyway/api'
import type { z } from '@keyway/sdk'
import { afterAll, afterEach, beforeEach, expect, test } from 'vitest'
import { prepareRerun, type Rerun } from '../executions/rerun.ts'
import { describeExecution, getExecution } from '../executions/describe-execution.ts'
import { startExecutions } from '../executions/start-executions.ts'
import { newId } from '../db/new-id.ts'
import { createDirectories } from '../testing/directories.ts'
import { openFlowApi, type FlowApi } from '../testing/flow-api.ts'

const directories = createDirectories()
afterAll(() => directories.remove())

let api: FlowApi
beforeEach(async () => {
  api = await openFlowApi(directories.create())
})
afterEach(() => api.world.close())

type Detail = z.output<typeof flows.flowDetail>
type Listed = z.output<typeof flowVersions.listVersions.answer>

const saying = (text: string): Flow => ({
  keyway: 1,
  name: 'Say',
  trigger: { manual: true },
  steps: [{ return: { said: text } }],
})
const create = async (text: string): Promise<string> =>
  (await api.call<Detail>('POST', '/flows', { body: { document: saying(text) } })).body.id
const save = (flowId: string, document: unknown) =>
  api.call('PUT', `/flows/${flowId}/draft`, { body: { document } })
const detail = async (flowId: string) => (await api.call<Detail>('GET', `/flows/${flowId}`)).body
const run = (flowId: string, body: object, role: 'builder' | 'operator' = 'builder') =>
  api.call<{ executionId: string }>('POST', `/flows/${flowId}/run`, { role, body: { input: {}, ...body } })

/** What an execution said, and what it ran. */
async function said({ executionId }: { executionId: string }) {
  const { world } = api
  await world.reaches(executionId, 'succeeded')
  const parts = { db: world.database.kysely, hot: world.database.hot, program: world.program }
  const { output, version, draftNumber, replay } = await describeExecution(parts, executionId)
  return { said: output, version, draftNumber, replay }
}

test('a draft runs as it is, and what is published stays what it is', async () => {
  const flowId = await create('first')
  const never = await said((await run(flowId, { version: 'draft' })).body)
  expect(never).toMatchObject({ said: { said: 'first' }, version: null, draftNumber: 1, replay: 'faithful' })
  expect(await detail(flowId)).toMatchObject({ publishedVersion: null, isOn: false })

  await api.call('POST', `/flows/${flowId}/publish`)
  await save(flowId, saying('second'))
  const draft = (await run(flowId, { version: 'draft', basedOn: 2 })).body
  expect(await said(draft)).toMatchObject({ said: { said: 'second' }, version: null, draftNumber: 2 })
  const published = (await run(flowId, {}, 'operator')).body
  expect(await said(published)).toMatchObject({ said: { said: 'first' }, version: 1, draftNumber: null })
  expect(await detail(flowId)).toMatchObject({ publishedVersion: 1, hasUnpublishedChanges: true })

  // The history goes on without it, and what ran is seen as it was though the draft went on.
  await save(flowId, saying('third'))
  await api.call('POST', `/flows/${flowId}/publish`)
  const { items } = (await api.call<Listed>('GET', `/flows/${flowId}/versions`)).body
  expect(items.map(({ number }) => number)).toEqual([2, 1])
  expect(await said(draft)).toMatchObject({ said: { said: 'second' }, replay: 'faithful' })
})

test('the same save is kept once, and a draft without changes is the version that is published', async () => {
  const flowId = await create('one')
  const runs = [await run(flowId, { version: 'draft' }), await run(flowId, { version: 'draft' })]
  const records = await Promise.all(
    runs.map(({ body }) => getExecution(api.world.database.kysely, body.executionId)),
  )
  expect(new Set(records.map(({ versionId }) => versionId)).size).toBe(1)
  await api.call('POST', `/flows/${flowId}/publish`)
  expect(await said((await run(flowId, { version: 'draft' }, 'operator')).body)).toMatchObject({
    version: 1,
    draftNumber: null,
  })
})

test('it is refused to those who may not publish, for another save, and with errors', async () => {
  const flowId = await create('one')
  expect(await run(flowId, { version: 'draft' }, 'operator')).toMatchObject({ status: 403 })
  expect(await run(flowId, {})).toMatchObject({ status: 409 })
  expect(await run(flowId, { version: 'draft', basedOn: 7 })).toMatchObject({ status: 409 })
  await save(flowId, { ...saying('one'), steps: [{ id: 'text', use: 'text.no_such_card', with: {} }] })
  const broken = await run(flowId, { version: 'draft' })
  expect(broken).toMatchObject({ status: 400, body: { code: 'flow_has_problems' } })
  expect(broken.body.detail).toMatch(/^The draft cannot run\. .*text\.no_such_card/)
})

test('an execution is repeated with the draft, by those who may', async () => {
  const flowId = await create('one')
  await api.call('POST', `/flows/${flowId}/publish`)
  const first = (await run(flowId, {})).body
  await said(first)
  await save(flowId, saying('two'))
  const { world } = api
  const { database, catalog, program, starting } = world
  const db = database.kysely
  const parts = { db, hot: database.hot, catalog, program, newId, now: Date.now }
  const repeat = async (executionId: string, wish: Pick<Rerun, 'version'>, role: 'builder' | 'operator') => {
    const caller = { kind: 'token', tokenId: 't', name: 'ann', role } as const
    const start = await prepareRerun(parts, await getExecution(db, executionId), {
      dryRun: false,
      caller,
      ...wish,
    })
    const { executions } = await startExecutions(starting, { starts: [start] })
    return { executionId: executions[0]?.executionId ?? '' }
  }
  const again = await repeat(first.executionId, { version: 'draft' }, 'builder')
  expect(await said(again)).toMatchObject({ said: { said: 'two' }, draftNumber: 2 })
  const asOperator = (version: 'draft' | 'same') => repeat(again.executionId, { version }, 'operator')
  await expect(asOperator('draft')).rejects.toThrow('Only builders may run a draft.')
  await expect(asOperator('same')).rejects.toThrow('Only builders may run a draft.')
})
