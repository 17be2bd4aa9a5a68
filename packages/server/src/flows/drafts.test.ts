import type { Flow } from '@keyway/engine'
import type { flows, flowVersions } from '@keyway/api'
import type { z } from '@keyway/sdk'
import { afterAll, afterEach, beforeEach, expect, test } from 'vitest'
import { listAudit } from '../audit/store.ts'
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

const flowOf = (name: string): Flow => ({
  keyway: 1,
  name,
  trigger: { manual: true },
  steps: [{ note: 'x' }],
})
const create = async (name = 'one'): Promise<Detail> =>
  (await api.call<Detail>('POST', '/flows', { body: { document: flowOf(name) } })).body
const save = (id: string, document: unknown, more: { basedOn?: number; name?: string } = {}) =>
  api.call<Detail>('PUT', `/flows/${id}/draft`, {
    body: { document, ...(more.basedOn === undefined ? {} : { basedOn: more.basedOn }) },
    ...(more.name === undefined ? {} : { name: more.name }),
  })

test('a save based on an older draft is refused, and says who saved and when', async () => {
  const { id, draftNumber } = await create()
  expect(draftNumber).toBe(1)
  const first = await save(id, flowOf('two'), { basedOn: 1, name: 'bea' })
  expect(first).toMatchObject({ status: 200, body: { draftNumber: 2, draftSavedBy: 'token:bea' } })
  const late = await save(id, flowOf('three'), { basedOn: 1, name: 'cid' })
  expect(late.status).toBe(409)
  expect(late.body.detail).toMatch(
    /^The draft of "two" was saved by token:bea at \d{4}-\d\d-\d\dT.*Z \(save 2\); this save is based on save 1\./,
  )
  expect(await save(id, flowOf('three'), { basedOn: 2 })).toMatchObject({ body: { draftNumber: 3 } })
  expect(await save(id, flowOf('four'))).toMatchObject({ status: 200, body: { draftNumber: 4 } })
  const published = await api.call('POST', `/flows/${id}/publish`, { body: { basedOn: 3 } })
  expect(published.status).toBe(409)
})

test('saving what is there already changes nothing, so an editor may save as often as it likes', async () => {
  const { id } = await create()
  const { steps, ...rest } = flowOf('one')
  const again = await save(id, { steps, ...rest }, { basedOn: 0 })
  expect(again).toMatchObject({ status: 200, body: { draftNumber: 1 } })
  await api.call('POST', `/flows/${id}/publish`)
  await save(id, flowOf('two'))
  const back = await save(id, { steps, ...rest })
  expect(back.body).toMatchObject({ draftNumber: 3, hasUnpublishedChanges: false })
  const actions = (await listAudit(api.world.database.kysely, { limit: 10 })).map(({ action }) => action)
  expect(actions).toEqual(['flow.saved', 'flow.saved', 'flow.published', 'flow.created'])
})

test('a draft is discarded for what is published', async () => {
  const { id } = await create()
  const early = await api.call('POST', `/flows/${id}/draft/discard`)
  expect(early).toMatchObject({ status: 409, body: { code: 'conflict' } })
  await api.call('POST', `/flows/${id}/publish`)
  await save(id, flowOf('two'))
  const discarded = await api.call<Detail>('POST', `/flows/${id}/draft/discard`, { name: 'bea' })
  expect(discarded.body).toMatchObject({
    name: 'one',
    hasUnpublishedChanges: false,
    draft: flowOf('one'),
    draftSavedBy: 'token:bea',
  })
})

test('a version keeps what its author said, who it was and when', async () => {
  const { id } = await create()
  await api.call('POST', `/flows/${id}/publish`, { body: { message: 'First' }, name: 'bea' })
  await save(id, flowOf('two'))
  await api.call('POST', `/flows/${id}/publish`)
  await api.call('POST', `/flows/${id}/rollback`, { body: { number: 1 } })
  const { items } = (await api.call<Listed>('GET', `/flows/${id}/versions`)).body
  expect(items.map(({ number, message, createdBy }) => [number, message, createdBy])).toEqual([
    [3, 'Back to version 1', 'token:ann'],
    [2, null, 'token:ann'],
    [1, 'First', 'token:bea'],
  ])
})

test('a document that is no flow is refused with every place', async () => {
  const { id } = await create()
  const answer = await save(id, { ...flowOf('x'), stpes: [], steps: [{ id: 'a' }, { note: 1 }] })
  expect(answer.status).toBe(400)
  expect(answer.body.issues).toMatchObject([
    { path: 'steps[0]' },
    { path: 'steps[1].note', message: 'Expected text, found 1.' },
    { path: 'stpes', message: expect.stringContaining('Did you mean "steps"?') },
  ])
})

test('owner and tags change without a new version', async () => {
  const { id } = await create()
  await api.call('POST', `/flows/${id}/publish`)
  const body = { owner: ' iam@acme.example ', tags: ['joiner', ' joiner', 'hr'], folder: 'A / B' }
  const changed = await api.call<Detail>('PUT', `/flows/${id}/details`, { body })
  expect(changed.body).toMatchObject({
    owner: 'iam@acme.example',
    tags: ['joiner', 'hr'],
    folder: 'A/B',
    publishedVersion: 1,
    hasUnpublishedChanges: false,
  })
  const part = await api.call<Detail>('PUT', `/flows/${id}/details`, { body: { owner: null } })
  expect(part.body).toMatchObject({ owner: null, tags: ['joiner', 'hr'], folder: 'A/B' })
  expect((await api.call('PUT', `/flows/${id}/details`, { role: 'operator', body })).status).toBe(403)
})
