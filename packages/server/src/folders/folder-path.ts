import { InputError } from '@keyway/sdk'

const mostLevels = 10
const longestName = 100

/** The names of a folder and the folders around it, outermost first: `A/B` is `['A', 'B']`. Throws InputError. */
export function parseFolderPath(text: string): string[] {
  const names = text
    .split('/')
    .map((name) => name.trim())
    .filter((name) => name !== '')
  if (names.length === 0) throw new InputError('A folder has a name; found an empty one.')
  if (names.length > mostLevels) {
    throw new InputError(`Folders nest at most ${mostLevels} levels deep; found ${names.length}.`)
  }
  const long = names.find((name) => name.length > longestName)
  if (long !== undefined) {
    throw new InputError(
      `The name of a folder has at most ${longestName} characters; found ${long.length} in "${long.slice(0, 40)}…".`,
    )
  }
  return names
}

/** A path in its one spelling: ` A / B/` is `A/B`. */
export function plainFolderPath(text: string): string {
  return parseFolderPath(text).join('/')
}

interface ImportedFolder {
  sourceId: string
  name: string
  parent: string | null
}

/** The path of a folder of an export. What is called `A/B` there does not become two folders here. */
export function importedPath(folders: readonly ImportedFolder[], sourceId: string): string | null {
  const names: string[] = []
  // An export whose folders are each other's parents would go on for ever.
  for (let at = find(folders, sourceId); at !== undefined && names.length < mostLevels;) {
    names.unshift(toFolderName(at.name))
    at = at.parent === null ? undefined : find(folders, at.parent)
  }
  return names.length === 0 ? null : names.join('/')
}

function find(folders: readonly ImportedFolder[], id: string): ImportedFolder | undefined {
  return folders.find(({ sourceId }) => sourceId === id)
}

function toFolderName(name: string): string {
  const plain = name.replaceAll('/', '-').trim().slice(0, longestName).trim()
  return plain === '' ? 'Untitled folder' : plain
}
