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
})
