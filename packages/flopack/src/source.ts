import { isJsonObject, type Json, type ValueType } from '@keyway/sdk'
import type { RecordName } from './cards/connector-records.ts'
import type { Path, PathPart } from './reference.ts'

/** Where a value comes from, before it is written down. */
export type Source =
  | {
      kind: 'reference'
      path: Path
      /** The value at run time need not have the declared type (data read by path, results of other flows). */
      isOpen: boolean
      /** Conversion made on the way here. */
      as?: ValueType
    }
  | { kind: 'constant'; value: Json }
  /** An object of sources, where the export names parts differently than Keyway does. `rest` has what `fields` lacks. */
  | { kind: 'object'; fields: ReadonlyMap<string, Source>; rest?: Source }
  /** A list whose items the export names differently. */
  | { kind: 'records'; path: Path; record: RecordName }
  /** Whether something is there. */
  | { kind: 'exists'; path: Path }

export const nothing: Source = { kind: 'constant', value: null }

/** Reference source; `isOpen` for values whose type is only known at run time. */
export function reference(path: Path, isOpen = false): Source {
  return { kind: 'reference', path, isOpen }
}

/** Part of a source. A list index is a number, or digits as the export writes them. */
export function drill(source: Source, path: Path): Source {
  const [first, ...rest] = path
  if (first === undefined) return source
  switch (source.kind) {
    case 'reference':
      return reference([...source.path, ...path.map(toIndex)], true)
    case 'object': {
      const field = typeof first === 'string' ? source.fields.get(first) : undefined
      if (field !== undefined) return drill(field, rest)
      return source.rest === undefined ? nothing : drill(source.rest, path)
    }
    case 'constant':
      return drill({ kind: 'constant', value: part(source.value, first) }, rest)
    case 'records':
      return drill(reference(source.path, true), path)
    case 'exists':
      return nothing
  }
}

function toIndex(segment: PathPart): PathPart {
  return typeof segment === 'string' && /^\d{1,9}$/.test(segment) ? Number(segment) : segment
}

function part(value: Json, key: PathPart): Json {
  if (Array.isArray(value)) return value[Number(key)] ?? null
  if (!isJsonObject(value) || typeof key === 'object' || !Object.hasOwn(value, key)) return null
  return value[key] ?? null
}
