import { ApiError } from '@keyway/api'
import type { Flow } from '@keyway/engine'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { FlowDetail } from '../../flows/flow-page.tsx'
import { insertStep, removeSteps } from '../editing/change-steps.ts'
import { placesOf } from '../editing/places.ts'
import type { Backup } from './autosave.ts'
import { createDesigner, type Designer } from './designer.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const flowOf = (name: string): Flow => ({
  keyway: 1,
  name,
  trigger: { manual: true },
  steps: [{ note: 'x' }],
})

/** A server that keeps one draft, as the real one does: others may save, and it may be out of reach. */
function openServer() {
  const server = {
    draft: flowOf('one'),
    number: 1,
    by: 'ann',
    isDown: false,
    refuses: false,
    saves: 0,
    kept: null as Backup | null,
    detail: (): FlowDetail =>
      ({
        id: 'f1',
        draft: JSON.parse(JSON.stringify(server.draft)),
        draftNumber: server.number,
        draftSavedAt: server.number * 1_000,
        draftSavedBy: server.by,
      }) as FlowDetail,
    store(document: Flow, by: string) {
      server.draft = JSON.parse(JSON.stringify(document))
      server.number += 1
      server.by = by
    },
  }
  return server
}
type Server = ReturnType<typeof openServer>

const problem = (status: number) => new ApiError({ type: 'about:blank', title: 'x', status, code: 'x' })

function open(server: Server, backup?: Backup): Designer {
  return createDesigner(
    server.detail(),
    {
      save: async (document, basedOn) => {
        server.saves += 1
        if (server.isDown) throw new TypeError('fetch failed')
        if (server.refuses) throw problem(400)
        if (basedOn !== server.number) throw problem(409)
        server.store(document, 'me')
        return server.detail()
      },
      load: async () => server.detail(),
      isOnline: () => !server.isDown,
      keep: (kept) => {
        server.kept = kept
      },
      onSaved: () => undefined,
      now: Date.now,
    },
    backup,
  )
}

const rename = (designer: Designer, name: string) =>
  designer.edit({ label: 'Rename', group: 'name' }, (flow) => ({
    flow: { ...flow, name },
    selection: [],
    lost: [],
  }))
const settle = () => vi.advanceTimersByTimeAsync(1_000)
const saveOf = (designer: Designer) => designer.getState().save

test('saves after a pause, once for many edits, and what was typed meanwhile after that', async () => {
  const server = openServer()
  const designer = open(server)
  for (const name of ['t', 'tw', 'two']) rename(designer, name)
  expect(saveOf(designer)).toEqual({ state: 'unsaved' })
  await settle()
  expect(server).toMatchObject({ saves: 1, draft: { name: 'two' } })
  expect(saveOf(designer)).toEqual({ state: 'saved', at: 2_000, by: 'me' })
  rename(designer, 'three')
  await settle()
  expect(server).toMatchObject({ saves: 2, number: 3, draft: { name: 'three' }, kept: null })
})

test('keeps what it could not save, tries again, and says so', async () => {
  const server = openServer()
  const designer = open(server)
  server.isDown = true
  rename(designer, 'two')
  await settle()
  expect(saveOf(designer)).toMatchObject({ state: 'failed', isOffline: true })
  expect(server.kept).toMatchObject({ basedOn: 1, document: { name: 'two' } })
  server.isDown = false
  await vi.advanceTimersByTimeAsync(2_500)
  expect(server).toMatchObject({ draft: { name: 'two' }, kept: null })
  expect(saveOf(designer)).toMatchObject({ state: 'saved' })
})

test('what the server refuses is tried again with the next change only', async () => {
  const server = openServer()
  const designer = open(server)
  server.refuses = true
  rename(designer, 'two')
  await vi.advanceTimersByTimeAsync(60_000)
  expect(saveOf(designer)).toMatchObject({ state: 'refused' })
  expect(server.saves).toBe(1)
  server.refuses = false
  rename(designer, 'three')
  await settle()
  expect(server.draft.name).toBe('three')
})

