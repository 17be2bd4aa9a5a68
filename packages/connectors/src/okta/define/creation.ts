import { defineAction, type z } from '@keyway/sdk'
import type { Action, Http, JsonObject, Path, Query } from '@keyway/sdk'
import { toState, type OktaKind } from '../kinds/kind.ts'
import { contains, findInList } from './find-object.ts'

interface Creation<Input extends z.ZodType, Value extends JsonObject> {
  id: string
  title: string
  description: string
  scopes: readonly string[]
  input: Input
  kind: OktaKind<Value>
  /** The collection it becomes part of. */
  within: (input: z.output<Input>) => { path: Path; query?: Query }
  body: (input: z.output<Input>) => JsonObject
  /** What of the body Okta gives back as it was sent; all of it where nothing is said. */
  known?: (input: z.output<Input>) => JsonObject
  /** The field by which an object of this kind is told from others, as people do; `name` where nothing is said. */
  namedBy?: string
  /** The same, where it is no field of the object itself. */
  isNamed?: (item: JsonObject, input: z.output<Input>) => boolean
  /** How to search the collection for one of that name; the whole of it where nothing is said. */
  search?: (input: z.output<Input>) => Query
  inverse: { action: string; input: (created: Value, input: z.output<Input>) => JsonObject }
}

/** Declares an action that creates an object. After a crash, one of that name which has all that was sent is the one. */
export function defineCreation<Input extends z.ZodType, Value extends JsonObject>(
  declaration: Creation<Input, Value>,
): Action {
  const {
    kind,
    within,
    body,
    known = body,
    namedBy = 'name',
    isNamed,
    search,
    inverse,
    ...described
  } = declaration
  const findSame = (input: z.output<Input>, http: Http) => {
    const { path, query } = within(input)
    const name = body(input)[namedBy] ?? null
    const list = { path, query: { ...query, ...search?.(input) } }
    return findInList(http, list, (item) => isNamed?.(item, input) ?? item[namedBy] === name)
  }
  return defineAction<Input, z.ZodType<Value, Value>, JsonObject | null>({
    ...described,
    effect: 'write',
    output: kind.schema,
    async run(input, { http }) {
      const { path, query = {} } = within(input)
      return kind.read(await http.post(path, body(input), query))
    },
    async lookUp(input, { http }) {
      const found = await findSame(input, http)
      // One of that name with something else in it is someone else's: trying again lets Okta say that it is taken.
      return found !== undefined && contains(found, known(input)) ? kind.read(found) : undefined
    },
    async readState(input, { http }) {
      const found = await findSame(input, http)
      return found === undefined ? null : toState(kind.read(found))
    },
    inverse: {
      action: inverse.action,
      input: ({ input, before, output }) => (before === null ? inverse.input(output, input) : undefined),
    },
  })
}
