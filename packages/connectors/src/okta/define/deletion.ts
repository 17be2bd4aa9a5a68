import { InputError, defineAction, z } from '@keyway/sdk'
import type { Action, Json, Path, Query } from '@keyway/sdk'
import { textOf } from '../../input.ts'
import { statusCode } from '../fields.ts'
import { toState, type OktaKind } from '../kinds/kind.ts'
import { findObject } from './find-object.ts'

interface Deletion<Input extends z.ZodType> {
  id: string
  title: string
  description: string
  scopes: readonly string[]
  input: Input
  kind: OktaKind
  at: (input: z.output<Input>) => Path
  query?: (input: z.output<Input>) => Query
  /** The status an object must have to be deleted, and the action that gives it. Deleting takes two steps. */
  only?: { status: string; after: string }
}

/**
 * Declares an action that deletes an object for good. One that was never there is an error; one that is gone when the
 * call arrives is what was asked for.
 */
export function defineDeletion<Input extends z.ZodType>(declaration: Deletion<Input>): Action {
  const { kind, at, query, only, ...described } = declaration
  return defineAction({
    ...described,
    effect: 'destructive',
    output: z.object({ statusCode }),
    async run(input, { http }) {
      const path = at(input)
      const found = await http.get(path)
      if (only !== undefined) refuseOthers(found, kind.name, only)
      const { status } = await http.request({
        method: 'DELETE',
        path,
        allow: [404, 410],
        ...(query === undefined ? {} : { query: query(input) }),
      })
      return { statusCode: status }
    },
    async lookUp(input, { http }) {
      return (await findObject(http, at(input))) === undefined ? { statusCode: 204 } : undefined
    },
    async readState(input, { http }) {
      const found = await findObject(http, at(input))
      return found === undefined ? null : toState(kind.read(found))
    },
  })
}

function refuseOthers(body: Json, name: string, only: { status: string; after: string }): void {
  const status = textOf(Object(body)['status'])
  if (status === only.status) return
  throw new InputError(
    `The ${name} is ${status || 'without a status'}. Only one that is ${only.status} can be deleted; run ${only.after} first.`,
    { code: 'okta_not_deactivated' },
  )
}
