import { anyJson, anyObject, field, z } from '@keyway/sdk'
import { headerRecord, queryRecord, refuseHeaders, withDefault } from '../input.ts'
import { statusCode } from './fields.ts'

/** Path below the org, as people type it; the http port refuses one that leaves the org. */
export const relativePath = field(
  z
    .string()
    .regex(/^\/(?!\/)/, 'Enter a path below the org that starts with one slash, for example /api/v1/users.'),
  { title: 'Relative URL', placeholder: '/api/v1/users?limit=10' },
)

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
