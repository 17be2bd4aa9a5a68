import { folders as contract } from '@keyway/api'
import { toActor } from '../auth/caller.ts'
import type { HttpServer } from '../http/server.ts'
import { createFolder, deleteFolder, listFolders, renameFolder, type FolderParts } from './folders.ts'

export interface FolderRouteParts extends FolderParts {
  audit: (entry: { actor: string; action: string; target: string; detail?: string }) => Promise<void>
}

/** Mounts the folders that flows are kept in. */
export function mountFolders(server: HttpServer, parts: FolderRouteParts): void {
  const list = async () => ({ items: await listFolders(parts.db) })

  server.mount(contract.listFolders, list)

  server.mount(contract.createFolder, async ({ body, caller }) => {
    const target = await createFolder(parts, body.path)
    await parts.audit({ actor: toActor(caller), action: 'folder.created', target, detail: body.path })
    return list()
  })

  server.mount(contract.renameFolder, async ({ params: { folderId }, body, caller }) => {
    await renameFolder(parts, folderId, body.path)
    const entry = { action: 'folder.renamed', target: folderId, detail: body.path }
    await parts.audit({ actor: toActor(caller), ...entry })
    return list()
  })

  server.mount(contract.deleteFolder, async ({ params: { folderId }, caller }) => {
    await deleteFolder(parts, folderId)
    await parts.audit({ actor: toActor(caller), action: 'folder.deleted', target: folderId })
  })
}
