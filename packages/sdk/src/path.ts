/** A request path whose variable parts were percent-encoded. Only the `path` tag makes one. */
export type Path = string & { readonly __path: unique symbol }

/**
 * Builds a request path: each value becomes one encoded path segment or query value, so data can never add a segment or
 * a parameter. `path\`/api/v1/users/${id}\``
 */
export function path(strings: TemplateStringsArray, ...values: (string | number)[]): Path {
  return String.raw({ raw: strings.raw }, ...values.map((value) => encodeSegment(String(value)))) as Path
}

/** `.` and `..` survive percent-encoding and would climb, so they are refused by encoding their dots too. */
function encodeSegment(value: string): string {
  return value === '.' || value === '..' ? value.replaceAll('.', '%2E') : encodeURIComponent(value)
}
