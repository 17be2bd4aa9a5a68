import type { Ajv, ValidateFunction } from 'ajv'
import type { JsonObject } from '../org/json-object.ts'
import { asJsonObject } from '../org/json-object.ts'

/** A request to check; `query` is what follows the question mark. */
export type DescribedRequest = { method: string; path: string; query: string; body: unknown }

/** What checking a request needs of the description. */
export type RequestParts = {
  ajv: Ajv
  /** A part that may be a `$ref`, followed. */
  resolve: (part: unknown) => JsonObject
  /** A schema of OpenAPI as JSON Schema. */
  convert: (schema: unknown) => JsonObject
  compiled: Map<string, ValidateFunction>
}

/** What is wrong with a request to an operation: parameters that are unknown, missing or ill-formed, and its body. */
export function checkRequest(
  parts: RequestParts,
  operation: JsonObject,
  { key, request }: { key: string; request: DescribedRequest },
): string[] {
  return [
    ...checkQuery(parts, operation, { key, query: request.query }),
    ...checkBody(parts, operation, { key, body: request.body }),
  ]
}

function checkQuery(
  parts: RequestParts,
  operation: JsonObject,
  { key, query }: { key: string; query: string },
): string[] {
  const parameters = asList(operation['parameters'])
    .map(parts.resolve)
    .filter((parameter) => parameter['in'] === 'query')
  const sent = new URLSearchParams(query)
  const byName = new Map(parameters.map((parameter) => [String(parameter['name']), parameter]))
  const unknown = [...new Set(sent.keys())].filter((name) => !byName.has(name))
  const missing = parameters.filter(
    (parameter) => parameter['required'] === true && !sent.has(String(parameter['name'])),
  )
  return [
    ...unknown.map((name) => `query ${name} is not described`),
    ...missing.map((parameter) => `query ${String(parameter['name'])} is required`),
    ...[...new Set(sent.keys())].flatMap((name) => {
      const schema = parts.resolve(byName.get(name)?.['schema'] ?? {})
      const value = readParameter(sent.getAll(name), parts.resolve(schema)['type'])
      return describe(validate(parts, `${key} query ${name}`, schema), value, `query ${name}`)
    }),
  ]
}

/** A parameter is text; the schema says what it stands for. */
function readParameter(texts: string[], type: unknown): unknown {
  const [text = ''] = texts
  if (type === 'array') return texts
  if (type === 'integer' || type === 'number') return Number(text)
  if (type === 'boolean') return text === 'true' ? true : text === 'false' ? false : text
  return text
}

function checkBody(
  parts: RequestParts,
  operation: JsonObject,
  { key, body }: { key: string; body: unknown },
): string[] {
  const described = parts.resolve(operation['requestBody'] ?? {})
  const content = asJsonObject(asJsonObject(described['content'])['application/json'])
  if (content['schema'] === undefined) return body === undefined ? [] : ['a body is not described']
  if (body === undefined) return described['required'] === true ? ['a body is required'] : []
  const schema = asJsonObject(content['schema'])
  const names = namesOf(parts, schema)
  const strange =
    isObject(body) && names !== undefined ? Object.keys(body).filter((name) => !names.has(name)) : []
  return [
    ...strange.map((name) => `body ${name} is not described`),
    ...describe(validate(parts, `${key} body`, schema), body, 'body'),
  ]
}

/** The fields of a schema, of all its variants and bases; undefined where it may have any. */
function namesOf(parts: RequestParts, part: unknown): Set<string> | undefined {
  const schema = parts.resolve(part)
  const own = Object.keys(asJsonObject(schema['properties']))
  const mapped = Object.values(asJsonObject(asJsonObject(schema['discriminator'])['mapping'])).map(
    ($ref) => ({ $ref }),
  )
  const others = [...['allOf', 'oneOf', 'anyOf'].flatMap((name) => asList(schema[name])), ...mapped]
  const found = others.map((other) => namesOf(parts, withoutDiscriminator(parts, other, mapped.length > 0)))
  if (schema['additionalProperties'] !== undefined && schema['additionalProperties'] !== false)
    return undefined
  if (found.includes(undefined)) return undefined
  const names = new Set([...own, ...found.flatMap((each) => [...(each ?? [])])])
  return names.size === 0 && others.length === 0 ? undefined : names
}

/** A variant has its base among its parts, which would lead back to it. */
function withoutDiscriminator(parts: RequestParts, part: unknown, isVariant: boolean): unknown {
  if (!isVariant) return part
  const schema = parts.resolve(part)
  const bases = asList(schema['allOf']).map((each) => {
    const { discriminator: _discriminator, ...base } = parts.resolve(each)
    return base
  })
  return { ...schema, allOf: bases }
}

function validate(parts: RequestParts, key: string, schema: JsonObject): ValidateFunction {
  const known = parts.compiled.get(key)
  if (known !== undefined) return known
  const made = parts.ajv.compile(parts.convert(schema))
  parts.compiled.set(key, made)
  return made
}

function describe(check: ValidateFunction, value: unknown, what: string): string[] {
  if (check(value)) return []
  return (check.errors ?? []).map(
    ({ instancePath, message, params }) =>
      `${what}${instancePath} ${message ?? ''} ${JSON.stringify(params)}`,
  )
}

const asList = (value: unknown): unknown[] => (Array.isArray(value) ? value : [])
const isObject = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
