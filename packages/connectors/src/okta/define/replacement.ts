import { defineAction, type z } from '@keyway/sdk'
import type { Action, JsonObject, Path } from '@keyway/sdk'
import { toState, type OktaKind } from '../kinds/kind.ts'
import { contains, findObject } from './find-object.ts'
import { writable } from './change-object.ts'

type State<Value extends JsonObject> = Omit<Value, 'raw'> & JsonObject

interface Replacement<Input extends z.ZodType, Value extends JsonObject> {
  id: string
  title: string
  description: string
  scopes: readonly string[]
  input: Input
  kind: OktaKind<Value>
  at: (input: z.output<Input>) => Path
  /** The fields that are to change; what is undefined stays as it is. */
  fields: (input: z.output<Input>, found: JsonObject) => { [name: string]: JsonObject[string] | undefined }
  /** Fields that a replacement must not bring, beside those of the server. */
  without?: readonly string[]
  /** Whether an object can be changed as it is; throws InputError that says what to do first. */
  check?: (found: JsonObject) => void
  /** Input that makes this action put back what was there before. Throws nothing; undefined where nothing can. */
  restore: (before: State<Value>, input: z.output<Input>) => JsonObject | undefined
}

/** Declares an action that changes some fields of an object which Okta replaces as a whole. The others are kept. */
export function defineReplacement<Input extends z.ZodType, Value extends JsonObject>(
  declaration: Replacement<Input, Value>,
): Action {
  const { kind, at, fields, without = [], check, restore, ...described } = declaration
  return defineAction<Input, z.ZodType<Value, Value>, State<Value> | null>({
    ...described,
    effect: 'idempotent',
    output: kind.schema,
    async run(input, { http }) {
      const path = at(input)
      const found = Object(await http.get(path))
      const changed = Object.fromEntries(
        Object.entries(fields(input, found)).flatMap(([name, value]) =>
          value === undefined ? [] : [[name, value]],
        ),
      )
      // Written only if it differs, so that repeating it disturbs nobody.
      if (contains(found, changed)) return kind.read(found)
      check?.(found)
      const kept = Object.entries(writable(found)).filter(([name]) => !without.includes(name))
      return kind.read(await http.put(path, { ...Object.fromEntries(kept), ...changed }))
    },
    async readState(input, { http }) {
      const found = await findObject(http, at(input))
      return found === undefined ? null : toState(kind.read(found))
    },
    inverse: {
      action: described.id,
      input: ({ input, before }) => (before === null ? undefined : restore(before, input)),
    },
  })
}
