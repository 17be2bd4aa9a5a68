import { InputError } from '@keyway/sdk'
import type { Db } from '../db/database.ts'
import { ConflictError, NotFoundError } from '../errors.ts'
import { parseFolderPath, plainFolderPath } from './folder-path.ts'
import {
  countFlowsByFolder,
  deleteFolderRow,
  findFolderByPath,
  insertFolder,
  listFolderRows,
  renameFolderRow,
  type FolderRow,
} from './store.ts'

export interface FolderParts {
  db: Db
  newId: () => string
}

export interface Folder {
  id: string
  /** `A/B` */
  path: string
  /** Flows right in it. */
  flows: number
  /** Flows in it and in the folders inside it. */
  total: number
}

/** All folders by path. */
export async function listFolders(db: Db): Promise<Folder[]> {
  const counts = await countFlowsByFolder(db)
  const rows = (await listFolderRows(db)).map(({ id, name }) => ({
    id,
    path: name,
    flows: counts.get(id) ?? 0,
  }))
  return rows.map((row) => ({
    ...row,
    total: rows
      .filter(({ path }) => path === row.path || isInside(path, row.path))
      .reduce((sum, { flows }) => sum + flows, 0),
  }))
}

/** The id of the folder of this path; it and the folders around it are made where they are missing. */
export async function ensureFolder({ newId }: FolderParts, db: Db, text: string): Promise<string> {
  const names = parseFolderPath(text)
  let id = ''
  for (const [at] of names.entries()) {
    const path = names.slice(0, at + 1).join('/')
    const found = await findFolderByPath(db, path)
    id = found?.id ?? newId()
    if (found === undefined) await insertFolder(db, { id, name: path })
  }
  return id
}

/** Makes a folder. Throws ConflictError when it is there. */
export async function createFolder(parts: FolderParts, text: string): Promise<string> {
  const path = plainFolderPath(text)
  return parts.db.transaction().execute(async (db) => {
    if ((await findFolderByPath(db, path)) !== undefined) throw taken(path)
    return ensureFolder(parts, db, path)
  })
}

/** Gives a folder another path; what is inside it goes along. Throws NotFoundError, ConflictError or InputError. */
export async function renameFolder(parts: FolderParts, folderId: string, text: string): Promise<void> {
  const path = plainFolderPath(text)
  await parts.db.transaction().execute(async (db) => {
    const all = await listFolderRows(db)
    const folder = getFolder(all, folderId)
    if (folder.name === path) return
    if (isInside(path, folder.name)) {
      throw new InputError(`"${folder.name}" cannot move into itself ("${path}").`)
    }
    if (all.some(({ name }) => name === path)) throw taken(path)
    const around = parseFolderPath(path).slice(0, -1)
    if (around.length > 0) await ensureFolder(parts, db, around.join('/'))
    for (const { id, name } of all) {
      if (id !== folderId && !isInside(name, folder.name)) continue
      await renameFolderRow(db, id, plainFolderPath(path + name.slice(folder.name.length)))
    }
  })
}

/** Deletes an empty folder. Throws NotFoundError, or ConflictError when something is in it. */
export async function deleteFolder(parts: FolderParts, folderId: string): Promise<void> {
  await parts.db.transaction().execute(async (db) => {
    const all = await listFolderRows(db)
    const { name } = getFolder(all, folderId)
    const flows = (await countFlowsByFolder(db)).get(folderId) ?? 0
    const inner = all.filter((other) => isInside(other.name, name)).length
    if (flows > 0 || inner > 0) {
      const inside = [flows > 0 ? counted(flows, 'flow') : '', inner > 0 ? counted(inner, 'folder') : '']
      throw new ConflictError(
        `"${name}" is not empty: it holds ${inside.filter((text) => text !== '').join(' and ')}. Move them first.`,
      )
    }
    await deleteFolderRow(db, folderId)
  })
}

function getFolder(all: readonly FolderRow[], folderId: string): FolderRow {
  const found = all.find(({ id }) => id === folderId)
  if (found === undefined) throw new NotFoundError(`There is no folder ${folderId}.`)
  return found
}

function isInside(path: string, folder: string): boolean {
  return path.startsWith(`${folder}/`)
}

function taken(path: string): ConflictError {
  return new ConflictError(`There is a folder "${path}" already.`)
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`
}
