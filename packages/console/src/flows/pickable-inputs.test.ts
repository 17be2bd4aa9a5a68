import type { Flow } from '@keyway/engine'
import { expect, test } from 'vitest'
import { indexCatalog } from '../strip/catalog-index.ts'
import { fakeCatalog } from '../testing/catalog.ts'
import { inputsTakenWith } from './pickable-inputs.ts'

test('an input is picked where a step takes it into a field with choices', () => {
  const flow: Flow = {
    keyway: 1,
    name: 'Sign out',
    trigger: { manual: true, inputs: [{ key: 'user' }, { key: 'text' }, { key: 'other' }] },
    steps: [
      { id: 'read', use: 'okta.read_user', connection: 'org', with: { user: { ref: 'trigger.user' } } },
      { id: 'text', use: 'text.compose', with: { text: { ref: 'trigger.text' } } },
      { id: 'gone', use: 'okta.unknown', connection: 'org', with: { user: { ref: 'trigger.other' } } },
    ],
  }
  expect([...inputsTakenWith(flow, indexCatalog(fakeCatalog), 'x-options')]).toEqual([['user', true]])
})
