import { CommandError } from './command-error.ts'
import { readInput } from './read-input.ts'

/** Reads a flow from a file, or from the standard input for `-`. Throws CommandError that names the file. */
export function readFlow<Document>(parse: (text: string) => Document, file: string): Document {
  try {
    return parse(readInput(file))
  } catch (cause) {
    if (cause instanceof CommandError || !(cause instanceof Error)) throw cause
    throw new CommandError(`${file}: ${cause.message}`, { cause })
  }
}
