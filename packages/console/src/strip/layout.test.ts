import { describe, expect, it } from 'vitest'
import type { Flow } from '@keyway/engine'
import { indexCatalog } from './catalog-index.ts'
import { layoutFlow } from './layout.ts'
import { cardsOf, type StripItem } from './model.ts'
import { breachFlow } from '../testing/flows.ts'
import { fakeCatalog } from '../testing/catalog.ts'

const catalog = indexCatalog(fakeCatalog)
const items = layoutFlow(breachFlow, catalog)

function containerAt(path: string) {
  const found = items.find((item) => item.kind === 'container' && item.card.path === path)
  if (found?.kind !== 'container') throw new Error(`no container at ${path}`)
  return found
}

describe('the layout of a flow', () => {
  it('starts with the trigger and keeps notes between the cards', () => {
    expect(items.map((item: StripItem) => item.kind)).toEqual([
      'card',
      'note',
      'card',
      'card',
      'container',
      'container',
      'container',
      'card',
      'card',
      'card',
    ])
  })

  it('gives every card the path that step runs name', () => {
    expect(cardsOf(items).map((card) => card.path)).toEqual([
      'trigger',
      'steps[1]',
      'steps[2]',
      'steps[3]',
      'steps[3].then[0]',
      'steps[3].then[1]',
      'steps[3].elseIf[0].then[1]',
      'steps[3].else[0]',
      'steps[4]',
      'steps[4].try[0]',
      'steps[4].catch[0]',
      'steps[5]',
      'steps[5].do[0]',
      'steps[5].do[1]',
      'steps[6]',
      'steps[7]',
      'steps[8]',
    ])
  })

  it('names lanes as step runs do', () => {
    expect(containerAt('steps[3]').lanes.map((lane) => lane.key)).toEqual(['then', 'elseIf[0]', 'else'])
    expect(containerAt('steps[4]').lanes.map((lane) => lane.key)).toEqual(['try', 'catch'])
  })

  it('knows the loops around a card', () => {
    const inside = cardsOf(items).find((card) => card.path === 'steps[5].do[1]')
    expect(inside?.loops).toEqual(['steps[5]'])
  })

  it('takes titles, types and outputs from the catalog', () => {
    const user = cardsOf(items).find((card) => card.path === 'steps[1]')
    expect(user).toMatchObject({ title: 'Read user', app: 'Okta', tone: 'action' })
    expect(user?.inputs[0]).toMatchObject({ kind: 'text', source: { kind: 'reference' } })
    expect(user?.outputs.map((field) => field.reference)).toContain('user.profile')
  })

  it('offers what "return from" sets as outputs of the if', () => {
    const ifCard = cardsOf(items).find((card) => card.path === 'steps[3]')
    expect(ifCard?.outputs.map((field) => field.reference)).toEqual(['active.handled'])
    expect(ifCard?.conditions.map((line) => line.join)).toEqual([null, 'and', 'or'])
  })

  it('shows of an event what the steps refer to', () => {
    expect(items[0]).toMatchObject({
      kind: 'card',
      card: {
        title: 'Breached credential detected',
        outputs: [{ key: 'target' }, { key: 'target[type=User].id' }],
      },
    })
  })

  it('draws cards that no catalog knows', () => {
    const flow: Flow = {
      keyway: 1,
      name: 'x',
      trigger: { manual: true },
      steps: [{ id: 'a', use: 'jira.create_issue', with: { projectKey: 'K' } }],
    }
    const [, card] = cardsOf(layoutFlow(flow, { cards: new Map(), events: new Map() }))
    expect(card).toMatchObject({ title: 'Create issue', app: 'Jira', inputs: [{ label: 'Project key' }] })
  })

  it('draws a switch with a lane for each case, and what its lanes return', () => {
    const flow: Flow = {
      keyway: 1,
      name: 'x',
      trigger: { manual: true },
      steps: [
        {
          id: 'kind',
          switch: { ref: 'trigger.status' },
          type: 'text',
          cases: [
            { is: ['STAGED', 'PROVISIONED'], do: [{ return: { found: 'new' }, from: 'kind' }] },
            {
              is: null,
              do: [{ if: { value: 1, is: 'equal to', to: 1 }, then: [{ return: { why: 1 }, from: 'kind' }] }],
            },
          ],
          else: [],
        },
      ],
    }
    const [, container] = layoutFlow(flow, catalog)
    if (container?.kind !== 'container') throw new Error('A switch is a container.')
    expect(container.lanes.map(({ key, label }) => [key, label])).toEqual([
      ['cases[0]', 'STAGED or PROVISIONED'],
      ['cases[1]', 'empty'],
      ['else', 'Anything else'],
    ])
    expect(container.card.outputs.map((field) => field.reference)).toEqual(['kind.found', 'kind.why'])
    expect(container.card.remarks).toEqual(['Compared as text'])
    expect(container.lanes[0]?.items[0]).toMatchObject({ card: { path: 'steps[0].cases[0].do[0]' } })
  })

  it('draws a stream with its source, the inputs of the source and what a turn offers', () => {
    const flow: Flow = {
      keyway: 1,
      name: 'x',
      trigger: { manual: true },
      steps: [
        {
          id: 'each',
          stream: { use: 'okta.read_user', connection: 'acme', with: { user: 'a' }, pageSize: 500 },
          memo: 0,
          next: { ref: 'each.index' },
          do: [{ id: 'a', use: 'text.compose', with: { text: { ref: 'each.item.id' } } }],
        },
      ],
    }
    const [, container] = layoutFlow(flow, catalog)
    if (container?.kind !== 'container') throw new Error('A stream is a container.')
    expect(container).toMatchObject({ isLoop: true, lanes: [{ key: 'do' }] })
    const { card } = container
    expect(card.remarks[0]).toBe('Read user (Okta), connection acme')
    expect(card.inputs.map(({ key }) => key)).toEqual(['user', 'pageSize', 'memo', 'next'])
    expect(card.outputs.map((field) => field.reference)).toEqual([
      'each.item',
      'each.index',
      'each.memo',
      'each.count',
    ])
  })

  it('draws what a person is asked, and what comes of it', () => {
    const flow: Flow = {
      keyway: 1,
      name: 'x',
      trigger: { manual: true },
      steps: [
        {
          id: 'ok',
          wait: { approval: { question: 'Lock {{ trigger.user }}?', approvers: ['a@acme.test'] } },
        },
        {
          id: 'form',
          wait: {
            answer: {
              question: 'Which laptop?',
              fields: [
                { key: 'model', title: 'Model', options: ['Mac', 'PC'], required: true },
                { key: 'seats', type: 'number' },
              ],
            },
          },
        },
      ],
    }
    const [, approval, answer] = cardsOf(layoutFlow(flow, catalog))
    expect(approval).toMatchObject({ title: 'Wait for an approval', use: 'approval' })
    expect(approval?.inputs.map(({ key }) => key)).toEqual(['question', 'approvers'])
    expect(approval?.inputs[0]?.source).toMatchObject({ kind: 'template' })
    expect(approval?.outputs.map((field) => field.reference)).toEqual([
      'ok.approved',
      'ok.status',
      'ok.by',
      'ok.comment',
    ])
    expect(answer?.remarks).toEqual([
      'Asks for “Model”: one of Mac, PC, required',
      'Asks for “seats”: number',
    ])
    expect(answer?.outputs.map((field) => [field.reference, field.kind])).toEqual([
      ['form.status', 'text'],
      ['form.by', 'text'],
      ['form.answers.model', 'text'],
      ['form.answers.seats', 'number'],
    ])
  })
})
