import { z } from '@keyway/sdk'
import type { Json, JsonObject } from '@keyway/sdk'
import { hasMore } from '../../listing.ts'
import type { OktaKind } from '../kinds/kind.ts'

/** The output of an action that lists objects of a kind, under a name of their own. */
export function listOf<Name extends string, Value extends JsonObject>(name: Name, kind: OktaKind<Value>) {
  type Output = { [Key in Name]: Value[] } & { hasMore: boolean }
  // A computed name is any string to the compiler, so it is told the type.
  const output: z.ZodType<Output, Output> = Object(z.object({ [name]: z.array(kind.schema), hasMore }))
  return {
    output,
    toItem: (body: Json) => kind.read(body),
    toOutput: (items: Value[], more: boolean): Output => Object({ [name]: items, hasMore: more }),
  }
}
