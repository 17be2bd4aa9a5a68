import { anyJson, valueTypes, z } from '@keyway/sdk'
import { defineRoute } from '../route.ts'
import { none } from '../shapes.ts'

/** A JSON Schema as a form renderer reads it. */
const jsonSchema = z.record(z.string(), anyJson)
const described = {
  id: z.string(),
  title: z.string(),
  description: z.string(),
  standsFor: z.array(z.string()),
}

const eventType = z.object({
  /** As the other side names it; a flow starts with `<connector>.<id>`. */
  id: z.string(),
  title: z.string(),
  category: z.string(),
  /** The part of the other side's product that it belongs to, and what that side tags it with. */
  area: z.string(),
  tags: z.array(z.string()),
  /** Whether hooks deliver it; if not, only the log has it. */
  eligible: z.boolean(),
  stage: z.enum(['released', 'beta', 'internal']),
})

const effect = z.enum(['read', 'idempotent', 'write', 'destructive'])

/** A value of an event that flows refer to. */
const eventField = z.object({
  key: z.string(),
  title: z.string(),
  /** Ready for `{ ref: … }`. */
  reference: z.string(),
  type: z.enum(valueTypes),
})

export const catalogShape = z.object({
  cards: z.array(z.object({ ...described, input: jsonSchema, output: jsonSchema })),
  connectors: z.array(
    z.object({
      id: z.string(),
      title: z.string(),
      description: z.string(),
      connection: jsonSchema,
      /** What each right of the other side allows, by its name there. */
      scopes: z.record(z.string(), z.string()),
      actions: z.array(
        z.object({
          ...described,
          effect,
          scopes: z.array(z.string()),
          /** Id of the action that takes a change back. */
          inverse: z.string().optional(),
          /** Whether a `stream` can read what it lists page by page. */
          isPaged: z.boolean(),
          input: jsonSchema,
          output: jsonSchema,
        }),
      ),
      events: z.array(
        z.object({
          ...described,
          /** Empty for an event that stands for every type. */
          types: z.array(z.string()),
          /** Whether hooks deliver all of its types. */
          eligible: z.boolean(),
          /** What people look for in it, the most telling first. */
          fields: z.array(eventField),
          /** Which of `eventOutputs` it brings; null where nobody knows. */
          output: z.int().nullable(),
        }),
      ),
      /** What events bring, each shape once. */
      eventOutputs: z.array(jsonSchema),
      eventTypes: z.array(eventType),
    }),
  ),
  checks: z.array(z.object({ id: z.string(), severity: z.string() })),
  detections: z.array(z.object({ id: z.string(), severity: z.string() })),
})

export const getCatalog = defineRoute({
  method: 'GET',
  path: '/api/catalog',
  access: 'viewer',
  summary: 'Every card, connector, action and event, with schemas and scopes',
  params: none,
  query: none,
  body: none,
  answer: catalogShape,
})

export const searchOperations = defineRoute({
  method: 'GET',
  path: '/api/catalog/connectors/:connectorId/operations',
  access: 'viewer',
  summary: 'Endpoints that the custom API actions of a connector can call, with the scopes they need',
  params: z.object({ connectorId: z.string().max(100) }),
  query: z.object({
    search: z.string().max(200).default(''),
    method: z.enum(['GET', 'POST', 'PUT', 'PATCH', 'DELETE']).optional(),
    limit: z.coerce.number().int().min(1).max(1000).default(50),
  }),
  body: none,
  answer: z.object({
    items: z.array(
      z.object({
        id: z.string(),
        title: z.string(),
        method: z.string(),
        path: z.string(),
        effect,
        scopes: z.array(z.string()),
      }),
    ),
    total: z.int(),
  }),
})

const foundEvent = z.object({
  /** What a trigger names: `okta.user_created`, or `okta.zone.update` for a type without a name of its own. */
  event: z.string(),
  title: z.string(),
  description: z.string().nullable(),
  /** Id of the connector. */
  connector: z.string(),
  category: z.string(),
  /** Empty for an event that stands for every type. */
  types: z.array(z.string()),
  /** `hook`: hooks deliver it, and the log has it, too. `log`: only the log of the other side has (all of) it. */
  delivery: z.enum(['hook', 'log']),
  stage: z.enum(['released', 'beta', 'internal']),
})

export const searchEvents = defineRoute({
  method: 'GET',
  path: '/api/catalog/events',
  access: 'viewer',
  summary:
    'Events that can start flows, by words in their ids, titles and categories, the best matches first',
  params: none,
  query: z.object({
    search: z.string().max(200).default(''),
    connector: z.string().max(100).optional(),
    delivery: z.enum(['hook', 'log']).optional(),
    limit: z.coerce.number().int().min(1).max(2_000).default(50),
  }),
  body: none,
  answer: z.object({ items: z.array(foundEvent), total: z.int() }),
})
