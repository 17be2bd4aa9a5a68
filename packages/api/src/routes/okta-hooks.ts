import { z } from '@keyway/sdk'
import { defineRoute } from '../route.ts'
import { id, none, nothing, time } from '../shapes.ts'

/** A receiver for an Okta event hook. Everything a person pastes into Okta's console is here. */
export const oktaHook = z.object({
  id,
  name: z.string(),
  url: z.string(),
  headerName: z.string(),
  /** The secret header value; null for people who may not see it. */
  secret: z.string().nullable(),
  createdAt: time,
  /** When Okta's challenge was answered. */
  verifiedAt: time.nullable(),
  lastDeliveryAt: time.nullable(),
  deliveries: z.int(),
  events: z.int(),
  refused: z.int(),
  /** Event types that flows which are on wait for, to subscribe in Okta; `needsAll` when one takes every type. */
  wantedTypes: z.array(z.object({ type: z.string(), flows: z.array(z.string()) })),
  needsAll: z.boolean(),
})

const hookParams = z.object({ hookId: id })
const headerName = z.string().regex(/^[A-Za-z0-9-]{1,100}$/, 'A header name has letters, digits and hyphens.')
/**
 * Keys of hooks set up by hand follow the rule Axonius documents, so that a hook can move over with its key:
 * at least 16 characters, only lower-case letters and digits, at least one digit.
 */
export const handMadeKey = z
  .string()
  .max(200)
  .regex(
    /^(?=.*[0-9])[a-z0-9]{16,}$/,
    'A key has at least 16 characters, only lower-case letters (a-z) and digits, and at least one digit (0-9).',
  )

export const listOktaHooks = defineRoute({
  method: 'GET',
  path: '/api/okta-hooks',
  access: 'viewer',
  summary: 'Receivers for Okta event hooks, with what to paste into Okta',
  params: none,
  query: none,
  body: none,
  answer: z.object({ items: z.array(oktaHook) }),
})

export const createOktaHook = defineRoute({
  method: 'POST',
  path: '/api/okta-hooks',
  access: 'admin',
  summary: 'Makes a receiver with an unguessable URL and a key (generated unless given)',
  params: none,
  query: none,
  body: z.object({
    name: z.string().min(1).max(100),
    headerName: headerName.default('X-API-Key'),
    key: handMadeKey.optional(),
  }),
  answer: oktaHook,
})

export const updateOktaHook = defineRoute({
  method: 'PATCH',
  path: '/api/okta-hooks/:hookId',
  access: 'admin',
  summary: 'Changes the header name or the key; the old key stays valid for the overlap',
  params: hookParams,
  query: none,
  body: z.object({
    headerName: headerName.optional(),
    key: z.union([handMadeKey, z.literal('generate')]).optional(),
    /** How long the old key is still accepted, in seconds. */
    overlapSeconds: z.int().min(0).max(604_800).default(86_400),
  }),
  answer: oktaHook,
})

export const deleteOktaHook = defineRoute({
  method: 'DELETE',
  path: '/api/okta-hooks/:hookId',
  access: 'admin',
  summary: 'Removes a receiver; Okta gets 404 from then on',
  params: hookParams,
  query: none,
  body: none,
  answer: nothing,
})
