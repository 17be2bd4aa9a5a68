import { describe, expect, it } from 'vitest'
import type { StepRun } from '@keyway/engine'
import { breachEvent, breachFlow, breachRuns } from '../testing/flows.ts'
import { fakeCatalog } from '../testing/catalog.ts'
import { indexCatalog } from './catalog-index.ts'
import { layoutFlow } from './layout.ts'
import { cardsOf } from './model.ts'
import { paintCard, type Painting } from './paint.ts'
import { indexRuns, loopsOf, resolveTurns, turnsOf } from './run-index.ts'

const cards = new Map(
  cardsOf(layoutFlow(breachFlow, indexCatalog(fakeCatalog))).map((card) => [card.path, card]),
)
const painting: Painting = {
  wholeUrl: () => undefined,
  runs: indexRuns(breachRuns(0)),
  trigger: breachEvent,
  inDoubtStep: null,
  progress: [],
  omitted: {},
  rerunOf: null,
  children: [{ id: 'child', flowName: 'Log one target', status: 'succeeded', command: 7 }],
}

function paint(path: string, turns: [string, number][] = [], on: Painting = painting) {
  const card = cards.get(path)
  if (card === undefined) throw new Error(`no card at ${path}`)
  return paintCard(card, on, new Map(turns))
}

function run(step: string, rest: Partial<StepRun>): StepRun {
  return {
    step,
    id: null,
    turns: [],
    status: 'succeeded',
    startedAt: 0,
    finishedAt: 1,
    input: null,
    output: null,
    error: null,
    command: null,
    ...rest,
  }
}

describe('real values on a card', () => {
  it('fills declared fields first and adds what came beyond them', () => {
    const { outputs, durationMs } = paint('steps[1]')
    expect(durationMs).toBe(184)
    expect(outputs.slice(0, 2)).toMatchObject([
      { key: 'id', value: '00u1a2b3c4d5e6f7g8h9' },
      { key: 'status', value: 'ACTIVE' },
    ])
    expect(outputs.find((field) => field.key === '_links')).toMatchObject({
      kind: 'object',
      reference: 'user._links',
    })
  })

  it('leaves cards of a lane that did not run without values', () => {
    expect(paint('steps[3].else[0]')).toMatchObject({ status: 'not_run', run: undefined })
  })

  it('shows the event itself on the trigger', () => {
    const { outputs } = paint('trigger')
    expect(outputs.find((field) => field.key === 'severity')).toMatchObject({
      value: 'WARN',
      reference: 'trigger.severity',
    })
  })

  it('shows the first failed turn unless another one is chosen', () => {
    expect(paint('steps[5].do[1]')).toMatchObject({ status: 'failed', run: { turns: [1] } })
    expect(paint('steps[5].do[1]', [['steps[5]', 0]])).toMatchObject({
      status: 'succeeded',
      run: { turns: [0] },
    })
    expect(paint('steps[5].do[1]', [['steps[5]', 99]]).run?.turns).toEqual([1])
  })

  it('gives a loop its list, and the item of the chosen turn', () => {
    const { inputs, outputs } = paint('steps[5]', [['steps[5]', 2]])
    expect(inputs[0]?.value).toHaveLength(3)
    expect(outputs.find((field) => field.key === 'item')?.value).toMatchObject({ id: '00g12' })
    expect(outputs.find((field) => field.key === 'index')?.value).toBe(2)
    expect(outputs.find((field) => field.key === 'count')?.value).toBe(3)
  })

  it('links a call to the execution its command started', () => {
    expect(paint('steps[5].do[0]', [['steps[5]', 1]]).children.map((child) => child.id)).toEqual(['child'])
    expect(paint('steps[5].do[0]', [['steps[5]', 0]]).children).toEqual([])
  })

  it('marks the step in doubt', () => {
    const runs = indexRuns([run('steps[1]', { status: 'running', finishedAt: null })])
    expect(paint('steps[1]', [], { ...painting, runs, inDoubtStep: 'steps[1]' }).status).toBe('in_doubt')
  })
})

describe('steps that wait for people', () => {
  const form = layoutFlow(
    {
      keyway: 1,
      name: 'x',
      trigger: { manual: true },
      steps: [
        { id: 'form', wait: { answer: { question: 'Which?', fields: [{ key: 'model' }, { key: 'by' }] } } },
      ],
    },
    indexCatalog(fakeCatalog),
  )
  const [, card] = cardsOf(form)

  it('shows each answer under its field, and no answers twice', () => {
    const output = {
      status: 'answered',
      by: 'a@acme.test',
      comment: null,
      answers: { model: 'PC', by: 'post' },
    }
    const painted =
      card && paintCard(card, { ...painting, runs: indexRuns([run('steps[0]', { output })]) }, new Map())
    expect(painted?.outputs.map(({ key, value }) => [key, value])).toEqual([
      ['status', 'answered'],
      ['by', 'a@acme.test'],
      ['answers.model', 'PC'],
      ['answers.by', 'post'],
      ['comment', null],
    ])
  })
})

describe('turns of nested loops', () => {
  const runs = indexRuns([
    run('steps[0].do[0]', { turns: [0] }),
    run('steps[0].do[0].do[0]', { turns: [0, 0] }),
    run('steps[0].do[0].do[0]', { turns: [0, 1], status: 'failed' }),
    run('steps[0].do[0].do[0]', { turns: [1, 0] }),
    run('steps[0].do[0].do[0]', { turns: [1, 0], output: { last: true } }),
  ])
  const loops = ['steps[0]', 'steps[0].do[0]']

  it('finds the loops of a path', () => {
    expect(loopsOf('steps[0].do[0].then[1].do[2]')).toEqual(['steps[0]', 'steps[0].do[0].then[1]'])
  })

  it('marks an outer turn by the worst that happened in it', () => {
    expect(turnsOf(runs, 'steps[0]', [])).toEqual([
      { index: 0, status: 'failed' },
      { index: 1, status: 'succeeded' },
    ])
  })

  it('resolves inner turns inside the chosen outer one', () => {
    expect(resolveTurns(runs, loops, new Map())).toEqual([0, 1])
    expect(resolveTurns(runs, loops, new Map([['steps[0]', 1]]))).toEqual([1, 0])
    expect(resolveTurns(runs, ['steps[9]'], new Map())).toBeUndefined()
  })
})

it('shows what steps read from inside of an event, beside the event', () => {
  const card = cards.get('trigger')
  if (card === undefined) throw new Error('no trigger')
  const user = { id: '00u1', type: 'User' }
  const painted = paintCard(card, { ...painting, trigger: { uuid: 'e1', target: [user] } }, new Map())
  const shown = painted.outputs.map(({ key, value }) => [key, value])
  expect(shown).toContainEqual(['target[type=User].id', '00u1'])
  expect(shown).toContainEqual(['uuid', 'e1'])
})
