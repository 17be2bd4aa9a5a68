import type { ImportedFolder } from '../reading.ts'
import { toUuid } from './identifiers.ts'

/** Folders as the export holds them: each with the ids of those around it, outermost first. */
export function printGroups(folders: readonly ImportedFolder[]): Record<string, unknown> {
  const bySource = new Map(folders.map((folder) => [folder.sourceId, folder]))
  return Object.fromEntries(
    folders.map((folder) => {
      const id = toUuid('folder', folder.sourceId)
      const path = ancestors(folder, bySource).map((sourceId) => toUuid('folder', sourceId))
      return [id, { id, data: { name: folder.name, description: '', media_uri: '', path: path.join('.') } }]
    }),
  )
}

function ancestors(folder: ImportedFolder, bySource: ReadonlyMap<string, ImportedFolder>): string[] {
  const path: string[] = []
  for (let parent = folder.parent; parent !== null; parent = bySource.get(parent)?.parent ?? null) {
    // A folder inside itself has no outermost one.
    if (path.includes(parent)) break
    path.unshift(parent)
  }
  return path
}
