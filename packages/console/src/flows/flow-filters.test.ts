import { expect, test } from 'vitest'
import { filterFlows, parseFlowFilters, printFlowFilters, type FlowFilters } from './flow-filters.ts'
import type { FlowSummary } from './flows-page.tsx'

const flow = (name: string, fields: Partial<FlowSummary> = {}): FlowSummary => ({
  id: name,
  name,
  folder: null,
  kind: 'event',
  isOn: true,
  hasUnpublishedChanges: false,
  publishedVersion: 1,
  steps: 1,
  updatedAt: 0,
  owner: null,
  tags: [],
  ...fields,
})
const all: FlowFilters = { text: 'a b', state: 'off', tag: 'mfa', owner: 'ann' }
const none: FlowFilters = { text: '', state: 'any', tag: null, owner: null }
const flows = [
  flow('Lock account', { owner: 'Ann', tags: ['mfa'] }),
  flow('Welcome', { isOn: false, folder: 'Joiners/EMEA' }),
  flow('Report', { hasUnpublishedChanges: true }),
]
const names = (filters: Partial<FlowFilters>) =>
  filterFlows(flows, { ...none, ...filters }).map(({ name }) => name)

test('filters come back from the address as they went in', () => {
  expect(parseFlowFilters(printFlowFilters(all))).toEqual(all)
  expect(parseFlowFilters(new URLSearchParams('state=odd'))).toEqual(none)
})

test('words are looked for in name, folder, owner and tags', () => {
  expect(names({ text: 'emea' })).toEqual(['Welcome'])
  expect(names({ text: 'ann LOCK' })).toEqual(['Lock account'])
  expect(names({ text: 'mfa welcome' })).toEqual([])
})

test('state, tag and owner narrow the list', () => {
  expect(names({ state: 'off' })).toEqual(['Welcome'])
  expect(names({ state: 'changed' })).toEqual(['Report'])
  expect(names({ tag: 'mfa' })).toEqual(['Lock account'])
  expect(names({ owner: 'Ann' })).toEqual(['Lock account'])
})
