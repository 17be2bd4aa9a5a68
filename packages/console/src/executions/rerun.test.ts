import { expect, it } from 'vitest'
import { layoutFlow } from '../strip/layout.ts'
import { emptyCatalog } from '../strip/catalog-index.ts'
import { cardsOf } from '../strip/model.ts'
import { breachFlow, breachRuns } from '../testing/flows.ts'
import { stepsToStartFrom, toRerunBody } from './rerun.ts'

it('offers the steps that the execution came to, each once, in the order of the flow', () => {
  const cards = cardsOf(layoutFlow(breachFlow, emptyCatalog))
  const steps = stepsToStartFrom(cards, breachRuns(0))
  expect(steps.slice(0, 3)).toEqual([
    { value: 'steps[1]', label: 'Read user (user)' },
    { value: 'steps[2]', label: 'Compose (text)' },
    { value: 'steps[3]', label: 'If (active)' },
  ])
  expect(steps.map(({ value }) => value)).not.toContain('steps[3].else[0]')
  expect(new Set(steps.map(({ value }) => value)).size).toBe(steps.length)
})

it('sends a step only to start from one', () => {
  const choice = { version: 'same', from: 'step', step: 'steps[1]', dryRun: false } as const
  expect(toRerunBody(choice)).toEqual({ version: 'same', dryRun: false, fromStep: 'steps[1]' })
  expect(toRerunBody({ ...choice, step: null })).toBeUndefined()
  expect(toRerunBody({ ...choice, from: 'start' })).toEqual({ version: 'same', dryRun: false })
})
