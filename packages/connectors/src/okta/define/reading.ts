import { defineAction, type z } from '@keyway/sdk'
import type { Action, JsonObject, Path } from '@keyway/sdk'
import type { OktaKind } from '../kinds/kind.ts'

interface Reading<Input extends z.ZodType, Value extends JsonObject> {
  id: string
  title: string
  description: string
  scopes: readonly string[]
  input: Input
  kind: OktaKind<Value>
  at: (input: z.output<Input>) => Path
}

/** Declares an action that reads one object. */
export function defineReading<Input extends z.ZodType, Value extends JsonObject>(
  declaration: Reading<Input, Value>,
): Action {
  const { kind, at, ...described } = declaration
  return defineAction<Input, z.ZodType<Value, Value>>({
    ...described,
    effect: 'read',
    output: kind.schema,
    run: async (input, { http }) => kind.read(await http.get(at(input))),
  })
}
