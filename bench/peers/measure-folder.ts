import { lstatSync, readdirSync } from 'node:fs'
import path from 'node:path'

/** What a folder takes on the disk, in MB (10^6 bytes), and how many files are in it. Zero for one that is not there. */
export function measureFolder(folder: string): { megabytes: number; files: number } {
  let bytes = 0
  let files = 0
  const waiting = [folder]
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    for (const entry of list(next)) {
      const place = path.join(next, entry.name)
      if (entry.isDirectory()) waiting.push(place)
      else {
        files += 1
        // Blocks of 512 bytes, as stat counts them.
        bytes += (lstatSync(place, { throwIfNoEntry: false })?.blocks ?? 0) * 512
      }
    }
  }
  return { megabytes: bytes / 1e6, files }
}

/** While npm is at work, folders come and go. */
function list(folder: string) {
  try {
    return readdirSync(folder, { withFileTypes: true })
  } catch {
    return []
  }
}
