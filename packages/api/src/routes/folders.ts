import { z } from '@keyway/sdk'
import { defineRoute } from '../route.ts'
import { id, none, nothing } from '../shapes.ts'

/** A folder by its path, names joined by `/`: `Joiners/EMEA`. */
export const folderPath = z.string().min(1).max(1_100)

const folder = z.object({
  id,
  path: z.string(),
  /** Flows right in it. */
  flows: z.int(),
  /** Flows in it and in the folders inside it. */
  total: z.int(),
})
const folderList = z.object({ items: z.array(folder) })

export const listFolders = defineRoute({
  method: 'GET',
  path: '/api/folders',
  access: 'viewer',
  summary: 'All folders by path, with how many flows each holds',
  params: none,
  query: none,
  body: none,
  answer: folderList,
})

export const createFolder = defineRoute({
  method: 'POST',
  path: '/api/folders',
  access: 'builder',
  summary: 'Makes a folder, and the folders around it where they are missing',
  params: none,
  query: none,
  body: z.object({ path: folderPath }),
  answer: folderList,
})

export const renameFolder = defineRoute({
  method: 'PUT',
  path: '/api/folders/:folderId',
  access: 'builder',
  summary: 'Renames or moves a folder with everything in it',
  params: z.object({ folderId: id }),
  query: none,
  body: z.object({ path: folderPath }),
  answer: folderList,
})

export const deleteFolder = defineRoute({
  method: 'DELETE',
  path: '/api/folders/:folderId',
  access: 'builder',
  summary: 'Deletes an empty folder',
  params: z.object({ folderId: id }),
  query: none,
  body: none,
  answer: nothing,
})
