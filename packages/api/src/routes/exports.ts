import { z } from '@keyway/sdk'
import { defineRoute } from '../route.ts'
import { id, none } from '../shapes.ts'

export const exportFormats = ['yaml', 'flopack'] as const

export const exportFlows = defineRoute({
  method: 'POST',
  path: '/api/exports',
  access: 'viewer',
  summary:
    'Flows as files that the import reads back: one YAML file each, or one Okta Workflows export with the helpers they call',
  params: none,
  query: none,
  body: z.object({
    flowIds: z.array(id).min(1).max(1000),
    format: z.enum(exportFormats).default('yaml'),
    /** `published`: what events and callers use now. */
    of: z.enum(['draft', 'published']).default('draft'),
  }),
  answer: z.object({
    files: z.array(z.object({ name: z.string(), content: z.string() })),
    /** What the files say in another way than the flows, a sentence each. */
    adapted: z.array(z.string()),
  }),
})
