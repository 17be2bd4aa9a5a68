import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'

const skipped = new Set(['node_modules', 'dist'])

/**
 * One hash over the names and contents of files. Contents, not times: a checkout or a copy changes times only.
 * @param {string} base folder that the paths are relative to
 * @param {readonly string[]} paths files or folders; folders count with everything below but `node_modules`, `dist`
 *   and hidden files
 */
export function fingerprint(base, paths) {
  const hash = createHash('sha256')
  for (const file of paths.flatMap((start) => listFiles(base, start)).sort()) {
    const content = readFileSync(path.join(base, file))
    hash.update(`${file}\0${content.length}\0`).update(content)
  }
  return hash.digest('hex')
}

/**
 * @param {string} base
 * @param {string} start
 * @returns {string[]}
 */
function listFiles(base, start) {
  const entries = readEntries(path.join(base, start))
  if (entries === undefined) return [start]
  return entries
    .filter((entry) => !skipped.has(entry.name) && !entry.name.startsWith('.'))
    .flatMap((entry) => {
      const below = `${start}/${entry.name}`
      return entry.isDirectory() ? listFiles(base, below) : [below]
    })
}

/** @param {string} folder */
function readEntries(folder) {
  try {
    return readdirSync(folder, { withFileTypes: true })
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOTDIR') return undefined
    throw error
  }
}
