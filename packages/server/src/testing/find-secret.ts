import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { createRedactor } from '../outbound/redactor.ts'

/**
 * Where a canary secret appears, plainly or encoded (base64 at any alignment, percent, form, JSON, hexadecimal): in files
 * of a directory (a database with its write-ahead log, journals, logs) and in the given texts by name. Empty is good.
 */
export function findSecret(
  secret: string,
  places: { directory?: string; texts?: Readonly<Record<string, string>> },
): string[] {
  const redactor = createRedactor([secret])
  const has = (text: string) => redactor.text(text) !== text
  const texts = Object.entries(places.texts ?? {}).filter(([, text]) => has(text))
  const files = places.directory === undefined ? [] : filesIn(places.directory)
  // latin1 keeps every byte, so binary files are searched too.
  const inFiles = files.filter((file) => has(readFileSync(file, 'latin1')))
  return [...texts.map(([name]) => name), ...inFiles]
}

function filesIn(directory: string): string[] {
  return readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name))
}
