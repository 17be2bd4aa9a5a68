import { anyJson, z } from '@keyway/sdk'
import { defineRoute } from '../route.ts'
import { id, none, nothing, time } from '../shapes.ts'

const name = z
  .string()
  .regex(
    /^[a-z0-9][a-z0-9-]{1,59}$/,
    'A name has 2 to 60 lower-case letters, digits and hyphens: new-joiner-form.',
  )
const settings = z.record(z.string(), anyJson)

/** Where another product delivers to. Everything a person pastes into that product is here. */
export const source = z.object({
  id,
  /** What flows name it by. */
  name: z.string(),
  kind: z.string(),
  kindTitle: z.string(),
  url: z.string(),
  settings,
  /** Null for people who may not see it. */
  secret: z.string().nullable(),
  secretTitle: z.string(),
  /** The secret before this one is accepted until then. */
  previousSecretValidUntil: time.nullable(),
  createdAt: time,
  lastDeliveryAt: time.nullable(),
  deliveries: z.int(),
  events: z.int(),
  refused: z.int(),
  /** Names of the flows that are on and wait for it. */
  flows: z.array(z.string()),
  /** Types of events it is known to give. */
  types: z.array(z.string()),
  /** What to do in the other product. */
  steps: z.array(z.string()),
  /** A program to paste there, with URL and secret in it. */
  script: z.string().nullable(),
})

const sourceParams = z.object({ sourceId: id })

export const listSources = defineRoute({
  method: 'GET',
  path: '/api/sources',
  access: 'viewer',
  summary:
    'Sources that other products deliver to, with what to paste into those; secrets are shown to admins only',
  params: none,
  query: none,
  body: none,
  answer: z.object({ items: z.array(source) }),
})

export const listSourceKinds = defineRoute({
  method: 'GET',
  path: '/api/source-kinds',
  access: 'viewer',
  summary: 'Kinds of sources, with the schemas of their settings',
  params: none,
  query: none,
  body: none,
  answer: z.object({
    items: z.array(
      z.object({
        id: z.string(),
        title: z.string(),
        about: z.string(),
        secretTitle: z.string(),
        /** Keyway makes the secret; otherwise the other product does, and it has to be given. */
        makesSecret: z.boolean(),
        types: z.array(z.string()),
        settings,
      }),
    ),
  }),
})

const secret = z.string().min(1).max(500)

export const createSource = defineRoute({
  method: 'POST',
  path: '/api/sources',
  access: 'admin',
  summary: 'Makes a source with an unguessable URL and a secret (generated unless given)',
  params: none,
  query: none,
  body: z.object({
    name,
    kind: z.string().max(50),
    settings: settings.default({}),
    secret: secret.optional(),
  }),
  answer: source,
})

export const updateSource = defineRoute({
  method: 'PATCH',
  path: '/api/sources/:sourceId',
  access: 'admin',
  summary: 'Changes settings or the secret; the old secret stays valid for the overlap',
  params: sourceParams,
  query: none,
  body: z.object({
    settings: settings.optional(),
    /** `generate`, or one that the other product made. */
    secret: secret.optional(),
    /** How long the old secret is still accepted, in seconds. */
    overlapSeconds: z.int().min(0).max(604_800).default(86_400),
  }),
  answer: source,
})

export const deleteSource = defineRoute({
  method: 'DELETE',
  path: '/api/sources/:sourceId',
  access: 'admin',
  summary: 'Removes a source; the other product gets 404 from then on',
  params: sourceParams,
  query: none,
  body: none,
  answer: nothing,
})

export const listDeliveries = defineRoute({
  method: 'GET',
  path: '/api/sources/:sourceId/deliveries',
  access: 'viewer',
  summary: 'The last deliveries to a source: what came of them, and why some were refused',
  params: sourceParams,
  query: none,
  body: none,
  answer: z.object({
    items: z.array(
      z.object({
        id,
        at: time,
        /** HTTP status of the answer. */
        status: z.int(),
        outcome: z.enum(['accepted', 'answered', 'refused']),
        /** Type of the event, what was answered, or the code of the refusal. */
        what: z.string(),
        bytes: z.int(),
        /** Null for a delivery that was known already, and for those without an event. */
        eventId: id.nullable(),
      }),
    ),
  }),
})
