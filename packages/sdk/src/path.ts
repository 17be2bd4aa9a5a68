import { InputError } from './errors.ts'

/** A request path whose variable parts were percent-encoded. Only the `path` tag makes one. */
export type Path = string & { readonly __path: unique symbol }

/**
 * Builds a request path: each value becomes one encoded path segment or query value, so data can never add a segment or
 * a parameter. `path\`/api/v1/users/${id}\``
 */
export function path(strings: TemplateStringsArray, ...values: (string | number)[]): Path {
  return String.raw({ raw: strings.raw }, ...values.map((value) => encodeSegment(String(value)))) as Path
}

/** One path below another: what the tag cannot make, as its parts are single segments. */
export function below(base: Path, rest: Path): Path {
  return `${base}${rest}` as Path
}

/** `.` and `..` survive percent-encoding (parsers decode `%2E%2E` before they climb), so they are no segment at all. */
function encodeSegment(value: string): string {
  if (value === '.' || value === '..') {
    throw new InputError('A part of a request path cannot be "." or "..".', { code: 'path_invalid' })
  }
  return encodeURIComponent(value)
}
