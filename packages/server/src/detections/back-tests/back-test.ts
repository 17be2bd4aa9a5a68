import { setTimeout as sleep } from 'node:timers/promises'
import { isJsonObject, type Json } from '@keyway/sdk'
import { subjectOf } from '../../alerts/alert-subject.ts'
import type { Db } from '../../db/database.ts'
import type { QueueDefinition } from '../../jobs/job.ts'
import type { Job, JobContext, Jobs } from '../../jobs/jobs.ts'
import { endBackTest, findBackTest, keepProgress, type BackTestRecord, type Tally } from './store.ts'
import type { Matter } from '../matters.ts'
import { judgeAgain } from '../familiar/familiar.ts'
import { loadRuleSet, noSetting, reachOf, standardQuietMs, type RuleSource } from '../rule-set.ts'
import { lateMs } from '../reader.ts'
import type { Rules } from '../rules.ts'
import { placeAt, placeBefore, readLogged } from '../store.ts'
import { startDetectionThread, type DetectionThread } from '../thread.ts'

/** Back-tests that are to be carried out, each by one process at a time. */
export const backTestQueue: QueueDefinition = {
  name: 'back-tests',
  ordered: false,
  retry: { limit: 20, delayMs: 1_000, backoff: 'exponential', maxDelayMs: 60_000 },
  expireInMs: 24 * 3_600_000,
  heartbeatMs: 60_000,
}

export interface BackTestParts {
  db: Db
  jobs: Jobs
  rules: Rules
  /** How much of the room of this process is taken, 0 to 1: what happens now goes before a look at the past. */
  load: () => number
  now: () => number
}

const eventsAtOnce = 1_000
const keepEveryMs = 1_000
const mostLoad = 0.5
const lookAgainMs = 200
const mostExamples = 20

/** Carries out back-tests: the handler of their queue. */
export async function startBackTests(parts: BackTestParts): Promise<void> {
  await parts.jobs.work(backTestQueue.name, { concurrency: 1, batchSize: 1 }, async (job, context) => {
    const test = await findBackTest(parts.db, idOf(job))
    if (test?.status !== 'running') return
    const thread = startDetectionThread('back-test')
    try {
      await carryOut(parts, { test, thread, context })
    } finally {
      await thread.close()
    }
  })
}

interface Run {
  test: BackTestRecord
  thread: DetectionThread
  context: JobContext
}

/** Judges the stored events of a time by the same engine as those that arrive. A crash begins it anew: it changes nothing. */
async function carryOut(parts: BackTestParts, { test, thread, context }: Run): Promise<void> {
  const { db, now } = parts
  const { source } = await parts.rules.current()
  const chosen = only(source, test)
  const { running } = loadRuleSet(chosen)
  await thread.call('load', { source: chosen, only: test.detections })
  const begins = await placeBefore(db, test.from)
  const ends = await placeAt(db, test.to)
  const reachMs = Math.max(0, ...running.map(reachOf))
  let after = (await placeBefore(db, test.from - reachMs - lateMs)) ?? begins
  const tallies = createTallies(source)
  let done = 0
  let keptAt = now()
  while (after !== undefined && begins !== undefined) {
    const events = await readLogged(db, { after, to: after < begins ? begins : ends, limit: eventsAtOnce })
    const last = events.at(-1)
    if (last === undefined) {
      if (after >= begins) break
      // The past that windows need is known; from here on it counts.
      after = begins
      continue
    }
    const counts = after >= begins
    const found = [
      ...(await thread.call('observe', { events, known: await judgeAgain(db, events) })),
      ...(await thread.call('pass', last.receivedAt - lateMs)),
    ]
    after = last.seq
    if (counts) {
      done += events.length
      tallies.add(found)
    }
    if (now() - keptAt >= keepEveryMs) {
      keptAt = now()
      if (!(await keepProgress(db, { id: test.id, done, result: tallies.all() }))) return
    }
    do {
      if (context.signal.aborted || !(await context.heartbeat())) return
      if (parts.load() > mostLoad) await sleep(lookAgainMs)
    } while (parts.load() > mostLoad)
  }
  // Windows that wait for their end have seen all there is.
  tallies.add(await thread.call('pass', test.to))
  if (await keepProgress(db, { id: test.id, done, result: tallies.all() })) {
    await endBackTest(db, test.id, { status: 'done', error: null, at: now() })
  }
}

/** The rules as they are, with those of the test on and all others off. */
function only(source: RuleSource, { detections, draft }: BackTestRecord): RuleSource {
  const files = draft === null ? source.files : [...source.files, { file: draft.name, text: draft.text }]
  const whole = { ...source, files }
  const wanted = new Set(detections)
  const settings = loadRuleSet(whole).rules.map(
    ({ id }) => [id, { ...(source.settings[id] ?? noSetting), isOn: wanted.has(id) }] as const,
  )
  return { ...whole, settings: Object.fromEntries(settings) }
}

/** Counts what people would have seen: more of the same within the quiet time is one alert. */
function createTallies(source: RuleSource): {
  add: (matters: readonly Matter[]) => void
  all: () => Record<string, Tally>
} {
  const tallies: Record<string, Tally> = {}
  const lastSeen = new Map<string, number>()

  function add(matter: Matter): void {
    const { detectionId, key, severity, firstAt, lastAt, evidence, events } = matter
    const tally = (tallies[detectionId] ??= { findings: 0, alerts: 0, days: {}, examples: [] })
    tally.findings += matter.findings
    const id = JSON.stringify([detectionId, key])
    const quietMs = source.settings[detectionId]?.quietMs ?? standardQuietMs
    const before = lastSeen.get(id)
    lastSeen.set(id, Math.max(before ?? 0, lastAt))
    if (before !== undefined && firstAt <= before + quietMs) return
    tally.alerts += 1
    const day = new Date(firstAt).toISOString().slice(0, 10)
    tally.days[day] = (tally.days[day] ?? 0) + 1
    if (tally.examples.length >= mostExamples) return
    const subject = subjectOf(matter) ?? null
    tally.examples.push({ key, severity, at: firstAt, subject, evidence, eventIds: events.slice(0, 20) })
  }

  return { add: (matters) => matters.forEach(add), all: () => tallies }
}

/** What the job of a back-test says. */
export function backTestPayload(backTestId: string): Json {
  return { backTestId }
}

function idOf({ payload }: Job): string {
  const id = isJsonObject(payload) ? payload['backTestId'] : undefined
  if (typeof id !== 'string')
    throw new Error('A job of the back-tests queue names a backTestId; this one does not.')
  return id
}
