import fc from 'fast-check'
import {
  compileFlow,
  findUnknownReferences,
  parseFlow,
  referencesOfStep,
  type Flow,
  type Step,
} from '@keyway/engine'
import { arbitraryFlow } from '@keyway/engine/testing'
import { describe, expect, test } from 'vitest'
import { duplicateSteps, insertStep, moveSteps, removeSteps } from './change-steps.ts'
import { copySteps, pasteSteps } from './clipboard.ts'
import { addableBranches, addBranch, moveBranch, removeBranch, unwrapStep, wrapSteps } from './containers.ts'
import type { Edit } from './edit.ts'
import { record, redo, startHistory, undo } from './history.ts'
import { renameStep, takenIds, freeId } from './ids.ts'
import { controlKinds, newCard, newStep, wrapperKinds } from './new-step.ts'
import { placesOf, type Spot } from './places.ts'
import { sourcesAt } from './scope.ts'
import { carryKeys, keyOf, withKeys, type StepKey } from './step-key.ts'
import { connect, setAt, valueAt } from './values.ts'

const noCards = { cards: new Map(), connectors: new Map(), actions: new Map() }

/** Steps of a flow refer to each other at random, so that edits have something to break. */
const linkedFlow: fc.Arbitrary<Flow> = fc
  .record({ flow: arbitraryFlow, links: fc.array(fc.tuple(fc.nat(), fc.nat()), { maxLength: 12 }) })
  .map(({ flow, links }) => {
    let linked = withKeys(flow)
    for (const [from, to] of links) {
      const steps = [...placesOf(linked).steps.values()]
      const named = steps.filter(({ step }) => step.id !== undefined)
      const [source, taker] = [named[from % Math.max(named.length, 1)], steps[to % Math.max(steps.length, 1)]]
      if (source === undefined || taker === undefined || !('use' in taker.step || 'call' in taker.step))
        continue
      linked = setAt(
        linked,
        { step: taker.key, path: ['with', 'linked'] },
        `{{ ${source.step.id}.x }} and {{ trigger.n }}`,
      ).flow
      linked = connect(linked, `${source.step.id}.y[0]`, { step: taker.key, path: ['with', 'whole'] }).flow
    }
    return linked
  })

type Draw = { flow: Flow; pick: <Item>(items: readonly Item[]) => Item | undefined }

/** Every edit there is, on something drawn from the document. */
const edits: Record<string, (draw: Draw) => Edit | undefined> = {
  insert: ({ flow, pick }) => insertStep(flow, newStep(pick(controlKinds) ?? 'note'), spotIn(flow, pick)),
  insertCard: ({ flow, pick }) => insertStep(flow, newCard('test.write', 'acme'), spotIn(flow, pick)),
  remove: ({ flow, pick }) => removeSteps(flow, some(flow, pick)),
  move: ({ flow, pick }) => moveSteps(flow, some(flow, pick), spotIn(flow, pick)),
  duplicate: ({ flow, pick }) => duplicateSteps(flow, some(flow, pick)),
  paste: ({ flow, pick }) =>
    pasteSteps(flow, copySteps(flow, some(flow, pick), null), { flowId: 'f', spot: spotIn(flow, pick) }),
  wrap: ({ flow, pick }) => wrapSteps(flow, some(flow, pick), newStep(pick(wrapperKinds) ?? 'if')),
  unwrap: ({ flow, pick }) => {
    const key = pick(keysOf(flow))
    return key === undefined ? undefined : unwrapStep(flow, key, null)
  },
  addBranch: ({ flow, pick }) => {
    const placed = pick([...placesOf(flow).steps.values()])
    const branch = placed === undefined ? undefined : pick(addableBranches(placed.step))
    return placed === undefined || branch === undefined ? undefined : addBranch(flow, placed.key, branch)
  },
  removeBranch: ({ flow, pick }) =>
    removeBranch(flow, pick(placesOf(flow).lanes) ?? { step: null, lane: 'steps' }),
  moveBranch: ({ flow, pick }) =>
    moveBranch(flow, pick(placesOf(flow).lanes) ?? { step: null, lane: 'steps' }, 1),
  rename: ({ flow, pick }) => {
    const placed = pick([...placesOf(flow).steps.values()])
    return placed === undefined ? undefined : renameStep(flow, placed.key, freeId('renamed', takenIds(flow)))
  },
}

function keysOf(flow: Flow): StepKey[] {
  return [...placesOf(flow).steps.keys()]
}

function some(flow: Flow, pick: Draw['pick']): StepKey[] {
  return keysOf(flow).filter(() => pick([true, false]) === true)
}

