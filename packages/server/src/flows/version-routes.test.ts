import { parseFlowYaml, type Flow } from '@keyway/engine'
import type { exports, flows, flowVersions } from '@keyway/api'
import type { z } from '@keyway/sdk'
import { afterAll, afterEach, beforeEach, expect, test } from 'vitest'
import { listAudit } from '../audit/store.ts'
import { insertTable } from '../tables/store.ts'
import { createDirectories } from '../testing/directories.ts'
import { openFlowApi, type FlowApi } from '../testing/flow-api.ts'

const directories = createDirectories()
afterAll(() => directories.remove())

let api: FlowApi
beforeEach(async () => {
  api = await openFlowApi(directories.create())
})
afterEach(() => api.world.close())
const call: FlowApi['call'] = (...input) => api.call(...input)

type Detail = z.output<typeof flows.flowDetail>
type Listed = z.output<typeof flowVersions.listVersions.answer>
type Version = z.output<typeof flowVersions.getVersion.answer>
type Exported = z.output<typeof exports.exportFlows.answer>
type Diff = z.output<typeof flowVersions.diffVersions.answer>

const greeting = (text: string, name = 'Greet'): Flow => ({
  keyway: 1,
  name,
  trigger: { manual: true },
  steps: [{ id: 'text', use: 'text.compose', with: { text } }, { return: { said: { ref: 'text.output' } } }],
})

async function create(document: Flow): Promise<string> {
  return (await call<Detail>('POST', '/flows', { body: { document } })).body.id
}

async function publish(flowId: string, document: Flow): Promise<void> {
  expect((await call('PUT', `/flows/${flowId}/draft`, { body: { document } })).status).toBe(200)
  expect((await call('POST', `/flows/${flowId}/publish`)).status).toBe(200)
}

const numbers = async (flowId: string) =>
  (await call<Listed>('GET', `/flows/${flowId}/versions`, { role: 'viewer' })).body.items.map(
    ({ number, isPublished }) => [number, isPublished],
  )

test('versions are listed newest first, and each keeps its document', async () => {
  const flowId = await create(greeting('one'))
  expect(await numbers(flowId)).toEqual([])
  await publish(flowId, greeting('one'))
  await publish(flowId, greeting('two', 'Greet all'))
  expect(await numbers(flowId)).toEqual([
    [2, true],
    [1, false],
  ])
  const first = await call<Version>('GET', `/flows/${flowId}/versions/1`, { role: 'viewer' })
  expect(first.body).toMatchObject({
    number: 1,
    createdBy: 'token:ann',
    isPublished: false,
    document: greeting('one'),
  })
  const missing = await call('GET', `/flows/${flowId}/versions/3`)
  expect(missing).toMatchObject({ status: 404, body: { detail: '"Greet all" has no version 3.' } })
  expect((await call('GET', `/flows/${flowId}/versions/first`)).status).toBe(400)
  expect((await call('GET', '/flows/none/versions')).status).toBe(404)
})

test('what differs is told between versions, and between what is published and the draft', async () => {
  const flowId = await create(greeting('one'))
  const early = await call('GET', `/flows/${flowId}/diff`)
  expect(early).toMatchObject({ status: 404, body: { detail: '"Greet" was never published.' } })
  await publish(flowId, greeting('one'))
  await publish(flowId, greeting('two', 'Greet all'))

  const versions = await call<Diff>('GET', `/flows/${flowId}/diff?from=1&to=2`, { role: 'viewer' })
  expect(versions.body.changes.map(({ sentence }) => sentence)).toEqual([
    'Flow: name "Greet" became "Greet all"',
    'Compose: text "one" became "two"',
  ])
  expect(versions.body.from).toEqual({ number: 1, document: greeting('one') })
  expect(versions.body.to).toEqual({ number: 2, document: greeting('two', 'Greet all') })

  const standing = await call<Diff>('GET', `/flows/${flowId}/diff`)
  expect(standing.body).toMatchObject({ changes: [], from: { number: 2 }, to: { number: null } })
  await call('PUT', `/flows/${flowId}/draft`, { body: { document: greeting('three', 'Greet all') } })
  const drafted = await call<Diff>('GET', `/flows/${flowId}/diff?from=published&to=draft`)
  expect(drafted.body.changes).toEqual([
    {
      kind: 'changed',
      of: 'step',
      before: 'steps[0]',
      after: 'steps[0]',
      field: { path: ['with', 'text'], from: 'two', to: 'three' },
      sentence: 'Compose: text "two" became "three"',
    },
  ])
  expect((await call('GET', `/flows/${flowId}/diff?from=0`)).status).toBe(400)
})

