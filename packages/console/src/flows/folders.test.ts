import { expect, test } from 'vitest'
import type { FlowSummary } from './flows-page.tsx'
import { groupByFolder, type Folder } from './folders.ts'

const folder = (path: string): Folder => ({ id: path, path, flows: 0, total: 0 })
const flow = (id: string, path: string | null): FlowSummary => ({
  id,
  name: id,
  folder: path,
  kind: 'manual',
  isOn: false,
  hasUnpublishedChanges: false,
  publishedVersion: null,
  steps: 0,
  updatedAt: 0,
  owner: null,
  tags: [],
})

test('folders stand behind the one around them, empty ones too, flows without a folder last', () => {
  const folders = ['A b', 'A', 'B', 'A/Z'].map(folder)
  const groups = groupByFolder([flow('1', null), flow('2', 'A/Z'), flow('3', 'B')], folders)
  expect(groups.map((group) => [group.folder?.path, group.depth, group.flows.map(({ id }) => id)])).toEqual([
    ['A', 0, []],
    ['A/Z', 1, ['2']],
    ['A b', 0, []],
    ['B', 0, ['3']],
    [undefined, 0, ['1']],
  ])
})
