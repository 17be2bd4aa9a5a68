import { anyJson, anyObject, field, searchOperations, z, type OptionSearch } from '@keyway/sdk'
import { headerRecord, queryRecord, refuseHeaders, textOf, withDefault } from '../input.ts'
import { statusCode } from './fields.ts'
import { operations } from './operations.ts'

const mostChoices = 50

/**
 * Path below the org, as people type it or choose it among the operations with these methods; the http port refuses one
 * that leaves the org.
 */
export const relativePath = (methods: readonly string[]) =>
  field(
    z
      .string()
      .regex(/^\/(?!\/)/, 'Enter a path below the org that starts with one slash, for example /api/v1/users.')
      .refine(
        (path) => !/^[^?]*\{\w+\}/.test(path),
        'Replace what stands in braces: /api/v1/users/{userId} needs the id of a user.',
      ),
    {
      title: 'Relative URL',
      description: 'One of the operations of Okta, or any other. Replace what stands in braces.',
      placeholder: '/api/v1/users?limit=10',
      options: searchPaths(methods),
    },
  )

/** Operations by title, path, id or scope. Where the method is an input of its own, it narrows them. */
function searchPaths(methods: readonly string[]): OptionSearch {
  return (_context, search, inputs) => {
    const method = textOf(inputs['method'])
    const wanted = { search, methods: method === '' ? methods : [method] }
    const found = searchOperations(operations, wanted).slice(0, mostChoices)
    return Promise.resolve(
      found.map(({ title, method: verb, path, scopes }) => ({
        value: path,
        label: title,
        hint: [`${verb} ${path}`, ...scopes].join(', '),
      })),
    )
  }
}

export const query = field(withDefault(queryRecord, {}), { title: 'Query' })

export const headers = field(
  withDefault(
    headerRecord.refine(
      refuseHeaders(['authorization', 'host', 'cookie']),
      'Authorization, Host and Cookie come from the connection; leave them out.',
    ),
    {},
  ),
  { title: 'Headers' },
)

export const answer = z.object({ statusCode, headers: anyObject, body: anyJson })
