import type { folders } from '@keyway/api'
import type { z } from '@keyway/sdk'
import type { FlowSummary } from './flows-page.tsx'

export type Folder = z.output<typeof folders.listFolders.answer>['items'][number]

export interface FolderGroup {
  /** Null for flows without a folder. */
  folder: Folder | null
  /** How many folders are around it. */
  depth: number
  flows: readonly FlowSummary[]
}

/** Flows by folder: each folder behind the one around it, flows without one last. Empty folders are shown too. */
export function groupByFolder(flows: readonly FlowSummary[], folders: readonly Folder[]): FolderGroup[] {
  const members = Map.groupBy(flows, (flow) => flow.folder)
  const groups = folders
    .toSorted((a, b) => comparePaths(a.path, b.path))
    .map((folder) => ({
      folder,
      depth: folder.path.split('/').length - 1,
      flows: members.get(folder.path) ?? [],
    }))
  const loose = members.get(null) ?? []
  return loose.length === 0 ? groups : [...groups, { folder: null, depth: 0, flows: loose }]
}

function comparePaths(a: string, b: string): number {
  const [as, bs] = [a.split('/'), b.split('/')]
  for (const [at, name] of as.entries()) {
    const other = bs[at]
    if (other === undefined) return 1
    const order = name.localeCompare(other)
    if (order !== 0) return order
  }
  return as.length - bs.length
}