function spotIn(flow: Flow, pick: Draw['pick']): Spot {
  const lane = pick(placesOf(flow).lanes) ?? { step: null, lane: 'steps', steps: [] }
  return { step: lane.step, lane: lane.lane, at: pick([...lane.steps.keys(), lane.steps.length]) ?? 0 }
}

const someEdits = fc.record({
  flow: linkedFlow,
  names: fc.array(fc.constantFrom(...Object.keys(edits)), { minLength: 1, maxLength: 4 }),
  numbers: fc.infiniteStream(fc.nat()),
})

function drawing(flow: Flow, numbers: Iterator<number>): Draw {
  return { flow, pick: (items) => items[Number(numbers.next().value) % Math.max(items.length, 1)] }
}

function plain(flow: Flow): Flow {
  return JSON.parse(JSON.stringify(flow))
}

/** For each reference of each step: the step it names, by key; null for none. */
function targetsOf(flow: Flow): Map<string, StepKey | null> {
  const { steps } = placesOf(flow)
  const byId = new Map(
    [...steps.values()].flatMap(({ key, step }) => (step.id === undefined ? [] : [[step.id, key]])),
  )
  return new Map(
    [...steps.values()].flatMap(({ key, step }) =>
      referencesOfStep(step).map(({ reference, path }, at): [string, StepKey | null] => [
        `${key} ${JSON.stringify(path)} ${at}`,
        byId.get(reference.root) ?? null,
      ]),
    ),
  )
}

describe('any edit of any flow', () => {
  test('gives a valid document with unique keys and ids, and what is selected is there', () => {
    fc.assert(
      fc.property(someEdits, ({ flow, names, numbers }) => {
        let now = flow
        for (const name of names) {
          const edit = edits[name]?.(drawing(now, numbers))
          if (edit === undefined) continue
          now = edit.flow
          expect(plain(parseFlow(plain(now)))).toEqual(plain(now))
          const keys = placesOf(now).lanes.flatMap(({ steps }) => steps.map(keyOf))
          expect(new Set(keys).size).toBe(keys.length)
          for (const key of edit.selection) expect(keys).toContain(key)
          const { problems } = compileFlow(now, noCards)
          expect(problems.filter(({ message }) => message.endsWith('is used twice.'))).toEqual([])
        }
      }),
      { numRuns: 100 },
    )
  })

  test('is undone to the very document, and done again', () => {
    fc.assert(
      fc.property(someEdits, ({ flow, names, numbers }) => {
        let history = startHistory({ flow, selection: [] })
        for (const [at, name] of names.entries()) {
          const edit = edits[name]?.(drawing(history.present.flow, numbers))
          if (edit !== undefined) history = record(history, edit, { label: name, group: null, at })
        }
        const end = history.present.flow
        const times = history.past.length
        for (let time = 0; time < times; time += 1) history = undo(history)
        expect(history.present.flow).toBe(flow)
        expect(undo(history)).toBe(history)
        for (let time = 0; time < times; time += 1) history = redo(history)
        expect(history.present.flow).toBe(end)
        expect(redo(history)).toBe(history)
      }),
      { numRuns: 80 },
    )
  })

  test('never lets a reference point to another step than before', () => {
    fc.assert(
      fc.property(someEdits, ({ flow, names, numbers }) => {
        let now = flow
        for (const name of names) {
          const edit = edits[name]?.(drawing(now, numbers))
          if (edit === undefined) continue
          const [before, after] = [targetsOf(now), targetsOf(edit.flow)]
          for (const [place, target] of after) {
            if (!before.has(place) || target === null) continue
            expect(target).toBe(before.get(place))
          }
          now = edit.flow
        }
      }),
      { numRuns: 100 },
    )
  })

  test('tells of each reference that led somewhere before and leads nowhere now', () => {
    fc.assert(
      fc.property(someEdits, ({ flow, numbers }) => {
        const { flow: after, lost } = removeSteps(flow, some(flow, drawing(flow, numbers).pick))
        const left = findUnknownReferences(after).length
        const stale = findUnknownReferences(flow).filter(({ step }) => {
          const key = placesOf(flow).byPath.get(step ?? '')?.key
          return key !== undefined && placesOf(after).steps.has(key)
        })
        expect(left).toBe(stale.length + lost.length)
      }),
      { numRuns: 100 },
    )
  })
})

