import { parseDocument, stringify } from 'yaml'
import { InputError } from '@keyway/sdk'
import type { Flow } from './document.ts'
import { FlowDocumentError, parseFlow } from './schema.ts'

/** Largest flow text that is read, in characters. */
const maximumLength = 5_000_000

/**
 * Reads a flow from YAML 1.2 (or JSON, which is YAML). Errors name line and column. Aliases are limited so that a small
 * file cannot unfold into a huge one. Throws InputError.
 */
export function parseFlowYaml(text: string): Flow {
  if (text.length > maximumLength) {
    throw new InputError(`The file has ${text.length} characters; a flow has at most ${maximumLength}.`)
  }
  const document = parseDocument(text, { uniqueKeys: true, prettyErrors: true })
  const first = document.errors[0]
  if (first !== undefined)
    throw new InputError(`The YAML cannot be read: ${first.message}`, { code: 'yaml_malformed' })
  try {
    return parseFlow(document.toJS({ maxAliasCount: 50 }))
  } catch (error) {
    if (!(error instanceof FlowDocumentError)) throw error
    throw new FlowDocumentError(
      error.issues.map((issue) => ({
        ...issue,
        message: `${issue.message}${lineOf(document, text, issue.path)}`,
      })),
    )
  }
}

function lineOf(
  document: ReturnType<typeof parseDocument>,
  text: string,
  path: readonly (string | number)[],
): string {
  for (let length = path.length; length > 0; length -= 1) {
    const node = document.getIn(path.slice(0, length), true)
    const range = typeof node === 'object' && node !== null && 'range' in node ? node.range : undefined
    if (Array.isArray(range) && typeof range[0] === 'number') {
      return ` (line ${text.slice(0, range[0]).split('\n').length})`
    }
  }
  return ''
}

/** Writes a flow as YAML. `parseFlowYaml` of it gives the same flow. */
export function printFlowYaml(flow: Flow): string {
  return stringify(flow, { lineWidth: 110, aliasDuplicateObjects: false })
}
