import { readFileSync } from 'node:fs'
import path from 'node:path'
import type { ValidateFunction } from 'ajv'
import { Ajv } from 'ajv'
import addFormats from 'ajv-formats'
import { parse } from 'yaml'
import type { JsonObject } from '../org/json-object.ts'
import { asJsonObject } from '../org/json-object.ts'
import { checkRequest, type DescribedRequest } from './check-request.ts'

const methods = ['get', 'post', 'put', 'patch', 'delete']
const prefix = '#/components/schemas/'

/** An answer to check; `path` is that of the request, without its query. */
export type DescribedAnswer = { method: string; path: string; status: number; body: unknown }

type Operation = { template: string; pattern: RegExp; method: string; operation: JsonObject }

/** Okta's OpenAPI description, as far as requests, answers and scopes are concerned. */
export type OktaDescription = {
  operations: readonly { template: string; method: string; scopes: string[] }[]
  /** Every type of Okta's catalogue of events. */
  eventTypes: readonly string[]
  /** What is wrong with an answer; an empty list when it is as described. */
  findFaults(answer: DescribedAnswer): string[]
  /** What is wrong with a request: its method, path, query and body. */
  findRequestFaults(request: DescribedRequest): string[]
}

/** Reads the descriptions from the corpus folder. It takes some seconds. */
export function readOktaDescription(corpus: string): OktaDescription {
  const file = path.join(corpus, 'okta-api', 'management-minimal.yaml')
  const document = asJsonObject(parse(readFileSync(file, 'utf8'), { logLevel: 'error' }))
  const schemas = asJsonObject(asJsonObject(document['components'])['schemas'])
  // Some of Okta's enumerations repeat a value, which the schema of schemas forbids.
  const ajv = new Ajv({ logger: false, strict: false, allErrors: true, verbose: true, validateSchema: false })
  // The package is CommonJS: its function sits under `default`.
  addFormats.default(ajv, ['date-time', 'uri', 'email'])
  ajv.addSchema({ $id: 'okta', definitions: convertAll(schemas) })
  const operations = listOperations(asJsonObject(document['paths']))
  const compiled = new Map<string, ValidateFunction>()

  function validatorOf(
    { template, method, operation }: Operation,
    status: number,
  ): ValidateFunction | undefined {
    const key = `${method} ${template} ${status}`
    const known = compiled.get(key)
    if (known !== undefined) return known
    const schema = schemaOf(operation, status)
    if (schema === undefined) return undefined
    const validate = ajv.compile(asJsonObject(convert(schema, 'dispatch')))
    compiled.set(key, validate)
    return validate
  }

  const find = (method: string, requested: string) =>
    operations.find((each) => each.method === method.toLowerCase() && each.pattern.test(requested))
  const parts = {
    ajv,
    compiled,
    convert: (schema: unknown) => asJsonObject(convert(schema, 'dispatch')),
    resolve: (part: unknown) => resolveIn(document, part),
  }

  return {
    eventTypes: readEventTypes(corpus),
    operations: operations.map(({ template, method, operation }) => ({
      template,
      method: method.toUpperCase(),
      scopes: readScopes(operation),
    })),
    findFaults({ method, path: requested, status, body }) {
      const found = find(method, requested)
      if (found === undefined) return [`${method} ${requested} is not described`]
      if (status >= 400) return checkError(ajv, body)
      const responses = asJsonObject(found.operation['responses'])
      if (!(String(status) in responses))
        return [`status ${status} is not one of ${Object.keys(responses).join()}`]
      const validate = validatorOf(found, status)
      if (validate === undefined || validate(body)) return []
      return (validate.errors ?? []).map(({ instancePath, message, params, data }) => {
        return `${instancePath || '/'} ${message} ${data === null ? '(null)' : JSON.stringify(params)}`
      })
    },
    findRequestFaults(request) {
      const found = find(request.method, request.path)
      if (found === undefined) return [`${request.method} ${request.path} is not described`]
      const key = `${found.method} ${found.template}`
      return checkRequest(parts, found.operation, { key, request })
    },
  }
}

function readEventTypes(corpus: string): string[] {
  const catalogue = asJsonObject(
    JSON.parse(readFileSync(path.join(corpus, 'okta-api', 'event-types.json'), 'utf8')),
  )
  const versions = Array.isArray(catalogue['versions']) ? catalogue['versions'].map(asJsonObject) : []
  return versions.flatMap(({ eventTypes }) =>
    Array.isArray(eventTypes) ? eventTypes.map((each) => String(asJsonObject(each)['id'])) : [],
  )
}

