import { isJsonObject, z } from '@keyway/sdk'
import { closest } from './closest.ts'

/** One thing that is wrong with a document. `path` is a list of keys and indexes from its top. */
export interface DocumentIssue {
  path: (string | number)[]
  message: string
  /** `key` when the key itself is wrong and not what it holds. */
  at?: 'key'
  /** Place in the text it was read from, counted from 1. */
  line?: number
  column?: number
}

/** Issues of a schema in words that say what was found; `raw` is what was parsed with it. */
export function toDocumentIssues(error: z.ZodError, raw: unknown, schema: z.ZodType): DocumentIssue[] {
  return error.issues.flatMap((issue) => describe(issue, raw, schema))
}

type Issue = z.ZodError['issues'][number]

function describe(issue: Issue, raw: unknown, schema: z.ZodType): DocumentIssue[] {
  const path = issue.path.filter((part) => typeof part !== 'symbol')
  const found = valueAt(raw, path)
  switch (issue.code) {
    case 'unrecognized_keys': {
      const known = path.length === 0 && schema instanceof z.ZodObject ? Object.keys(schema.shape) : []
      return issue.keys.map((key) => ({
        path: [...path, key],
        at: 'key',
        message: `"${key}" is not known here.${suggest(key, known)}${known.length === 0 ? '' : ` Known: ${known.join(', ')}.`}`,
      }))
    }
    case 'invalid_type': {
      const name = path.at(-1)
      // A message of our own says more than the type does.
      if (!issue.message.startsWith('Invalid input')) return [{ path, message: issue.message }]
      if (found === undefined && typeof name === 'string') return [{ path, message: `"${name}" is missing.` }]
      return [{ path, message: `Expected ${article(issue.expected)}, found ${show(found)}.` }]
    }
    case 'invalid_value': {
      if (!issue.message.startsWith('Invalid')) return [{ path, message: issue.message }]
      const known = issue.values.map(String)
      const name = path.at(-1)
      if (found === undefined && typeof name === 'string') {
        return [{ path, message: `"${name}" is missing. Expected one of: ${known.join(', ')}.` }]
      }
      const hint = typeof found === 'string' ? suggest(found, known) : ''
      return [{ path, message: `Found ${show(found)}.${hint} Expected one of: ${known.join(', ')}.` }]
    }
    case 'invalid_union': {
      // The form that fits best is the one that was meant.
      const [nearest] = issue.errors.toSorted((a, b) => a.length - b.length)
      if (nearest === undefined || nearest.length === 0) return [{ path, message: issue.message }]
      return nearest
        .flatMap((inner) => describe(inner, found, z.unknown()))
        .map((inner) => ({ ...inner, path: [...path, ...inner.path] }))
    }
    case 'custom':
      // An inner schema was chosen by looking at the value and its issues were put into words already.
      return [{ path, message: issue.message, ...(issue.params?.['at'] === 'key' ? { at: 'key' } : {}) }]
    default:
      return [{ path, message: issue.message }]
  }
}

function suggest(name: string, known: readonly string[]): string {
  const meant = closest(name, known)
  return meant === undefined ? '' : ` Did you mean "${meant}"?`
}

function article(type: string): string {
  const names: Record<string, string> = {
    string: 'text',
    array: 'a list',
    object: 'keys and values',
    record: 'keys and values',
    boolean: 'true or false',
    int: 'a whole number',
    number: 'a number',
  }
  return names[type] ?? type
}

function show(value: unknown): string {
  if (value === null || value === undefined) return 'nothing'
  if (Array.isArray(value)) return 'a list'
  if (isJsonObject(value)) return 'keys and values'
  const text = JSON.stringify(value) ?? typeof value
  return text.length > 60 ? `${text.slice(0, 59)}…` : text
}

function valueAt(value: unknown, path: readonly (string | number)[]): unknown {
  return path.reduce<unknown>(
    (inner, key) =>
      typeof inner === 'object' && inner !== null && Object.hasOwn(inner, key)
        ? Reflect.get(inner, key)
        : undefined,
    value,
  )
}
