import { z } from '@keyway/sdk'

/** RFC 9457 problem details. `code` is stable; strangers get no `detail`. */
export const problemDetails = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  code: z.string(),
  detail: z.string().optional(),
  /** Where the input was wrong, for forms: `values.domain`. */
  issues: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
})
export type ProblemDetails = z.infer<typeof problemDetails>

export const problemContentType = 'application/problem+json'
