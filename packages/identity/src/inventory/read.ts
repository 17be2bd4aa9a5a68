import { isJsonObject, type Json, type JsonObject } from '@keyway/sdk'
import type { Link, ObjectColumns } from './tables.ts'

/** The value at a path of names; undefined where it leads nowhere. */
export function at(body: JsonObject, ...names: readonly string[]): Json | undefined {
  let value: Json | undefined = body
  for (const name of names) value = isJsonObject(value) ? value[name] : undefined
  return value
}

/** A text that is not empty; null for everything else. Numbers become texts. */
export function text(body: JsonObject, ...names: readonly string[]): string | null {
  const value = at(body, ...names)
  if (typeof value === 'number') return String(value)
  return typeof value === 'string' && value !== '' ? value : null
}

export function number(body: JsonObject, ...names: readonly string[]): number | null {
  const value = at(body, ...names)
  return typeof value === 'number' ? value : null
}

/** 1, 0, or null where nothing is said. */
export function flag(body: JsonObject, ...names: readonly string[]): number | null {
  const value = at(body, ...names)
  return typeof value === 'boolean' ? Number(value) : null
}

/** Milliseconds since 1970 of a time that Okta writes (ISO 8601); null for none. */
export function time(body: JsonObject, ...names: readonly string[]): number | null {
  const value = text(body, ...names)
  const ms = value === null ? Number.NaN : Date.parse(value)
  return Number.isNaN(ms) ? null : ms
}

export function texts(body: JsonObject, ...names: readonly string[]): string[] {
  const value = at(body, ...names)
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : []
}

export function linksTo(to_kind: string, relation: string, ids: readonly string[]): Link[] {
  return [...new Set(ids)].map((to_id) => ({ relation, to_kind, to_id }))
}

/** Several texts as one that is searched without regard to case. */
export function searchText(...parts: readonly (string | null)[]): string {
  return parts
    .filter((part) => part !== null)
    .join(' ')
    .toLowerCase()
}

/** The last part of a link that Okta gives (`…/policies/rst1` is `rst1`). */
export function lastOfLink(body: JsonObject, link: string): string | null {
  return text(body, '_links', link, 'href')?.split('/').at(-1) ?? null
}

/** The columns of `okta_objects` as most kinds have them; what is given stands above what is read. */
export function objectColumns(body: JsonObject, given: Partial<ObjectColumns> = {}): ObjectColumns {
  const id = given.id ?? text(body, 'id') ?? ''
  return {
    id,
    parent_id: null,
    subject_id: null,
    name: text(body, 'name') ?? text(body, 'label') ?? text(body, 'displayName') ?? id,
    type: text(body, 'type'),
    status: text(body, 'status'),
    position: number(body, 'priority'),
    is_system: flag(body, 'system'),
    created_at: time(body, 'created'),
    updated_at: time(body, 'lastUpdated'),
    expires_at: time(body, 'expiresAt'),
    ...given,
  }
}
