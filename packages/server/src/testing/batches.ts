import type { ExecutionUpdate, NewEvent, NewExecution } from '../db/hot-store.ts'
import { newId } from '../db/new-id.ts'

/** An event that is new as often as its identity is. */
export function event(identity: string): NewEvent {
  const times = { occurredAt: 1_700_000_000_000, receivedAt: 1_700_000_000_500 }
  return {
    id: newId(),
    identity,
    source: 'okta',
    type: 'user.account.lock',
    subject: 'ann',
    ...times,
    payload: '{}',
  }
}

/** An execution that `worker-1` has begun, with a lease until 2,000. */
export function execution(fields: Partial<NewExecution> = {}): NewExecution {
  const id = newId()
  return {
    id,
    flowId: 'flow',
    versionId: 'version',
    eventId: null,
    parentId: null,
    parentCommand: null,
    rootId: id,
    mode: 'event',
    status: 'running',
    owner: 'worker-1',
    leaseUntil: 2_000,
    createdAt: 1_000,
    started: '{"type":"started"}',
    ...fields,
  }
}

/** Ends an execution of {@link execution} well. */
export function update(executionId: string, fields: Partial<ExecutionUpdate> = {}): ExecutionUpdate {
  const writer = { executionId, owner: 'worker-1', attempt: 1 }
  return { ...writer, status: 'succeeded', finishedAt: 3_000, error: null, stopped: false, ...fields }
}
