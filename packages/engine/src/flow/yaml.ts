import { parseDocument, stringify, type Document } from 'yaml'
import { InputError } from '@keyway/sdk'
import type { Flow } from './document.ts'
import { FlowDocumentError, parseFlow } from './schema.ts'
import { positionsOf } from './yaml-position.ts'

/** Largest flow text that is read, in characters. */
const maximumLength = 5_000_000

/**
 * Reads a flow from YAML 1.2 (or JSON, which is YAML). Errors name line and column. Aliases are limited so that a small
 * file cannot unfold into a huge one. Throws InputError: FlowDocumentError with the place of each issue, where the text is
 * YAML.
 */
export function parseFlowYaml(text: string): Flow {
  return readFlowYaml(text).flow
}

/** A flow with the YAML document it stands in. Throws as `parseFlowYaml` does. */
export function readFlowYaml(text: string): { flow: Flow; document: Document } {
  if (text.length > maximumLength) {
    throw new InputError(`The file has ${text.length} characters; a flow has at most ${maximumLength}.`)
  }
  const { document, data } = readYaml(text)
  try {
    return { flow: parseFlow(data), document }
  } catch (error) {
    if (!(error instanceof FlowDocumentError)) throw error
    const positions = positionsOf(document, text)
    throw new FlowDocumentError(
      error.issues.map((issue) => ({
        ...issue,
        ...(issue.at === 'key' ? positions.ofKey(issue.path) : positions.of(issue.path)),
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

/** Writes a flow as YAML. `parseFlowYaml` of it gives the same flow. */
export function printFlowYaml(flow: Flow): string {
  return printYaml(flow)
}

/** Long texts of several lines stay literal: yaml 2.9.1 folds lines that begin with a blank, where a fold is a line break. */
export const printOptions = { lineWidth: 110, blockQuote: 'literal' } as const

/** Writes a value as YAML in block style. */
export function printYaml(value: unknown): string {
  return stringify(value, { ...printOptions, aliasDuplicateObjects: false })
}
