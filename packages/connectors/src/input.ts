import { anyJson, z } from '@keyway/sdk'
import type { Json } from '@keyway/sdk'

const readBlank = (value: unknown): unknown => (value === null || value === '' ? undefined : value)

/** An input that may be left out. Forms and imported flows hand over null or "" for that, so both mean absent. */
export function optional<Schema extends z.ZodType>(schema: Schema) {
  return z.preprocess(readBlank, schema.optional()).optional()
}

/** An input with a value of its own when it is left out, null or "". */
export function withDefault<Schema extends z.ZodType>(
  schema: Schema,
  value: z.core.util.NoUndefined<z.output<Schema>>,
) {
  return z.preprocess(readBlank, schema.default(value))
}

/**
 * Text that must not be empty. A function, because `field` keeps what it is told by schema: two fields over one schema
 * would share title, picker and secrecy.
 */
export const requiredText = () => z.string().min(1, 'A value is needed here.')

/** Any JSON object, as a schema of its own for a field. */
export const record = () => z.record(z.string(), anyJson)

/** Header names and values by RFC 9110; numbers and booleans become text. */
export const headerRecord = z.record(
  z.string().regex(/^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/, 'A header name has letters, digits and hyphens.'),
  z
    .union([z.string(), z.number(), z.boolean()])
    .transform(String)
    .refine((value) => !/[\r\n\0]/.test(value), 'A header value is one line.'),
)

/** Query parameters as people write them; a list repeats the name. */
export const queryRecord = z.record(
  z.string(),
  z.union([z.string(), z.number(), z.boolean(), z.null(), z.array(z.string())]),
)

/** Text of an answer's field; anything that is not text counts as none. */
export function textOf(value: Json | undefined): string {
  return typeof value === 'string' ? value : ''
}

/** Headers of a request, without the ones whose name is refused because the connection sets them. */
export function refuseHeaders(names: readonly string[]) {
  return (headers: Readonly<Record<string, string>>): boolean =>
    Object.keys(headers).every((name) => !names.includes(name.toLowerCase()))
}
