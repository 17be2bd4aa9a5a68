import { RemoteError, defineAction, field, z } from '@keyway/sdk'
import type { Action, Json, Path } from '@keyway/sdk'
import { textOf } from '../../input.ts'
import { statusCode } from '../fields.ts'
import { findObject } from './find-object.ts'

interface StatusChange<Input extends z.ZodType> {
  id: string
  title: string
  description: string
  scopes: readonly string[]
  standsFor?: readonly string[]
  urgent?: true
  input: Input
  /** The object, whose `status` it changes. */
  at: (input: z.output<Input>) => Path
  /** Last part of the lifecycle path. */
  step: 'activate' | 'deactivate' | 'suspend' | 'unsuspend'
  /** The status it leads to. */
  to: string
  /** The action that takes it back, and the status which that one leads to. */
  inverse: { action: string; restores: string }
}

const changed = field(z.boolean(), {
  title: 'Changed',
  description: 'False when it had that status already.',
})

/** Declares an action that moves an object to another status. What has it already is left alone and counts as done. */
export function defineStatusChange<Input extends z.ZodType>(declaration: StatusChange<Input>): Action {
  const { at, step, to, inverse, ...described } = declaration
  return defineAction({
    ...described,
    effect: 'idempotent',
    output: z.object({ statusCode, changed }),
    async run(input, { http }) {
      const path = at(input)
      if (statusOf(await http.get(path)) === to) return { statusCode: 200, changed: false }
      try {
        const relative = `${path}/lifecycle/${step}`
        const { status } = await http.request({ method: 'POST', path: { relative } })
        return { statusCode: status, changed: true }
      } catch (error) {
        // Its answer may have been lost once before: then Okta refuses what it has done already.
        if (!(error instanceof RemoteError) || statusOf(await http.get(path)) !== to) throw error
        return { statusCode: 200, changed: true }
      }
    },
    async readState(input, { http }) {
      const found = await findObject(http, at(input))
      return found === undefined ? null : { status: statusOf(found) }
    },
    inverse: {
      action: inverse.action,
      input: ({ input, before }) => (before?.status === inverse.restores ? { ...Object(input) } : undefined),
    },
  })
}

function statusOf(body: Json): string {
  return textOf(Object(body)['status'])
}
