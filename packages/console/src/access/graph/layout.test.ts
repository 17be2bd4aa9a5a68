import { expect, test } from 'vitest'
import { box, layOut, type GraphNode } from './layout.ts'

const node = (id: string): GraphNode => ({ id, label: id, kind: 'group', to: null })
const edge = (from: string, to: string) => ({ from, to, isUnused: false })

test('layers stand from left to right, centred, and lines cross little', () => {
  const { nodes, lines, width, height } = layOut({
    layers: [[node('p')], [node('a'), node('b')], [node('x'), node('y'), node('z')]],
    edges: [
      edge('p', 'a'),
      edge('p', 'b'),
      edge('b', 'x'),
      edge('a', 'y'),
      edge('a', 'z'),
      edge('a', 'gone'),
    ],
  })
  const at = (id: string) => nodes.find((each) => each.id === id)
  expect((at('p')?.x ?? 0) < (at('a')?.x ?? 0) && (at('a')?.x ?? 0) < (at('x')?.x ?? 0)).toBe(true)
  // What `b` leads to stands below what `a` leads to.
  expect((at('x')?.y ?? 0) > (at('z')?.y ?? 0)).toBe(true)
  expect((at('p')?.y ?? 0) + box.height / 2).toBeCloseTo(height / 2)
  expect(lines).toHaveLength(5)
  expect(width).toBeGreaterThan(3 * box.width)
})

test('nobody and nothing is a picture, too', () => {
  expect(layOut({ layers: [], edges: [] }).nodes).toEqual([])
})
