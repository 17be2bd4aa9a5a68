import type { ImportedFolder } from '@keyway/flopack'

/** Between the names of a folder and of the one around it. Folders of Keyway are a list, those of exports a tree. */
const separator = ' / '

/** Longest name of a folder. */
const maxLength = 200

/** Names of an export's folders by their ids, each with those of the folders around it. */
export function folderNames(folders: readonly ImportedFolder[]): Map<string, string> {
  const byId = new Map(folders.map((folder) => [folder.sourceId, folder]))
  return new Map(
    folders.map((folder) => {
      const names: string[] = []
      const seen = new Set<string>()
      let at: ImportedFolder | undefined = folder
      while (at !== undefined && !seen.has(at.sourceId)) {
        seen.add(at.sourceId)
        names.unshift(at.name)
        at = at.parent === null || names.join(separator).length > maxLength ? undefined : byId.get(at.parent)
      }
      return [folder.sourceId, names.join(separator).slice(-maxLength).trim()]
    }),
  )
}

/** The tree that names of folders stand for. The id of a folder is its whole name. */
export function folderTree(names: readonly string[]): ImportedFolder[] {
  const folders = new Map<string, ImportedFolder>()
  for (const whole of names) {
    const parts = whole.split(separator)
    for (const [at, name] of parts.entries()) {
      const sourceId = parts.slice(0, at + 1).join(separator)
      const parent = at === 0 ? null : parts.slice(0, at).join(separator)
      folders.set(sourceId, { sourceId, name, parent })
    }
  }
  return [...folders.values()]
}