test('never saves over another author: their draft is taken over, and undo brings mine back', async () => {
  const server = openServer()
  const designer = open(server)
  server.store(flowOf('theirs'), 'bea')
  rename(designer, 'mine')
  await settle()
  expect(saveOf(designer)).toMatchObject({ state: 'conflict', theirs: { draftSavedBy: 'bea' } })
  rename(designer, 'still mine')
  await vi.advanceTimersByTimeAsync(60_000)
  expect(server.draft.name).toBe('theirs')
  designer.resolve('theirs')
  expect(designer.getState().flow.name).toBe('theirs')
  await settle()
  expect(saveOf(designer)).toMatchObject({ state: 'saved', by: 'bea' })
  expect(server.number).toBe(2)
  designer.undo()
  await settle()
  expect(server.draft.name).toBe('still mine')
})

test('mine is saved over theirs where the author says so', async () => {
  const server = openServer()
  const designer = open(server)
  server.store(flowOf('theirs'), 'bea')
  rename(designer, 'mine')
  await settle()
  designer.resolve('mine')
  await settle()
  expect(server.draft.name).toBe('mine')
  expect(saveOf(designer)).toMatchObject({ state: 'saved', by: 'me' })
})

test('two who made the same change do not disagree', async () => {
  const server = openServer()
  const designer = open(server)
  server.store(flowOf('same'), 'bea')
  rename(designer, 'same')
  await settle()
  expect(saveOf(designer)).toMatchObject({ state: 'saved', by: 'bea' })
})

test('what a closed tab could not save is there again, and saved; over a newer draft it is a conflict', async () => {
  const server = openServer()
  const designer = open(server, { document: flowOf('kept'), basedOn: 1 })
  expect(designer.getState().flow.name).toBe('kept')
  await settle()
  expect(server.draft.name).toBe('kept')

  const late = open(server, { document: flowOf('older'), basedOn: 1 })
  expect(saveOf(late)).toMatchObject({ state: 'conflict' })
  await settle()
  expect(server.draft.name).toBe('kept')
})

test('another draft of the server is taken over where nothing is unsaved, with the same steps selected', () => {
  const server = openServer()
  const designer = open(server)
  const [note] = placesOf(designer.getState().flow).steps.keys()
  designer.select([note ?? ''])
  server.store({ ...flowOf('one'), steps: [{ note: 'new' }, { note: 'x' }] }, 'bea')
  designer.receive(server.detail())
  const { flow, selection } = designer.getState()
  expect(placesOf(flow).steps.get(selection[0] ?? '')).toMatchObject({
    path: 'steps[1]',
    step: { note: 'x' },
  })
  designer.undo()
  expect(designer.getState().flow.steps).toHaveLength(1)
})

test('an edit tells what it selected and what it took the ground from; problems follow after a pause', async () => {
  const server = openServer()
  server.draft = {
    ...flowOf('one'),
    steps: [
      { id: 'user', use: 'text.compose', with: { text: 'x' } },
      { id: 'mail', use: 'text.compose', with: { text: '{{ user.output }}' } },
    ],
  }
  const designer = open(server)
  const surroundings = {
    catalog: { cards: new Map(), connectors: new Map(), actions: new Map() },
    findHelpers: () => undefined,
  }
  designer.checkAgainst({ surroundings, bindings: [] })
  const [user = '', mail = ''] = placesOf(designer.getState().flow).steps.keys()
  designer.edit({ label: 'Remove', group: null }, (flow) => removeSteps(flow, [user]))
  expect(designer.getState()).toMatchObject({
    selection: [mail],
    lost: [{ step: mail, field: ['with', 'text'] }],
  })
  await settle()
  expect(designer.getState().problems).toContainEqual(
    expect.objectContaining({ step: mail, path: 'steps[0]', kind: 'unknown reference', severity: 'error' }),
  )
  designer.edit({ label: 'Add', group: null }, (flow) =>
    insertStep(flow, { id: 'user', use: 'text.compose' }, { step: null, lane: 'steps', at: 0 }),
  )
  expect(designer.getState().flow.steps[0]).toMatchObject({ id: 'user_2' })
  designer.undo()
  designer.undo()
  expect(designer.getState()).toMatchObject({ selection: [], lost: [] })
})
