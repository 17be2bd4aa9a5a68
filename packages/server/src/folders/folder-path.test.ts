import { expect, test } from 'vitest'
import { importedPath, plainFolderPath } from './folder-path.ts'

test.each([
  ['A', 'A'],
  [' A / B ', 'A/B'],
  ['/A//B/', 'A/B'],
])('%j is %s', (text, path) => {
  expect(plainFolderPath(text)).toBe(path)
})

test('the folders of an export keep their tree', () => {
  const folders = [
    { sourceId: '1', name: 'Joiners/Movers', parent: null },
    { sourceId: '2', name: 'EMEA', parent: '1' },
    { sourceId: '3', name: '', parent: '2' },
    { sourceId: '4', name: 'a', parent: '5' },
    { sourceId: '5', name: 'b', parent: '4' },
  ]
  expect(importedPath(folders, '3')).toBe('Joiners-Movers/EMEA/Untitled folder')
  expect(importedPath(folders, 'none')).toBeNull()
  expect(importedPath(folders, '4')?.split('/')).toHaveLength(10)
})
