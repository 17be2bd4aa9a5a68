import { eventReplays as contract } from '@keyway/api'
import { parseFlow } from '@keyway/engine'
import { toActor } from '../../auth/caller.ts'
import type { Db } from '../../db/database.ts'
import { ConflictError, NotFoundError } from '../../errors.ts'
import { getFlow } from '../../flows/change-flow.ts'
import { findVersion } from '../../flows/store.ts'
import { takesStoredEvents } from '../../flows/trigger-match.ts'
import { getVersion } from '../../flows/versions.ts'
import type { HttpServer } from '../../http/server.ts'
import { newJob } from '../../jobs/job.ts'
import type { Jobs } from '../../jobs/jobs.ts'
import { countEvents, lastEventSeq } from '../store.ts'
import { replayPayload, replayQueue } from './replay-events.ts'
import { endReplay, findReplay, insertReplay, listReplays, type ReplayRecord } from './store.ts'

export interface ReplayRouteParts {
  db: Db
  jobs: Jobs
  now: () => number
  newId: () => string
  audit: (entry: { actor: string; action: string; target: string; detail?: string }) => Promise<void>
}

/** Mounts the replays of events: count, begin, look, cancel. */
export function mountReplays(server: HttpServer, parts: ReplayRouteParts): void {
  const { db, jobs, now } = parts

  server.mount(contract.countReplay, async ({ body }) => ({
    events: await countEvents(db, body.filter, await lastEventSeq(db)),
  }))

  server.mount(contract.createReplay, async ({ body, caller }) => {
    const { filter, flowId, dryRun, everyEvent } = body
    const versionId = await versionToRun(db, flowId, body.version)
    if (!everyEvent) await requireEvents(db, versionId)
    const lastSeq = await lastEventSeq(db)
    const total = await countEvents(db, filter, lastSeq)
    if (total === 0) throw new ConflictError('No stored event fits. Widen the time or the search.')
    const id = parts.newId()
    const createdBy = toActor(caller)
    const replay = { id, filter, flowId, versionId, dryRun, everyEvent, lastSeq, total }
    await db.transaction().execute(async (transaction) => {
      await insertReplay(transaction, { ...replay, createdAt: now(), createdBy })
      await jobs.enqueue(transaction, [newJob(replayQueue, replayPayload(id))])
    })
    const detail = `${total} events${dryRun ? ', dry' : ''}, as replay ${id}`
    await parts.audit({ actor: createdBy, action: 'events.replayed', target: flowId, detail })
    return getReplay(db, id)
  })

  server.mount(contract.listReplays, ({ query }) => listReplays(db, query))
  server.mount(contract.getReplay, ({ params }) => getReplay(db, params.replayId))

  server.mount(contract.cancelReplay, async ({ params: { replayId }, caller }) => {
    const { status } = await getReplay(db, replayId)
    if (!(await endReplay(db, replayId, { status: 'cancelled', at: now() })))
      throw new ConflictError(`The replay is over already: ${status}.`)
    await parts.audit({ actor: toActor(caller), action: 'events.replay_cancelled', target: replayId })
    return getReplay(db, replayId)
  })
}

async function getReplay(db: Db, replayId: string): Promise<ReplayRecord> {
  const found = await findReplay(db, replayId)
  if (found === undefined) throw new NotFoundError(`There is no replay ${replayId}.`)
  return found
}

/** Throws ConflictError for a version whose trigger would take none of the events. */
async function requireEvents(db: Db, versionId: string): Promise<void> {
  const version = await findVersion(db, versionId)
  if (version === undefined) return
  const { name, trigger } = parseFlow(JSON.parse(version.document))
  if (takesStoredEvents(trigger)) return
  throw new ConflictError(
    `No stored event starts "${name}" by itself. Ask for every event (everyEvent), or choose a flow that events start.`,
  )
}

async function versionToRun(db: Db, flowId: string, number: number | undefined): Promise<string> {
  const flow = await getFlow(db, flowId)
  if (number !== undefined) return (await getVersion(db, flowId, number)).id
  if (flow.published_version_id !== null) return flow.published_version_id
  throw new ConflictError(`"${flow.name}" has no published version. Publish it, or name a version.`)
}