/** A part of the document, or what it refers to there. */
function resolveIn(document: JsonObject, part: unknown): JsonObject {
  const { $ref, ...rest } = asJsonObject(part)
  if (typeof $ref !== 'string') return rest
  const target = $ref
    .slice(2)
    .split('/')
    .reduce<unknown>((inner, name) => asJsonObject(inner)[name], document)
  return resolveIn(document, target)
}

function checkError(ajv: Ajv, body: unknown): string[] {
  const validate = ajv.getSchema('okta#/definitions/Error')
  return validate === undefined || validate(body) ? [] : ['the error body is not as described']
}

function listOperations(paths: JsonObject): Operation[] {
  const operations = Object.entries(paths).flatMap(([template, item]) =>
    methods.flatMap((method) => {
      const { [method]: found, parameters: shared } = asJsonObject(item)
      if (found === undefined) return []
      const operation = asJsonObject(found)
      const parameters = [shared, operation['parameters']].flatMap((list) =>
        Array.isArray(list) ? list : [],
      )
      const pattern = new RegExp(`^${template.replaceAll('.', '\\.').replaceAll(/\{[^}]+\}/g, '[^/]+')}$`)
      return [{ template, pattern, method, operation: { ...operation, parameters } }]
    }),
  )
  // Literal segments win over parameters: `/groups/rules` is no group.
  return operations.toSorted((a, b) => a.template.split('{').length - b.template.split('{').length)
}

function readScopes(operation: JsonObject): string[] {
  const security = Array.isArray(operation['security']) ? operation['security'] : []
  return security.flatMap((each) => {
    const scopes = asJsonObject(each)['oauth2']
    return Array.isArray(scopes) ? scopes.map(String) : []
  })
}

function schemaOf(operation: JsonObject, status: number): JsonObject | undefined {
  const response = asJsonObject(asJsonObject(operation['responses'])[String(status)])
  const content = asJsonObject(asJsonObject(response['content'])['application/json'])
  return content['schema'] === undefined ? undefined : asJsonObject(content['schema'])
}

/**
 * OpenAPI 3.0 to JSON Schema. A schema with a discriminator comes twice: plain, for the `allOf` of its variants, and
 * with a dispatch to the variant that the value names, for every other reference.
 */
function convertAll(schemas: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(schemas).flatMap(([name, schema]) => {
      const plain = convert(schema, 'plain')
      const dispatch = dispatchOf(asJsonObject(schema))
      return [
        [name, plain],
        [`${name} dispatch`, dispatch === undefined ? plain : { allOf: [plain, ...dispatch] }],
      ]
    }),
  )
}

function dispatchOf({ discriminator }: JsonObject): JsonObject[] | undefined {
  const { propertyName, mapping } = asJsonObject(discriminator)
  if (typeof propertyName !== 'string' || mapping === undefined) return undefined
  return Object.entries(asJsonObject(mapping)).map(([value, target]) => ({
    if: { properties: { [propertyName]: { const: value } }, required: [propertyName] },
    then: { $ref: referTo(String(target), 'plain') },
  }))
}

type Mode = 'plain' | 'dispatch'

function referTo(reference: string, mode: Mode): string {
  const name = reference.slice(prefix.length)
  return `okta#/definitions/${encodeURIComponent(mode === 'dispatch' ? `${name} dispatch` : name)}`
}

function convert(schema: unknown, mode: Mode): unknown {
  if (Array.isArray(schema)) return schema.map((each) => convert(each, 'dispatch'))
  if (typeof schema !== 'object' || schema === null) return schema
  const { nullable, discriminator: _dispatched, example: _example, $ref, ...rest } = asJsonObject(schema)
  if (typeof $ref === 'string') return { $ref: referTo($ref, mode) }
  const converted = Object.fromEntries(
    Object.entries(rest).map(([key, value]) => {
      // Regular expressions of JavaScript have no inline flags.
      if (key === 'pattern') return [key, String(value).replace('(?i)', '')]
      // Variants that are told apart by nothing would match each other: a custom role looks like a standard one.
      if (key === 'oneOf') return ['anyOf', convert(value, 'dispatch')]
      if (key === 'enum' || key === 'default' || key === 'required') return [key, value]
      if (key === 'properties') {
        const properties = Object.entries(asJsonObject(value))
        return [key, Object.fromEntries(properties.map(([name, each]) => [name, convert(each, 'dispatch')]))]
      }
      // The base of a variant: it must not dispatch back to the variant.
      if (key === 'allOf' && Array.isArray(value)) return [key, value.map((each) => convert(each, 'plain'))]
      return [key, convert(value, 'dispatch')]
    }),
  )
  return nullable === true ? { anyOf: [{ type: 'null' }, converted] } : converted
}
