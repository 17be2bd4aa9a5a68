import { expect, test } from 'vitest'
import { curve } from './curve.ts'
import { box, layOut, type GraphNode } from './layout.ts'
import { neighbourOf } from './neighbour.ts'

const node = (id: string): GraphNode => ({ id, label: id, kind: 'group', to: null })
const edge = (from: string, to: string) => ({ from, to, isDashed: false })

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

test('arrow keys go up and down a column, and to the closest of the column beside', () => {
  const linked = (id: string): GraphNode => ({ ...node(id), to: `/${id}` })
  const { nodes } = layOut({
    layers: [
      [linked('p'), linked('q')],
      [node('plain'), linked('a'), linked('b')],
    ],
    edges: [],
  })
  expect(neighbourOf(nodes, 'p', 'ArrowDown')).toBe('q')
  expect(neighbourOf(nodes, 'q', 'ArrowDown')).toBeUndefined()
  expect(neighbourOf(nodes, 'q', 'ArrowRight')).toBe('a')
  expect(neighbourOf(nodes, 'b', 'ArrowLeft')).toBe('q')
  expect(neighbourOf(nodes, 'a', 'ArrowUp')).toBeUndefined()
  expect(neighbourOf(nodes, 'a', 'x')).toBeUndefined()
})

test('a line that leads back turns round', () => {
  expect(curve({ x: 100, y: 0 }, { x: 0, y: 20 })).toBe('M100,0 C150,0 -50,20 0,20')
})
