import { backTestQueue } from './detections/back-tests/back-test.ts'
import { replayQueue } from './events/replays/replay-events.ts'
import { executionQueue } from './executions/execution-queue.ts'
import { ownEventQueue } from './ingest/own-events/own-events.ts'
import { tableChangeQueue } from './ingest/table-changes/table-changes.ts'
import type { QueueDefinition } from './jobs/job.ts'
import { deliveryQueue } from './notifications/deliver.ts'
import { scheduleQueue } from './schedules/flow-schedules.ts'

/** All queues there are. */
export const queues: readonly QueueDefinition[] = [
  executionQueue,
  scheduleQueue,
  replayQueue,
  tableChangeQueue,
  ownEventQueue,
  backTestQueue,
  deliveryQueue,
]
