import { expect, test } from 'vitest'
import { folderNames, folderTree } from './folder-names.ts'

const folders = [
  { sourceId: 'a', name: 'Team', parent: null },
  { sourceId: 'b', name: 'Leavers', parent: 'a' },
  { sourceId: 'c', name: 'Leavers', parent: null },
]

test('folders of an export keep their place in the tree, also when two have the same name', () => {
  expect([...folderNames(folders)]).toEqual([
    ['a', 'Team'],
    ['b', 'Team / Leavers'],
    ['c', 'Leavers'],
  ])
})

test('an export gets the tree back', () => {
  expect(folderTree(['Team / Leavers', 'Leavers', 'Team'])).toEqual([
    { sourceId: 'Team', name: 'Team', parent: null },
    { sourceId: 'Team / Leavers', name: 'Leavers', parent: 'Team' },
    { sourceId: 'Leavers', name: 'Leavers', parent: null },
  ])
})

test('folders inside each other, or without end, get a name that fits', () => {
  const loop = [
    { sourceId: 'a', name: 'A', parent: 'b' },
    { sourceId: 'b', name: 'B', parent: 'a' },
  ]
  expect(folderNames(loop).get('a')).toBe('B / A')
  const deep = Array.from({ length: 1000 }, (_, at) => ({
    sourceId: `${at}`,
    name: 'name',
    parent: `${at - 1}`,
  }))
  expect(folderNames(deep).get('999')).toHaveLength(200)
})
