import { anyJson, z } from '@keyway/sdk'
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

export const catalogShape = z.object({
  cards: z.array(z.object({ ...described, input: jsonSchema, output: jsonSchema })),
  connectors: z.array(
    z.object({
      id: z.string(),
      title: z.string(),
      description: z.string(),
      connection: jsonSchema,
      actions: z.array(
        z.object({
          ...described,
          effect: z.enum(['read', 'idempotent', 'write', 'destructive']),
          scopes: z.array(z.string()),
          /** Id of the action that takes a change back. */
          inverse: z.string().optional(),
          input: jsonSchema,
          output: jsonSchema,
        }),
      ),
      events: z.array(z.object({ ...described, types: z.array(z.string()) })),
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
