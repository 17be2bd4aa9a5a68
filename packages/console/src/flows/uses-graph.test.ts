import { expect, test } from 'vitest'
import type { FlowUses } from './uses-about.ts'
import { toUsesGraph } from './uses-graph.ts'

const flow = (id: string, more: Partial<FlowUses> = {}): FlowUses => ({
  id,
  name: id.toUpperCase(),
  folder: null,
  kind: 'helper',
  isOn: true,
  event: null,
  calls: [],
  tables: [],
  connections: [],
  ...more,
})
const calls = (...ids: string[]) => ids.map((id) => ({ name: id.toUpperCase(), flowId: id }))
const idsOf = (flows: readonly FlowUses[]) =>
  toUsesGraph(flows, null).layers.map((layer) => layer.map(({ id }) => id))

test('events, callers, helpers by the longest way, and what they use stand from left to right', () => {
  const okta = { name: 'okta', connector: 'okta', connectionId: null, steps: [], scopes: [] }
  const flows = [
    flow('a', { event: 'okta.user.created', calls: calls('b', 'c') }),
    flow('b', { calls: calls('c'), tables: ['Leavers'] }),
    flow('c', { connections: [okta] }),
    flow('alone'),
  ]
  expect(idsOf(flows)).toEqual([
    ['event:okta.user.created'],
    ['a'],
    ['b'],
    ['c'],
    ['table:Leavers', 'connection:okta'],
  ])
  const { layers, edges } = toUsesGraph(flows, 'flow:B')
  expect(edges).toHaveLength(6)
  expect(layers[2]?.[0]?.to).toBe('/flows/b')
  expect(layers[1]?.[0]?.to).toBe('?about=flow%3AA')
  expect(layers[4]?.[1]).toMatchObject({ kind: 'missing', hint: 'Connection, not bound' })
})

test('a circle of calls, a helper that is not there, and a flow that is off', () => {
  const flows = [
    flow('a', { isOn: false, calls: [...calls('b'), { name: 'Gone', flowId: null }] }),
    flow('b', { calls: calls('a', 'b') }),
  ]
  const { layers, edges } = toUsesGraph(flows, null)
  expect(layers.flat().map(({ id }) => id)).toEqual(expect.arrayContaining(['a', 'b', 'flow:Gone']))
  expect(edges.filter(({ isDashed }) => isDashed)).toHaveLength(2)
})
