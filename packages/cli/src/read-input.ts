import { readFileSync } from 'node:fs'
import { CommandError } from './command-error.ts'

/**
 * The text of a file, or of standard input for `-`.
 *
 * @throws {CommandError} when it cannot be read
 */
export function readInput(file: string): string {
  try {
    return readFileSync(file === '-' ? 0 : file, 'utf8')
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause)
    throw new CommandError(`${file === '-' ? 'Standard input' : file} cannot be read: ${why}.`, { cause })
  }
}
