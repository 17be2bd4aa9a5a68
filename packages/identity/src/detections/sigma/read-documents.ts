import { anyJson, type Json } from '@keyway/sdk'
import { parseAllDocuments } from 'yaml'
import { SigmaError } from './sigma-error.ts'

/** Longest file that is read, in characters. */
const longest = 1_000_000

/** The documents of a YAML file. Aliases are limited, so a small file cannot become a huge rule. Throws SigmaError. */
export function readYamlDocuments(text: string): Json[] {
  if (text.length > longest) {
    throw new SigmaError(`The file has ${String(text.length)} characters; ${String(longest)} are the most.`)
  }
  const parsed = parseAllDocuments(text, { uniqueKeys: true })
  // The library answers an empty file with something else than a list.
  return (Array.isArray(parsed) ? parsed : []).map((document) => {
    const [error] = document.errors
    if (error !== undefined) throw new SigmaError(`The file is no YAML: ${error.message}`, error)
    return toJson(document)
  })
}

/** The library throws a ReferenceError of its own for aliases that are too many or stand for nothing. */
function toJson(document: { toJS: (options: { maxAliasCount: number }) => unknown }): Json {
  try {
    return anyJson.parse(document.toJS({ maxAliasCount: 100 }))
  } catch (error) {
    throw new SigmaError(
      `The file is no YAML: ${error instanceof Error ? error.message : String(error)}`,
      error,
    )
  }
}
