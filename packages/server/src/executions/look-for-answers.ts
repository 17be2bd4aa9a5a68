import { replay, type Program, type Response } from '@keyway/engine'
import type { Db } from '../db/database.ts'
import type { HotStore } from '../db/hot-store.ts'
import type { Log } from '../log.ts'
import { readJournal } from './read-journal.ts'
import { toResponse, type Responses } from './responses.ts'
import type { Runner } from './runner.ts'
import { isFinal } from './status.ts'
import { listStandings } from './store.ts'

export interface LookParts {
  db: Db
  hot: HotStore
  responses: Pick<Responses, 'awaited' | 'deliver'>
  runner: Pick<Runner, 'isHere'>
  /** Program of a flow version. */
  program: (versionId: string) => Promise<Program>
  log: Log
}

/** How often to look; whoever waits in line, or for another process, is answered this much later. */
const lookEveryMs = 150

/**
 * Answers callers whose execution does not run in this process: it waited in line and was taken up by another one, or was
 * cancelled before it ran. Its journal tells what it answers. While nobody waits so, this costs nothing.
 *
 * @returns what ends it
 */
export function lookForAnswers(parts: LookParts): () => void {
  const { responses, runner, log } = parts
  /** How many entries the journals had that held no answer yet. */
  let looked = new Map<string, number>()
  let isLooking = false

  async function look(): Promise<void> {
    const ids = responses.awaited().filter((id) => !runner.isHere(id))
    looked = new Map([...looked].filter(([id]) => ids.includes(id)))
    if (ids.length === 0) return
    for (const { id, status, versionId, attempt } of await listStandings(parts.db, ids)) {
      // It was cancelled before anybody ran it; a replay would run its first steps.
      if (attempt === 0) {
        responses.deliver(id, toResponse({ status: 'cancelled', reason: '' }))
        continue
      }
      const before = looked.get(id) ?? 0
      const entries = await readJournal(parts.hot, { executionId: id, from: before })
      if (entries.length === 0 && !isFinal(status)) continue
      looked.set(id, before + entries.length)
      const answer = await readAnswer(parts, { id, versionId })
      if (answer !== undefined) responses.deliver(id, answer)
    }
  }

  const timer = setInterval(() => {
    if (isLooking || responses.awaited().length === 0) return
    isLooking = true
    look()
      .catch((error: unknown) => log.error({ err: error }, 'answers could not be looked for'))
      .finally(() => (isLooking = false))
  }, lookEveryMs)
  timer.unref()
  return () => clearInterval(timer)
}

/** What an execution answered, or its result; undefined where it has done neither, or its journal is not kept. */
async function readAnswer(
  { hot, program }: LookParts,
  { id, versionId }: { id: string; versionId: string },
): Promise<Response | undefined> {
  const entries = await readJournal(hot, id)
  if (entries.length === 0) return undefined
  const { response, result } = replay(await program(versionId), entries)
  return response ?? (result === null ? undefined : toResponse(result))
}
