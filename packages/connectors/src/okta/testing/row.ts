import { isJsonObject } from '@keyway/sdk'
import type { Effect, Json, JsonObject } from '@keyway/sdk'
import type { TableOrg } from './start-table.ts'

/**
 * What an action does, as data: the table test runs every row against the simulated org, in good days and bad ones. In
 * texts `{name}` stands for that value of the input, and `*` for any id or secret that Okta makes.
 */
export interface Row {
  /** Decided here for each action: what follows from it is in the contract of the SDK. */
  effect: Effect
  /** Makes what the action needs, and gives its input. */
  given: (org: TableOrg) => JsonObject | Promise<JsonObject>
  /** Every request in order: method, path with query, and the body as JSON. */
  sends: readonly string[]
  /** Part of what comes out. */
  gives: Json
  /** Input that names what is not there, and what comes of it: `okta_E0000007` unless something else is said. */
  missing: { input: JsonObject; gives?: Json; fails?: string } | { never: string }
  /** What a second time gives or fails with, where that is not the same. */
  again?: { gives: Json } | { fails: string }
  /** What the action that takes it back leaves, where that is not the state before. */
  leaves?: Json
  /** Why no state is read before what is no read. */
  noState?: string
  /** What is found after a crash, where that is less than `gives`. */
  found?: Json
  /** Why a write whose answer was lost is left to a person. */
  inDoubt?: string
  /** Why nobody but an administrator of the org is refused. */
  free?: string
}

export type Rows = Readonly<Record<string, Row>>

/** A text of the table with the values of the input in place of their names. */
function fillText(template: string, input: JsonObject): string {
  return template.replaceAll(/\{(\w+)\}/g, (whole, name: string) => {
    const value = input[name]
    return value === undefined ? whole : typeof value === 'string' ? value : JSON.stringify(value)
  })
}

/** A request of the table with the values of the input in place of their names, escaped where they are in JSON. */
export function fillLine(line: string, input: JsonObject): string {
  const at = line.search(/ (\{"|\[)/)
  if (at === -1) return fillText(line, input)
  const escaped = Object.entries(input).map(([name, value]): [string, Json] => {
    return [name, typeof value === 'string' ? JSON.stringify(value).slice(1, -1) : value]
  })
  return fillText(line.slice(0, at), input) + fillText(line.slice(at), Object.fromEntries(escaped))
}

/** A value of the table with the values of the input in place of their names. */
export function fill(template: Json, input: JsonObject): Json {
  if (typeof template === 'string') return fillText(template, input)
  if (Array.isArray(template)) return template.map((each) => fill(each, input))
  if (!isJsonObject(template)) return template
  return Object.fromEntries(Object.entries(template).map(([name, value]) => [name, fill(value, input)]))
}

/** Whether a value has everything that the table says of it. */
export function fits(value: Json | undefined, wanted: Json): boolean {
  if (wanted === '*') return value !== undefined && value !== null && value !== ''
  if (Array.isArray(wanted)) {
    return (
      Array.isArray(value) &&
      value.length === wanted.length &&
      wanted.every((each, at) => fits(value[at], each))
    )
  }
  if (!isJsonObject(wanted)) return value === wanted
  return isJsonObject(value) && Object.entries(wanted).every(([name, each]) => fits(value[name], each))
}

/** Whether a request is the one that the table says; `*` stands for one part of a path, or for a text in a body. */
export function isSent(request: string, wanted: string): boolean {
  const pattern = wanted
    .split('*')
    .map((part) => part.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`))
    .join('[^/"]+')
  return new RegExp(`^${pattern}$`).test(request)
}

/** A value without when it was changed last, which is no part of a state that can come again. */
export function steady(value: Json): Json {
  if (Array.isArray(value)) return value.map(steady)
  if (!isJsonObject(value)) return value
  const kept = Object.entries(value).filter(([name]) => !/^(lastUpdated?|lastUpdatedBy)$/.test(name))
  return Object.fromEntries(kept.map(([name, each]) => [name, steady(each)]))
}
