/** Whether a value is what a JSON Schema describes. Knows the keywords that ours use and throws on any other. */
export function matchesSchema(value: unknown, rules: unknown, root: unknown = rules): boolean {
  if (typeof rules === 'boolean') return rules
  const schema = asObject(rules)
  const inner = (part: unknown, item: unknown): boolean => matchesSchema(item, part, root)
  return Object.entries(schema).every(([keyword, rule]) => {
    const holds = keywords[keyword]
    if (holds === undefined) throw new Error(`The schema keyword "${keyword}" is not known here.`)
    return holds({ rule, value, schema, root, inner })
  })
}

interface Check {
  rule: unknown
  value: unknown
  schema: Record<string, unknown>
  root: unknown
  inner: (schema: unknown, item: unknown) => boolean
}

const always = (): boolean => true

const keywords: Record<string, (check: Check) => boolean> = {
  $schema: always,
  $defs: always,
  title: always,
  description: always,
  // Taken together with `if`.
  then: always,
  $ref: ({ rule, value, root, inner }) => {
    const name = String(rule).replace('#/$defs/', '')
    return inner(asObject(asObject(root).$defs)[name], value)
  },
  type: ({ rule, value }) => typeOf(value) === rule || (rule === 'number' && typeOf(value) === 'integer'),
  const: ({ rule, value }) => value === rule,
  enum: ({ rule, value }) => asList(rule).includes(value),
  not: ({ rule, value, inner }) => !inner(rule, value),
  anyOf: ({ rule, value, inner }) => asList(rule).some((part) => inner(part, value)),
  allOf: ({ rule, value, inner }) => asList(rule).every((part) => inner(part, value)),
  if: ({ rule, value, schema, inner }) => !inner(rule, value) || inner(schema.then, value),
  minLength: ({ rule, value }) => typeof value !== 'string' || value.length >= Number(rule),
  maxLength: ({ rule, value }) => typeof value !== 'string' || value.length <= Number(rule),
  pattern: ({ rule, value }) => typeof value !== 'string' || new RegExp(String(rule)).test(value),
  minimum: ({ rule, value }) => typeof value !== 'number' || value >= Number(rule),
  maximum: ({ rule, value }) => typeof value !== 'number' || value <= Number(rule),
  minItems: ({ rule, value }) => !Array.isArray(value) || value.length >= Number(rule),
  maxItems: ({ rule, value }) => !Array.isArray(value) || value.length <= Number(rule),
  items: ({ rule, value, inner }) => !Array.isArray(value) || value.every((item) => inner(rule, item)),
  required: ({ rule, value }) =>
    !isObject(value) || asList(rule).every((key) => Object.hasOwn(value, String(key))),
  dependentRequired: ({ rule, value }) =>
    !isObject(value) ||
    Object.entries(asObject(rule)).every(
      ([key, needed]) =>
        !Object.hasOwn(value, key) || asList(needed).every((one) => Object.hasOwn(value, String(one))),
    ),
  properties: ({ rule, value, inner }) =>
    !isObject(value) ||
    Object.entries(asObject(rule)).every(
      ([key, part]) => !Object.hasOwn(value, key) || inner(part, value[key]),
    ),
  propertyNames: ({ rule, value, inner }) =>
    !isObject(value) || Object.keys(value).every((key) => inner(rule, key)),
  additionalProperties: ({ rule, value, schema, inner }) =>
    !isObject(value) ||
    Object.entries(value)
      .filter(([key]) => !Object.hasOwn(asObject(schema.properties ?? {}), key))
      .every(([, item]) => inner(rule, item)),
}

function typeOf(value: unknown): string {
  if (value === null) return 'null'
  if (Array.isArray(value)) return 'array'
  return Number.isSafeInteger(value) ? 'integer' : typeof value
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function asObject(value: unknown): Record<string, unknown> {
  if (isObject(value)) return value
  throw new Error('The schema has no object where one is needed.')
}

function asList(value: unknown): unknown[] {
  if (Array.isArray(value)) return value
  throw new Error('The schema has no list where one is needed.')
}
