export type Comparison = 'eq' | 'ne' | 'gt' | 'ge' | 'lt' | 'le'

/** An expression of the languages that Okta derives from Spring's: those of event hook filters and of group rules. */
export type El =
  | { kind: 'literal'; value: string | number | boolean | null }
  | { kind: 'name'; name: string }
  | { kind: 'member'; object: El; name: string }
  | { kind: 'call'; object: El | undefined; name: string; args: readonly El[] }
  | { kind: 'select'; list: El; condition: El }
  | { kind: 'not'; operand: El }
  | { kind: 'compare'; operator: Comparison; left: El; right: El }
  | { kind: 'and' | 'or'; left: El; right: El }

/** Says why an expression is refused, for people. */
export class ElError extends Error {
  override readonly name = 'ElError'
}
