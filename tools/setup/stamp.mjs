import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'

/**
 * What a finished step left behind; undefined when it never finished.
 * @param {string} file
 * @returns {string | undefined}
 */
export function readStamp(file) {
  try {
    const stamp = JSON.parse(readFileSync(file, 'utf8'))
    return typeof stamp.fingerprint === 'string' ? stamp.fingerprint : undefined
  } catch {
    // Absent or torn by a crash: either way the step has to run again.
    return undefined
  }
}

/**
 * @param {string} file
 * @param {string} fingerprint
 */
export function writeStamp(file, fingerprint) {
  mkdirSync(path.dirname(file), { recursive: true })
  writeFileSync(file, `${JSON.stringify({ fingerprint })}\n`)
}
