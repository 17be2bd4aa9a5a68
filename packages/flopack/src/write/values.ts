import { isJsonObject, valueTypes, type Json, type ValueType } from '@keyway/sdk'
import { isTemplate, parseReference, type ParsedReference, type Value } from '@keyway/engine'
import { formatPath, type Path, type PathPart } from '../reference.ts'
import { existsKey, mergedKey } from './find-source.ts'
import type { FlowWriter } from './scope.ts'

/** A value that is one reference. */
export function readRef(value: Value | undefined): { ref: string; as?: ValueType } | undefined {
  if (value === undefined || !isJsonObject(value) || typeof value.ref !== 'string') return undefined
  const as = valueTypes.find((type) => type === value.as)
  return { ref: value.ref, ...(as === undefined ? {} : { as }) }
}

/** The constant a value is, if it refers to nothing. */
export function readConstant(value: Value): { value: Json } | undefined {
  if (typeof value === 'string') return isTemplate(value) ? undefined : { value }
  if (Array.isArray(value)) {
    const items = value.map(readConstant)
    return items.every((item) => item !== undefined) ? { value: items.map((item) => item.value) } : undefined
  }
  if (!isJsonObject(value)) return { value }
  if (isWrapped(value)) return { value: value.const ?? null }
  if (typeof value.ref === 'string') return undefined
  const fields: [string, Json][] = []
  for (const [key, part] of Object.entries(value)) {
    const constant = readConstant(part)
    if (constant === undefined) return undefined
    fields.push([key, constant.value])
  }
  return { value: Object.fromEntries(fields) }
}

/** `{ const: … }`, and nothing beside it. */
function isWrapped(value: Record<string, Json>): boolean {
  return Object.hasOwn(value, 'const') && Object.keys(value).length === 1
}

/** A reference as a path from its root; undefined for one that reads every item of a list. */
export function readPath({ root, segments }: ParsedReference): Path | undefined {
  const parts = segments.flatMap((segment): PathPart[] => {
    if (segment.kind === 'key') return [segment.key]
    if (segment.kind === 'index') return [segment.index]
    return segment.kind === 'filter' ? [{ key: segment.key, value: segment.value }] : []
  })
  return parts.length === segments.length ? [root, ...parts] : undefined
}

/** What a value asks for: a part of what some card gives. */
export type Wanted = { kind: 'path'; root: string; path: Path } | { kind: 'shape'; root: string; shape: Json }

/** What a reference, or an object made of references, asks for. */
export function wantedOf(flow: FlowWriter, value: Value): Wanted | undefined {
  const shape = withExtras(flow, value)
  const ref = readRef(shape)
  if (ref !== undefined) {
    const path = readPath(parseReference(ref.ref))
    return path === undefined ? undefined : { kind: 'path', root: parseReference(ref.ref).root, path }
  }
  const root = firstRoot(shape)
  return root === undefined ? undefined : { kind: 'shape', root, shape }
}

function firstRoot(value: Json): string | undefined {
  const ref = readRef(value)
  if (ref !== undefined) return parseReference(ref.ref).root
  if (typeof value !== 'object' || value === null) return undefined
  for (const part of Object.values(value)) {
    const root = firstRoot(part)
    if (root !== undefined) return root
  }
  return undefined
}

/**
 * The value with what steps before it contribute put back in its place, and with the outputs of a guarded card under the
 * card's own name.
 */
export function withExtras(flow: FlowWriter, value: Value): Json {
  const ref = readRef(value)
  if (ref !== undefined) return refWithExtras(flow, ref.ref)
  if (Array.isArray(value)) return value.map((part) => withExtras(flow, part))
  if (!isJsonObject(value) || isWrapped(value)) return value
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, withExtras(flow, part)]))
}

function refWithExtras(flow: FlowWriter, ref: string): Json {
  const parsed = parseReference(ref)
  const { root, segments } = parsed
  const path = readPath(parsed)
  const guarded = typeof path?.[1] === 'string' ? flow.guards.get(root)?.get(path[1]) : undefined
  if (guarded !== undefined && path !== undefined) return { ref: formatPath([guarded, ...path.slice(1)]) }
  const step = flow.deferred.get(root)
  const [first] = segments
  if (step === undefined || segments.length !== 1 || first?.kind !== 'key') return { ref }
  if (step.use === 'object.merge' && first.key === 'output') {
    return { [mergedKey]: withExtras(flow, step.with?.['objects'] ?? []) }
  }
  if (step.use === 'boolean.compare' && first.key === 'result') {
    return { [existsKey]: withExtras(flow, step.with?.['left'] ?? null) }
  }
  if (step.use === 'flow.assign') {
    const values = step.with?.['values']
    const part = isJsonObject(values) ? values[first.key] : undefined
    if (part !== undefined) return withExtras(flow, part)
  }
  return { ref }
}
