import { InputError } from '@keyway/sdk'
import { YAMLParseError } from 'yaml'
import { checkFlow, type PlacedProblem } from './check-flow.ts'
import type { Flow } from './document.ts'
import type { Surroundings } from './places.ts'
import { FlowDocumentError, formatPath } from './schema.ts'
import { readFlowYaml } from './yaml.ts'
import { positionsOf } from './yaml-position.ts'

/** A problem in a text, with the place to look at; line and column count from 1. */
export interface TextProblem {
  line: number
  column: number
  /** `steps[2].with.channel`; null for what is wrong with the text or the flow as a whole. */
  path: string | null
  severity: 'error' | 'warning'
  message: string
}

/**
 * Everything that is wrong with a flow written as YAML, in the order of the text: what is no YAML, what is no flow, and
 * what `checkFlow` says. Never throws for what stands in the text.
 */
export function checkFlowYaml(text: string, surroundings: Surroundings): TextProblem[] {
  try {
    const { flow, document } = readFlowYaml(text)
    const positions = positionsOf(document, text)
    return inOrder(
      checkFlow(flow, surroundings).map((problem) => ({
        ...positions.of(placeOf(problem)),
        path: problem.path,
        severity: problem.severity,
        message: problem.message,
      })),
    )
  } catch (error) {
    if (error instanceof FlowDocumentError) return inOrder(error.issues.map(toTextProblem))
    if (error instanceof InputError) return [unreadable(error)]
    throw error
  }
}

/** Warnings about steps of the flow in a text, with the places where they stand, in the order of the text. */
export function placeInYaml(
  text: string,
  warnings: readonly { step: string; field: readonly string[]; message: string }[],
): TextProblem[] {
  const { document } = readFlowYaml(text)
  const positions = positionsOf(document, text)
  return inOrder(
    warnings.map(({ step, field, message }) => {
      const path = placeOf({ step, field: [...field], message: '', severity: 'warning', path: null })
      const shown = step + formatPath(field).replace(/^(?=[^[])/, '.')
      return { ...positions.of(path), path: shown, severity: 'warning', message }
    }),
  )
}

/** The flow that a text holds; undefined where it holds none. */
export function findFlowIn(text: string): Flow | undefined {
  try {
    return readFlowYaml(text).flow
  } catch (error) {
    if (error instanceof InputError) return undefined
    throw error
  }
}

function toTextProblem({
  line = 1,
  column = 1,
  path,
  message,
}: FlowDocumentError['issues'][number]): TextProblem {
  return { line, column, path: formatPath(path) || null, severity: 'error', message }
}

function unreadable({ message, cause }: InputError): TextProblem {
  const [place] = (cause instanceof YAMLParseError ? cause.linePos : undefined) ?? []
  const { line, col } = place ?? { line: 1, col: 1 }
  // The message of the parser goes on with the lines around the place, which is given here by itself.
  const [first = message] = message.split(/ at line \d+, column \d+/)
  return { line, column: col, path: null, severity: 'error', message: first }
}

function placeOf({ step, field = [] }: PlacedProblem): (string | number)[] {
  const keys = step === null ? [] : (step.match(/[^.[\]]+/g) ?? [])
  return [...keys, ...field]
}

function inOrder(problems: TextProblem[]): TextProblem[] {
  return problems.toSorted((a, b) => a.line - b.line || a.column - b.column)
}
