import { expect, test } from 'vitest'
import { importedPath } from './folder-path.ts'
import { folderTree } from './folder-tree.ts'

test('an export has the folders around those of its flows, and an import of it the same paths', () => {
  const paths = ['Team/Leavers', 'Leavers', 'Team']
  const tree = folderTree(paths)
  expect(tree).toEqual([
    { sourceId: 'Team', name: 'Team', parent: null },
    { sourceId: 'Team/Leavers', name: 'Leavers', parent: 'Team' },
    { sourceId: 'Leavers', name: 'Leavers', parent: null },
  ])
  expect(paths.map((path) => importedPath(tree, path))).toEqual(paths)
})
