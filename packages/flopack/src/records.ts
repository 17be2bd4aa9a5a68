import { connectorRecords, type RecordName, type RecordShape } from './cards/connector-records.ts'
import type { Path } from './reference.ts'
import { reference, type Source } from './source.ts'

const records: Readonly<Record<string, RecordShape | undefined>> = connectorRecords

/** The object at `path`, with the names the export uses. */
export function recordSource(path: Path, record: string): Source {
  const shape = records[record]
  if (shape === undefined) return reference(path, true)
  const at = (text: string): Path => [...path, ...splitPath(text)]
  const fields = Object.entries(shape.fields).map(([name, field]): [string, Source] => {
    if (typeof field === 'string') return [name, reference(at(field), true)]
    if ('exists' in field) return [name, { kind: 'exists', path: at(field.exists) }]
    return [name, recordSource(at(field.from), field.record)]
  })
  const rest = shape.spread === undefined ? {} : { rest: reference(at(shape.spread), true) }
  return { kind: 'object', fields: new Map(fields), ...rest }
}

/** A path into an item as the export writes it (`Raw Output.profile.login`), as the action's output has it. */
export function recordPath(record: RecordName, text: string): string {
  const shape = records[record]
  if (shape === undefined || text === '') return text
  const [first = '', ...rest] = Object.hasOwn(shape.fields, text) ? [text] : text.split('.')
  const field = Object.hasOwn(shape.fields, first) ? shape.fields[first] : undefined
  const base = field === undefined ? [shape.spread ?? '', first] : [pathOf(field)]
  return [...base, ...rest].filter((part) => part !== '').join('.')
}

function pathOf(field: string | { from: string } | { exists: string }): string {
  if (typeof field === 'string') return field
  return 'from' in field ? field.from : field.exists
}

/** Paths in mappings are plain names with dots. */
export function splitPath(text: string): string[] {
  return text === '' ? [] : text.split('.')
}

interface ListCard {
  /** Outputs that are the list again, or one of its items. */
  outputs: Readonly<Record<string, 'list' | 'item'>>
  /** Inputs that hold a path into the items. */
  paths: readonly string[]
}

/** Cards that pass on the items of their input `list`: items keep the names they came with. */
export const listCards: Readonly<Record<string, ListCard | undefined>> = {
  'list.at': { outputs: { item: 'item' }, paths: [] },
  'list.filter': { outputs: { list: 'list' }, paths: [] },
  'list.filterBy': { outputs: { list: 'list' }, paths: ['path'] },
  'list.findBy': { outputs: { item: 'item' }, paths: ['path'] },
  'list.length': { outputs: {}, paths: [] },
  'list.pluck': { outputs: {}, paths: ['key'] },
  'list.pop': { outputs: { list: 'list', item: 'item' }, paths: [] },
  'list.sample': { outputs: { samples: 'list' }, paths: [] },
  'list.shift': { outputs: { list: 'list', item: 'item' }, paths: [] },
  'list.sortBy': { outputs: { 'sorted list': 'list' }, paths: ['path'] },
  'list.uniqueBy': { outputs: { 'unique list': 'list' }, paths: ['path'] },
}
