/** The operators of Okta's SCIM-style expressions (parameters `filter` and `search`). */
export type Operator = 'eq' | 'ne' | 'gt' | 'ge' | 'lt' | 'le' | 'sw' | 'co' | 'ew' | 'pr'

export type Literal = string | number | boolean | null

/** A parsed expression. `attribute` is a dotted path such as `profile.department`. */
export type Filter =
  | { kind: 'and' | 'or'; left: Filter; right: Filter }
  | { kind: 'not'; operand: Filter }
  | { kind: 'compare'; attribute: string; operator: Exclude<Operator, 'pr'>; value: Literal }
  | { kind: 'present'; attribute: string }

/** The expression does not parse, or asks for something that the endpoint does not support. */
export class FilterError extends Error {
  override readonly name = 'FilterError'
}
