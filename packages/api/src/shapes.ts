import { anyJson, z } from '@keyway/sdk'
import type { Flow, StepRun } from '@keyway/engine'

/** Empty params, query or body. */
export const none = z.object({})
/** Routes that answer 204. */
export const nothing = z.void()

export const id = z.string().min(1).max(100)
/** Milliseconds since 1970. */
export const time = z.int()

/** A flow document travels as JSON; the engine's parseFlow validates it. */
export const flowDocument = z.unknown() as unknown as z.ZodType<Flow, Flow>
export const stepRuns = z.unknown() as unknown as z.ZodType<StepRun[], StepRun[]>

export const errorData = z.object({
  code: z.string(),
  message: z.string(),
  retry: z.enum(['never', 'later']),
  statusCode: z.int().optional(),
  retryAfterMs: z.number().optional(),
  body: anyJson.optional(),
  details: z.record(z.string(), anyJson).optional(),
})

/** Page of a list, newest first; `next` is given back as `cursor` for the following page. */
export function page<Item extends z.ZodType>(item: Item) {
  return z.object({ items: z.array(item), next: z.string().nullable() })
}

export const pageQuery = z.object({
  cursor: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
})
