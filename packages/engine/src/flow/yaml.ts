import { parseDocument, stringify, type Document } from 'yaml'
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
  const { document, data } = readYaml(text)
  try {
    return parseFlow(data)
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

/**
 * A YAML document with its source, and what it reads as. Throws InputError that names line and column.
 */
export function readYaml(text: string): { document: Document; data: unknown } {
  const document = parseDocument(text, { uniqueKeys: true, prettyErrors: true, keepSourceTokens: true })
  const [first] = document.errors
  if (first !== undefined) throw unreadable(first)
  try {
    return { document, data: document.toJS({ maxAliasCount: 50 }) }
  } catch (error) {
    // An alias without its anchor, or so many that a small file would unfold into a huge one.
    if (error instanceof ReferenceError) throw unreadable(error)
    throw error
  }
}

function unreadable(cause: Error): InputError {
  return new InputError(`The YAML cannot be read: ${cause.message}`, { code: 'yaml_malformed', cause })
}

function lineOf(document: Document, text: string, path: readonly (string | number)[]): string {
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
  return printYaml(flow)
}

/** Writes a value as YAML in block style. */
export function printYaml(value: unknown): string {
  // Long texts of several lines stay literal: yaml 2.9.1 folds lines that begin with a blank, where a fold is a line break.
  return stringify(value, { lineWidth: 110, blockQuote: 'literal', aliasDuplicateObjects: false })
}
