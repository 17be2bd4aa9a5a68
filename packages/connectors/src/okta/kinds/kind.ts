import { RemoteError, anyObject, field, isJsonObject, z } from '@keyway/sdk'
import type { Json, JsonObject } from '@keyway/sdk'
import { record } from '../../input.ts'
import { withoutSecrets } from '../without-secrets.ts'

/** How a part of an object of Okta is read; one that is missing or of another type reads as nothing. */
interface Part<Value extends Json> {
  schema: () => z.ZodType<Value, Value>
  read: (value: Json | undefined) => Value
  isKey?: true
}

/** What tells an object from others of its kind. An answer without it is refused. */
export const key: Part<string> = {
  schema: () => z.string(),
  read: (value) => (typeof value === 'string' ? value : ''),
  isKey: true,
}

export const text: Part<string> = { schema: () => z.string(), read: key.read }

export const textOrNull: Part<string | null> = {
  schema: () => z.string().nullable(),
  read: (value) => (typeof value === 'string' ? value : null),
}

export const count: Part<number | null> = {
  schema: () => z.number().nullable(),
  read: (value) => (typeof value === 'number' ? value : null),
}

export const flag: Part<boolean> = { schema: () => z.boolean(), read: (value) => value === true }

export const texts: Part<string[]> = {
  schema: () => z.array(z.string()),
  read: (value) => (Array.isArray(value) ? value.filter((each) => typeof each === 'string') : []),
}

export const object: Part<JsonObject> = {
  schema: () => anyObject,
  read: (value) => (isJsonObject(value) ? withoutSecrets(value) : {}),
}

export const objects: Part<JsonObject[]> = {
  schema: () => z.array(anyObject),
  read: (value) => (Array.isArray(value) ? value.filter(isJsonObject).map(withoutSecrets) : []),
}

type Parts = Readonly<Record<string, Part<Json>>>
type ValueOf<P> = P extends Part<infer Value> ? Value : never
type RecordOf<P extends Parts> = { [Name in keyof P]: ValueOf<P[Name]> } & { raw: JsonObject }

/** An object of an org as actions give it: its well-known parts by name, and all of it, without secrets. */
export interface OktaKind<Value extends JsonObject = JsonObject> {
  /** `network zone` */
  name: string
  schema: z.ZodType<Value, Value>
  /** Throws RemoteError for what is no such object. */
  read: (body: Json) => Value
}

/** What a change finds before it, and leaves behind: an object by its well-known parts. */
export function toState<Value extends JsonObject>(value: Value): Omit<Value, 'raw'> & JsonObject {
  const { raw: _, ...state } = value
  return state
}

/** Declares a kind of object by its parts. They are named as Okta names them. */
export function defineKind<P extends Parts>(name: string, parts: P): OktaKind<RecordOf<P>> {
  const entries = Object.entries(parts)
  const keys = entries.filter(([, part]) => part.isKey).map(([part]) => part)
  const raw = field(record(), {
    title: 'Raw',
    description: 'The object as Okta answered it, without secrets.',
  })
  const shape = { ...Object.fromEntries(entries.map(([part, { schema }]) => [part, schema()])), raw }
  return {
    name,
    // The shape has a schema for each part, and so has what is read: types cannot follow that through `fromEntries`.
    schema: Object(z.object(shape)),
    read(body) {
      if (!isJsonObject(body)) throw unexpected(name, 'it is no object')
      const missing = keys.find((part) => typeof body[part] !== 'string')
      if (missing !== undefined) throw unexpected(name, `it has no ${missing}`)
      const values = Object.fromEntries(entries.map(([part, { read }]) => [part, read(body[part])]))
      return Object({ ...values, raw: withoutSecrets(body) })
    },
  }
}

function unexpected(name: string, reason: string): RemoteError {
  const article = /^[aeiou]/i.test(name) ? 'an' : 'a'
  return new RemoteError(`Okta answered with something that is not ${article} ${name}: ${reason}.`, {
    code: 'okta_unexpected_answer',
  })
}