test('what is in scope is what the compiler lets a step refer to', () => {
  const surroundings = { catalog: noCards, findHelpers: () => undefined }
  fc.assert(
    fc.property(arbitraryFlow, (raw) => {
      const flow = withKeys(raw)
      const ids = [...placesOf(flow).steps.values()].flatMap(({ step }) => step.id ?? [])
      for (const { key, step, path } of placesOf(flow).steps.values()) {
        if (!('use' in step)) continue
        const roots = sourcesAt(flow, { step: key, atEnd: false }, { surroundings, samples: new Map() }).map(
          ({ root }) => root,
        )
        const refers = setAt(
          flow,
          { step: key, path: ['with'] },
          Object.fromEntries(ids.map((id) => [id, { ref: id }])),
        ).flow
        const unknown = compileFlow(refers, noCards)
          .problems.filter((problem) => problem.kind === 'unknown reference' && problem.step === path)
          .map(({ field }) => field?.[1])
        expect(ids.filter((id) => !unknown.includes(id)).toSorted()).toEqual(
          roots.filter((root) => root !== 'trigger' && root !== 'execution').toSorted(),
        )
      }
    }),
    { numRuns: 100 },
  )
})

const base = (steps: Step[]): Flow => withKeys({ keyway: 1, name: 'x', trigger: { manual: true }, steps })
const keyAt = (flow: Flow, path: string): StepKey => placesOf(flow).byPath.get(path)?.key ?? ''

test('a rename takes references in values, templates, conditions and `from` along', () => {
  const flow = base([
    { id: 'user', use: 'okta.read_user', with: { user: 'a' } },
    {
      id: 'check',
      if: { all: [{ value: { ref: 'user.status' }, is: 'equal to', to: '{{ user.x }} user.x' }] },
      then: [
        {
          return: { name: { ref: 'user.profile["first name"]' }, kept: { const: '{{ user.x }}' } },
          from: 'check',
        },
      ],
    },
  ])
  const { flow: renamed } = renameStep(flow, keyAt(flow, 'steps[0]'), 'person')
  const { flow: twice } = renameStep(renamed, keyAt(renamed, 'steps[1]'), 'is_active')
  expect(plain(twice).steps).toEqual([
    { id: 'person', use: 'okta.read_user', with: { user: 'a' } },
    {
      id: 'is_active',
      if: { all: [{ value: { ref: 'person.status' }, is: 'equal to', to: '{{ person.x }} user.x' }] },
      then: [
        {
          return: { name: { ref: 'person.profile["first name"]' }, kept: { const: '{{ user.x }}' } },
          from: 'is_active',
        },
      ],
    },
  ])
})

test('steps that were cut keep their ids in the same flow, and copies do not take those that others still name', () => {
  const flow = base([
    { id: 'user', use: 'okta.read_user' },
    { id: 'mail', use: 'email.send', with: { to: { ref: 'user.email' } } },
  ])
  const user = keyAt(flow, 'steps[0]')
  const text = copySteps(flow, [user], 'flow-1')
  const { flow: cut, lost } = removeSteps(flow, [user])
  expect(lost).toMatchObject([{ step: keyAt(flow, 'steps[1]'), field: ['with', 'to', 'ref'] }])
  const spot = { step: null, lane: 'steps', at: 0 }
  expect(plain(pasteSteps(cut, text, { flowId: 'flow-1', spot }).flow)).toEqual(plain(flow))
  expect(plain(pasteSteps(cut, text, { flowId: 'flow-2', spot }).flow).steps[0]).toMatchObject({
    id: 'user_2',
  })
})

test('pasted text that is no steps is refused with what was expected', () => {
  const flow = base([])
  const paste = (text: string) => () =>
    pasteSteps(flow, text, { flowId: 'f', spot: { step: null, lane: 'steps', at: 0 } })
  expect(paste('hello')).toThrow(/no steps in this text/)
  expect(paste('- id: a\n  uses: x')).toThrow(/steps\[0\]/)
  expect(paste('- id: a\n  use: text.compose')().flow.steps).toHaveLength(1)
})

test('typing in one field is undone at once, and after a pause on its own', () => {
  const flow = base([{ id: 'a', use: 'text.compose' }])
  const key = keyAt(flow, 'steps[0]')
  let history = startHistory({ flow, selection: [] })
  const type = (text: string, at: number) => {
    const edit = setAt(history.present.flow, { step: key, path: ['with', 'text'] }, text)
    history = record(history, edit, { label: 'Type', group: 'text', at })
  }
  type('H', 0)
  type('He', 100)
  type('Hel', 5_000)
  const typed = (): unknown => valueAt(history.present.flow.steps[0] ?? { note: '' }, ['with', 'text'])
  history = undo(history)
  expect(typed()).toBe('He')
  history = undo(history)
  expect(typed()).toBeUndefined()
})

test('a document that was read again keeps the keys of its steps', () => {
  fc.assert(
    fc.property(arbitraryFlow, (raw) => {
      const flow = withKeys(raw)
      const again = carryKeys(flow, plain(flow))
      expect(keysOf(again)).toEqual(keysOf(flow))
    }),
    { numRuns: 50 },
  )
})
