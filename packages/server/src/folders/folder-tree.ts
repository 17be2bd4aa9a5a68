import type { ImportedFolder } from '@keyway/flopack'

/** The folders of an export for these paths, outer ones included. The id of a folder is its path. */
export function folderTree(paths: readonly string[]): ImportedFolder[] {
  const folders = new Map<string, ImportedFolder>()
  for (const path of paths) {
    const names = path.split('/')
    for (const [at, name] of names.entries()) {
      const sourceId = names.slice(0, at + 1).join('/')
      const parent = at === 0 ? null : names.slice(0, at).join('/')
      folders.set(sourceId, { sourceId, name, parent })
    }
  }
  return [...folders.values()]
}
