import { expect, it } from 'vitest'
import type { Flow } from '@keyway/engine'
import { canvasTexts } from '../../texts/canvas.ts'
import { acceptance } from './acceptance.ts'

const flow: Flow = {
  keyway: 1,
  name: 'Order',
  trigger: { manual: true },
  steps: [
    { id: 'first', use: 'text.compose' },
    { id: 'choice', if: { all: [] }, then: [{ id: 'inner', use: 'text.compose' }] },
    { id: 'last', use: 'text.compose' },
  ],
}

it('lets an output go to what runs after it', () => {
  const whyNot = acceptance(flow, { reference: 'first.output', path: 'steps[0]', kind: 'text' })
  expect(whyNot({ path: 'steps[1].then[0]', kind: 'text' })).toBeNull()
  expect(whyNot({ path: 'steps[2]', kind: 'number' })).toBeNull()
})

it('says why it cannot go elsewhere', () => {
  const { connect } = canvasTexts
  const inner = acceptance(flow, { reference: 'inner.output', path: 'steps[1].then[0]', kind: 'boolean' })
  expect(inner({ path: 'steps[0]', kind: 'boolean' })).toBe(connect.later)
  expect(inner({ path: 'steps[2]', kind: 'boolean' })).toBe(connect.later)
  expect(inner({ path: 'steps[1].then[0]', kind: 'boolean' })).toBe(connect.itself)
  const first = acceptance(flow, { reference: 'first.output', path: 'steps[0]', kind: 'boolean' })
  expect(first({ path: 'steps[2]', kind: 'number' })).toBe(connect.clash('boolean', 'number'))
})

it('lets values of the trigger go everywhere', () => {
  const whyNot = acceptance(flow, { reference: 'trigger.login', path: 'trigger', kind: 'text' })
  expect(whyNot({ path: 'steps[0]', kind: 'text' })).toBeNull()
})