test('rolling back publishes an earlier document as a new version; the draft follows', async () => {
  const flowId = await create(greeting('one'))
  await publish(flowId, greeting('one'))
  await publish(flowId, greeting('two', 'Greet all'))
  const refused = await call('POST', `/flows/${flowId}/rollback`, { role: 'operator', body: { number: 1 } })
  expect(refused.status).toBe(403)

  const back = await call<Detail>('POST', `/flows/${flowId}/rollback`, { body: { number: 1 } })
  expect(back).toMatchObject({
    status: 200,
    body: { name: 'Greet', publishedVersion: 3, hasUnpublishedChanges: false, published: greeting('one') },
  })
  expect(await numbers(flowId)).toEqual([
    [3, true],
    [2, false],
    [1, false],
  ])
  const second = await call<Version>('GET', `/flows/${flowId}/versions/2`)
  expect(second.body.document).toEqual(greeting('two', 'Greet all'))
  const [entry] = await listAudit(api.world.database.kysely, { limit: 1 })
  expect(entry).toMatchObject({
    actor: 'token:ann',
    action: 'flow.rolled_back',
    target: flowId,
    detail: { what: 'to version 1' },
  })
  const again = await call('POST', `/flows/${flowId}/rollback`, { body: { number: 1 } })
  expect(again).toMatchObject({ status: 409, body: { code: 'conflict' } })
  expect((await call('POST', `/flows/${flowId}/rollback`, { body: { number: 9 } })).status).toBe(404)
})

test('rolling back leaves unpublished work alone', async () => {
  const flowId = await create(greeting('one'))
  await publish(flowId, greeting('one'))
  await publish(flowId, greeting('two'))
  await call('PUT', `/flows/${flowId}/draft`, { body: { document: greeting('in the making') } })
  const back = await call<Detail>('POST', `/flows/${flowId}/rollback`, { body: { number: 1 } })
  expect(back.body).toMatchObject({
    publishedVersion: 3,
    hasUnpublishedChanges: true,
    published: greeting('one'),
    draft: greeting('in the making'),
  })
})

test('a flow that is on is not rolled back to a version whose connections are not bound', async () => {
  const notify: Flow = {
    ...greeting('one'),
    steps: [{ id: 'user', use: 'okta.read_user', connection: 'acme', with: { user: 'ann' } }],
  }
  const flowId = await create(notify)
  await publish(flowId, notify)
  await publish(flowId, greeting('two'))
  await call('PUT', `/flows/${flowId}/state`, { body: { isOn: true } })
  const refused = await call('POST', `/flows/${flowId}/rollback`, { body: { number: 1 } })
  expect(refused).toMatchObject({ status: 400, body: { code: 'connections_unbound' } })
  await call('PUT', `/flows/${flowId}/state`, { body: { isOn: false } })
  expect((await call('POST', `/flows/${flowId}/rollback`, { body: { number: 1 } })).status).toBe(200)
})

test('a flow is described with what its author should look at', async () => {
  const { steps, ...rest } = greeting('one')
  const flowId = await create({
    ...rest,
    steps: [{ fail: { message: 'no' } }, ...steps, { id: 'n', use: 'date.now' }],
  })
  const { body } = await call<Detail>('GET', `/flows/${flowId}`)
  expect(
    body.problems.filter(({ message }) => /^(Nothing uses|This step is never)/.test(message)),
  ).toMatchObject([
    {
      step: 'steps[1]',
      path: 'steps[1]',
      severity: 'warning',
      message: 'This step is never reached: steps[0] always ends its lane.',
    },
    { step: 'steps[3]', path: 'steps[3]', severity: 'warning' },
    { step: 'steps[3]', path: 'steps[3]', severity: 'warning' },
  ])
})

