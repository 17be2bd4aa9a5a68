import { z } from '@keyway/sdk'
import { defineRoute } from '../route.ts'
import { id, none } from '../shapes.ts'
import { executionStatuses } from './executions.ts'

/** One message of the live stream (`event: execution`): an execution was created or changed its status. */
export const executionChange = z.object({
  id,
  flowId: id,
  status: z.enum(executionStatuses),
  parentId: id.nullable(),
})
export type ExecutionChange = z.infer<typeof executionChange>

/** Server-sent events; the answer is a stream, so the typed client does not call it: use EventSource on its path. */
export const liveChanges = defineRoute({
  method: 'GET',
  path: '/api/live',
  access: 'viewer',
  summary: 'Server-sent events: changes of executions as they happen',
  params: none,
  query: none,
  body: none,
  answer: z.void(),
})
