import type { DatabaseConfig } from './database.ts'
import { createGroupCommitter } from './group-commit.ts'
import { newId } from './new-id.ts'
import { openDatabase } from './open-database.ts'

// The process that the contract suite kills: it commits without end, and reports what was acknowledged.

const config: DatabaseConfig = JSON.parse(process.argv[2] ?? '')
const db = await openDatabase(config)
const group = createGroupCommitter(db.hot, { maxEvents: 50, lingerMs: 0, atOnce: 2 })

async function write(): Promise<never> {
  for (;;) {
    const id = newId()
    const at = Date.now()
    const event = {
      id,
      identity: id,
      source: 'test',
      type: 'test',
      subject: null,
      occurredAt: at,
      receivedAt: at,
    }
    const origin = { eventId: id, parentId: null, parentCommand: null, rootId: id, mode: 'event' as const }
    const lease = { status: 'running' as const, owner: 'child', leaseUntil: at + 60_000, createdAt: at }
    await group.submit({
      events: [{ ...event, payload: JSON.stringify({ text: 'x'.repeat(1_000) }) }],
      executions: [{ id, flowId: 'flow', versionId: 'version', ...origin, ...lease, started: '{}' }],
    })
    process.send?.([id])
  }
}

await Promise.all(Array.from({ length: 20 }, write))
