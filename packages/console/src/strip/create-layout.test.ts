import { describe, expect, it } from 'vitest'
import type { Flow } from '@keyway/engine'
import { fakeCatalog } from '../testing/catalog.ts'
import { indexCatalog } from './catalog-index.ts'
import { createLayout } from './layout.ts'
import { cardsOf } from './model.ts'

const compose = { id: 'text', use: 'text.compose' }
const read = { id: 'user', use: 'okta.read_user', with: { user: 'lin' } }
const flow: Flow = { keyway: 1, name: 'F', trigger: { manual: true }, steps: [read, compose] }
const helpers = new Map([['Log', { inputs: [{ key: 'line', type: 'text' as const }], outputs: ['row'] }]])
const layout = createLayout(indexCatalog(fakeCatalog), helpers, (step, path) => step.id ?? path)
const cards = (given: Flow) => cardsOf(layout(given))

describe('the layout of a flow that is built', () => {
  it('shows inputs that nobody fills, and where the step would hold them', () => {
    const text = cards(flow).at(-1)
    expect(text?.inputs).toMatchObject([{ key: 'text', source: null, place: ['with', 'text'] }])
  })

  it('gives the same card for a step that was not touched', () => {
    const [, user, text] = cards(flow)
    const changed: Flow = { ...flow, steps: [read, { ...compose, with: { text: 'x' } }] }
    const [, userAfter, textAfter] = cards(changed)
    expect(userAfter).toBe(user)
    expect(textAfter).not.toBe(text)
  })

  it('shows what others read inside of an output as an output of its own', () => {
    const using: Flow = {
      ...flow,
      steps: [read, { ...compose, with: { text: '{{ user.profile.email }}' } }],
    }
    expect(cards(using)[1]?.outputs[0]).toMatchObject({
      label: 'Profile › Email',
      reference: 'user.profile.email',
    })
  })

  it('shows what a helper flow takes and gives', () => {
    const calling: Flow = { ...flow, steps: [{ id: 'log', call: 'Log' }] }
    expect(cards(calling)[1]).toMatchObject({
      inputs: [{ key: 'line', kind: 'text', place: ['with', 'line'] }],
      outputs: [{ key: 'row', reference: 'log.row' }],
    })
  })
})