test('flows are exported as files that the import reads back', async () => {
  const ids = [
    await create(greeting('one', 'Greet: all!')),
    await create(greeting('two', 'greet all')),
    await create(greeting('x', '?')),
  ]
  const answer = await call<Exported>('POST', '/exports', {
    role: 'viewer',
    body: { flowIds: [...ids, ids[0]] },
  })
  expect(answer.body.files.map(({ name }) => name)).toEqual([
    'greet-all.yaml',
    'greet-all-2.yaml',
    'flow.yaml',
  ])
  expect(answer.body.files.map(({ content }) => parseFlowYaml(content))).toEqual([
    greeting('one', 'Greet: all!'),
    greeting('two', 'greet all'),
    greeting('x', '?'),
  ])
  const imported = await call<z.output<typeof flows.importFlows.answer>>('POST', '/imports', {
    body: { files: answer.body.files },
  })
  expect(imported.body.totals).toMatchObject({ files: 3, flows: 3 })
  const unpublished = await call('POST', '/exports', { body: { flowIds: ids, of: 'published' } })
  expect(unpublished).toMatchObject({ status: 404, body: { detail: '"Greet: all!" was never published.' } })
})

test('an Okta Workflows export takes helper flows and tables along, and is imported again', async () => {
  const db = api.world.database.kysely
  await insertTable(db, {
    id: 'people',
    name: 'People',
    columns: [{ name: 'Login', type: 'text', default: null }],
  })
  const helper: Flow = {
    ...greeting('x', 'Keep'),
    trigger: { helper: true, inputs: [{ key: 'login', type: 'text' }] },
  }
  helper.steps = [
    {
      id: 'row',
      title: 'Row',
      use: 'tables.create_row',
      with: { table: 'people', values: { Login: { ref: 'trigger.login' } } },
    },
  ]
  await create(helper)
  const caller = await create({
    ...greeting('x', 'Caller'),
    steps: [{ id: 'keep', title: 'Keep', call: 'Keep', with: { login: 'ann' } }],
  })
  const body = { flowIds: [caller], format: 'flopack' }
  const { files } = (await call<Exported>('POST', '/exports', { role: 'viewer', body })).body
  expect(files.map(({ name }) => name)).toEqual(['caller.flopack'])
  expect(JSON.parse(files[0]?.content ?? '')).toMatchObject({ type: 'flopack', version: '1.5.0' })
  const imported = await call<z.output<typeof flows.importFlows.answer>>('POST', '/imports', {
    body: { files },
  })
  expect(imported.body).toMatchObject({ errors: [], totals: { files: 1, flows: 2, unsupported: 0 } })
  const tables = await db.selectFrom('tables').select('name').execute()
  expect(tables).toEqual([{ name: 'People' }, { name: 'People' }])

  const loop = { id: 'each', forEach: [1, 2], collect: { ref: 'each.item' }, do: [] }
  const looping = await create({ ...greeting('x', 'Looping'), steps: [loop] })
  const said = await call<Exported>('POST', '/exports', {
    role: 'viewer',
    body: { ...body, flowIds: [looping] },
  })
  expect(said.body.adapted).toEqual([
    'Looping: The steps inside "each" became the helper flow "Looping / each", one call for each turn.',
  ])

  const odd = await create({ ...greeting('x', 'Odd'), steps: [{ call: 'nobody' }] })
  const refused = await call('POST', '/exports', { body: { ...body, flowIds: [odd] } })
  expect(refused).toMatchObject({
    status: 400,
    body: { detail: expect.stringContaining('"nobody", which is not part of') },
  })
})

test('an event by its name is exported as its card, and comes back as its type', async () => {
  const document = {
    ...greeting('x', 'Named'),
    trigger: { event: 'okta.user_added_to_group', connection: 'okta' },
  }
  const flowIds = [await create(document)]
  const exported = await call<Exported>('POST', '/exports', { body: { flowIds, format: 'flopack' } })
  expect(exported.body.files[0]?.content).toContain('userAddedToGroupMembership')
  const { files } = exported.body
  const db = api.world.database.kysely
  await call('POST', '/imports', { body: { files } })
  const drafts = await db.selectFrom('flows').select('draft').where('name', '=', 'Named').execute()
  const events = drafts.map(({ draft }) => JSON.parse(draft).trigger.event)
  expect(new Set(events)).toEqual(new Set(['okta.group.user_membership.add', 'okta.user_added_to_group']))

  const filtered = {
    ...document,
    name: 'Filtered',
    trigger: { ...document.trigger, when: { okta: 'event.actor.id != null' } },
  }
  const refused = await call('POST', '/exports', {
    body: { flowIds: [await create(filtered)], format: 'flopack' },
  })
  expect(refused).toMatchObject({
    status: 400,
    body: { detail: expect.stringContaining('with Continue If') },
  })
})
