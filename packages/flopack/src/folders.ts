import type { Envelope } from './export-schema.ts'
import type { ImportedFolder } from './reading.ts'

/**
 * Folders of a file, outer ones as parents of inner ones. Some files name a folder in their flows but hold none; their
 * flows go into one folder named after the file.
 */
export function readFolders(data: Envelope['data'], file: string): ImportedFolder[] {
  const groups = Object.entries(data.groups ?? {})
  if (groups.length === 0) return [fileFolder(file)]
  const ids = new Set(groups.map(([id]) => id))
  return groups.map(([sourceId, { data: group }]) => {
    // The path lists the ids of the folders around this one, outermost first.
    const parent = group.path?.split('.').at(-1)
    return {
      sourceId,
      name: group.name ?? 'Untitled folder',
      parent: parent !== undefined && ids.has(parent) && parent !== sourceId ? parent : null,
    }
  })
}

/** The folder of a flow: the one it names, else the first of the file. */
export function folderOf(group: string | null | undefined, folders: readonly ImportedFolder[]): string {
  const found = folders.find((folder) => folder.sourceId === group) ?? folders[0]
  return found?.sourceId ?? ''
}

function fileFolder(file: string): ImportedFolder {
  const base = file.split(/[\\/]/).at(-1) ?? file
  return { sourceId: 'file', name: base.replace(/\.(flopack|folder|flow)$/, ''), parent: null }
}
