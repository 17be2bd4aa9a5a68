import type { flows, folders } from '@keyway/api'
import type { z } from '@keyway/sdk'
import { afterAll, afterEach, beforeEach, expect, test } from 'vitest'
import { createDirectories } from '../testing/directories.ts'
import { openFlowApi, type FlowApi } from '../testing/flow-api.ts'

const directories = createDirectories()
afterAll(() => directories.remove())

let api: FlowApi
beforeEach(async () => {
  api = await openFlowApi(directories.create())
})
afterEach(() => api.world.close())

type Folders = z.output<typeof folders.listFolders.answer>
type Detail = z.output<typeof flows.flowDetail>
type Imported = z.output<typeof flows.importFlows.answer>

const make = (path: string) => api.call<Folders>('POST', '/folders', { body: { path } })
async function flowIn(folder: string): Promise<string> {
  const document = { keyway: 1, name: 'x', trigger: { manual: true }, steps: [] }
  return (await api.call<Detail>('POST', '/flows', { body: { document, folder } })).body.id
}
const listed = async () =>
  (await api.call<Folders>('GET', '/folders', { role: 'viewer' })).body.items.map(
    ({ path, flows: own, total }) => [path, own, total],
  )
async function idOf(path: string): Promise<string> {
  const { items } = (await api.call<Folders>('GET', '/folders')).body
  return items.find((folder) => folder.path === path)?.id ?? ''
}

test('a folder is made with the folders around it, and counts what is in it', async () => {
  expect((await make('A / B/')).status).toBe(200)
  await flowIn('A/B/C')
  await flowIn('A')
  expect(await listed()).toEqual([
    ['A', 1, 2],
    ['A/B', 0, 1],
    ['A/B/C', 1, 1],
  ])
  expect(await make('A/B')).toMatchObject({
    status: 409,
    body: { detail: 'There is a folder "A/B" already.' },
  })
  expect((await make(' / ')).status).toBe(400)
  expect((await make('a/'.repeat(11))).status).toBe(400)
  expect((await api.call('POST', '/folders', { role: 'operator', body: { path: 'X' } })).status).toBe(403)
})

test('a folder is renamed or moved with everything in it', async () => {
  const flowId = await flowIn('A/B/C')
  await make('AB')
  const rename = async (from: string, path: string) =>
    api.call('PUT', `/folders/${await idOf(from)}`, { body: { path } })
  expect((await rename('A/B', 'Z/Y')).status).toBe(200)
  expect((await listed()).map(([path]) => path)).toEqual(['A', 'AB', 'Z', 'Z/Y', 'Z/Y/C'])
  expect((await api.call<Detail>('GET', `/flows/${flowId}`)).body.folder).toBe('Z/Y/C')
  expect((await rename('A', 'AB')).status).toBe(409)
  expect((await rename('Z', 'Z/Y/Q')).status).toBe(400)
  expect((await rename('Z/Y', 'Z/Y')).status).toBe(200)
  expect((await rename('none', 'X')).status).toBe(404)
})

test('only an empty folder is deleted', async () => {
  const flowId = await flowIn('A/B')
  const remove = async (path: string) => api.call('DELETE', `/folders/${await idOf(path)}`)
  expect(await remove('A')).toMatchObject({
    status: 409,
    body: { detail: '"A" is not empty: it holds 1 folder. Move them first.' },
  })
  expect((await remove('A/B')).body.detail).toMatch(/holds 1 flow\./)
  await api.call('PUT', `/flows/${flowId}/details`, { body: { folder: null } })
  expect((await remove('A/B')).status).toBe(204)
  expect(await listed()).toEqual([['A', 0, 0]])
})

test('an import goes into a folder, and the folders it brings along go inside it', async () => {
  const content = 'keyway: 1\nname: n\ntrigger: { manual: true }\nsteps: []\n'
  const files = [{ name: 'n.yaml', content }]
  const imported = await api.call<Imported>('POST', '/imports', { body: { files, folder: 'In/Here' } })
  const id = imported.body.files[0]?.flows[0]?.id ?? ''
  expect((await api.call<Detail>('GET', `/flows/${id}`)).body.folder).toBe('In/Here')
})
