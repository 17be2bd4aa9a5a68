import { z } from 'zod'
import type { ActionContext } from './action.ts'
import type { DynamicFields } from './dynamic-field.ts'
import type { JsonObject } from './json.ts'

export interface Option {
  value: string
  label: string
  /** What tells it from others of the same name: a status, a type, a description. */
  hint?: string
}

/**
 * Live picker: searches on the other side, never filters one page here. `inputs` are the other inputs as far as they are
 * known already, for choices that depend on them: the factors of the user who was chosen.
 */
export type OptionSearch = (context: ActionContext, search: string, inputs: JsonObject) => Promise<Option[]>

export interface FieldMeta {
  /** Label shown to people. */
  title: string
  description?: string
  /** Never shown again once saved, masked in logs, API and forms, emitted as `writeOnly`. */
  secret?: boolean
  placeholder?: string
  /** Long text: the form shows a text area. */
  multiline?: boolean
  /** What people read for each value of an enumeration. */
  labels?: Readonly<Record<string, string>>
  /** Values of other fields for which the form shows this one; absent: always. */
  shownFor?: Readonly<Record<string, readonly string[]>>
  /** The server makes its value: the form does not ask for it. */
  generated?: boolean
  options?: OptionSearch
  /** For an object: its members are known to the other side only. */
  dynamicFields?: DynamicFields
}

const metadata = new WeakMap<object, FieldMeta>()

/**
 * Attaches what people see of a value to its schema. Metadata binds to the outermost schema: write
 * `field(schema.optional(), …)`, not `field(schema, …).optional()`.
 */
export function field<Schema extends z.ZodType>(schema: Schema, meta: FieldMeta): Schema {
  // A copy: two fields over one shared schema must not share a title, a picker or a secret mark.
  const own = schema.clone()
  metadata.set(own, meta)
  return own
}

/** What `field` attached to a schema, if anything. */
export function findFieldMeta(schema: object): FieldMeta | undefined {
  return metadata.get(schema)
}

/** JSON Schema of a declaration, with titles, descriptions, `writeOnly`, `x-options` and the like for forms. */
export function toFormSchema(schema: z.ZodType, io: 'input' | 'output' = 'input'): Record<string, unknown> {
  return z.toJSONSchema(schema, {
    io,
    unrepresentable: 'any',
    override: ({ zodSchema, jsonSchema }) => {
      const meta = metadata.get(zodSchema)
      if (meta === undefined) return
      jsonSchema.title = meta.title
      if (meta.description !== undefined) jsonSchema.description = meta.description
      if (meta.secret === true) jsonSchema.writeOnly = true
      if (meta.placeholder !== undefined) jsonSchema['x-placeholder'] = meta.placeholder
      if (meta.multiline === true) jsonSchema['x-multiline'] = true
      if (meta.labels !== undefined) jsonSchema['x-labels'] = meta.labels
      if (meta.shownFor !== undefined) jsonSchema['x-shown-for'] = meta.shownFor
      if (meta.generated === true) jsonSchema['x-generated'] = true
      if (meta.options !== undefined) jsonSchema['x-options'] = true
      if (meta.dynamicFields !== undefined)
        jsonSchema['x-dynamic-fields'] = meta.dynamicFields.isWhole ? 'whole' : 'part'
    },
  })
}

/** Names of the top-level fields of an object schema that are marked `secret`. */
export function secretFields(schema: z.ZodObject): string[] {
  return Object.entries(schema.shape)
    .filter(([, value]) => metadata.get(value)?.secret === true)
    .map(([name]) => name)
}
