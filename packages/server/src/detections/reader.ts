import { setTimeout as sleep } from 'node:timers/promises'
import type { Database, Db } from '../db/database.ts'
import { watchSettled } from '../db/settled-events.ts'
import { lastEventSeq } from '../events/store.ts'
import { putOffTurn, takeTurn } from '../fleet/store.ts'
import type { Log } from '../log.ts'
import { createFamiliar, judgeAgain, type Familiar } from './familiar/familiar.ts'
import type { Matter } from './matters.ts'
import { reachOf, typesOf, type RuleSet, type RuleSource } from './rule-set.ts'
import type { Rules } from './rules.ts'
import { beginPlace, findPlace, movePlace, placeBefore, readLogged, type Place } from './store.ts'
import { handedPortions, storedPortions, type Judged } from './portions.ts'
import { startDetectionThread, type DetectionThread } from './thread.ts'

export interface ReaderParts {
  database: Database
  rules: Rules
  /** Makes alerts of what was found; answers the ids of those that changed. */
  raise: (transaction: Db, matters: readonly Matter[], known: KnownRules) => Promise<string[]>
  /** Hears of alerts that are committed. */
  onChanged: (alertIds: readonly string[]) => void
  owner: string
  /** No other process shares the store. */
  isOnlyProcess: boolean
  now: () => number
  log: Log
}

export interface KnownRules {
  set: RuleSet
  source: RuleSource
}

/** Follows the events that are stored and judges each once, whatever the number of processes. */
export interface DetectionReader {
  start: () => void
  stop: () => Promise<void>
}

const pastAtOnce = 500
/**
 * Alerts are made in one transaction with the place, and on SQLite nobody else writes meanwhile: where much is found, fewer
 * events are judged at once.
 */
const mattersAtOnce = 25
const idleMs = 400
/** Events that are this late still take their place in windows before those end. */
export const lateMs = 5 * 60_000
const passEveryMs = 5_000
const keepPlaceEveryMs = 2_000
/** As far as most rules look back. */
const recentMs = 86_400_000
const turnMs = 15_000
const keepTurnEveryMs = 4_000
const afterFaultMs = 2_000
const task = 'detections'
const nothingCame: Judged = { count: 0, found: [] }

/** What an engine has to see before it goes on. */
interface Past {
  /** Places before its first event, and before those that all rules look at. */
  from: number
  recent: number
  /** What is read of the time before these; without types: everything. */
  long: { types?: ReadonlySet<string> }
}

interface Running {
  revision: string
  known: KnownRules
  /** Where the store says it is, and where it is. */
  committed: Place
  reached: Place
  /** Up to here no event is missing. */
  settledTo: number
  rulesSeenAt: number
  keptAt: number
  /** How many events are judged at once. */
  pace: number
  familiar: Familiar
}

/**
 * One process at a time reads; the place it has reached is committed together with the alerts, under the condition that
 * nobody else has moved it. Whoever begins gives the engine the past that its windows need, without a word about it, and
 * goes on at that place: what died with another process is found again as it was.
 */
export function createDetectionReader(parts: ReaderParts): DetectionReader {
  const { database, now, log } = parts
  const db = database.kysely
  const portions = database.kind === 'sqlite' ? storedPortions(db) : handedPortions(db)
  const settled = watchSettled(database, now)
  const abort = new AbortController()
  let thread: DetectionThread | undefined
  let running: Running | undefined
  let turnUntil = 0
  let loop: Promise<void> | undefined

  async function run(): Promise<void> {
    while (!abort.signal.aborted) {
      try {
        if (!(await holdTurn())) {
          await reset()
          await pause(afterFaultMs)
        } else if (!(await step())) await pause(idleMs)
      } catch (error) {
        if (abort.signal.aborted) return
        log.error({ err: error }, 'events could not be judged; they are taken up again')
        await reset()
        await pause(afterFaultMs)
      }
    }
  }

  async function holdTurn(): Promise<boolean> {
    if (parts.isOnlyProcess || turnUntil - now() > turnMs - keepTurnEveryMs) return true
    const turn = { task, owner: parts.owner, until: now() + turnMs }
    const isMine =
      turnUntil > now() ? await putOffTurn(db, turn) : await takeTurn(db, { ...turn, now: now() })
    turnUntil = isMine ? turn.until : 0
    return isMine
  }

  /** Judges what has come; whether there may be more at once. */
  async function step(): Promise<boolean> {
    const state = await takeUpRules()
    const { position } = state.reached
    const { pace, familiar } = state
    // While there is more than one portion, what is settled is known.
    const to = position < state.settledTo ? state.settledTo : await settled.last()
    state.settledTo = to
    const range = { after: position, to, limit: pace }
    const { count, last, found } =
      position < to ? await portions.judge(range, { thread: () => wake(state), familiar }) : nothingCame
    const isBehind = count === pace
    const next = isBehind && last !== undefined ? last.seq : Math.max(position, to)
    await reach(state, found, { ...state.reached, position: next })
    state.pace = found.length > mattersAtOnce ? mattersAtOnce : Math.min(portions.most, pace * 2)
    const moment = (isBehind && last !== undefined ? last.receivedAt : now()) - lateMs
    if (moment >= state.reached.passedTo + passEveryMs) {
      const ended = (await thread?.call('pass', moment)) ?? []
      await reach(state, ended, { ...state.reached, passedTo: moment })
    }
    return isBehind
  }

  /** The state under the rules as they are; while much is to be judged, it looks for changes now and then. */
  async function takeUpRules(): Promise<Running> {
    if (running !== undefined && now() - running.rulesSeenAt < idleMs) return running
    const current = await parts.rules.current()
    const state = running?.revision === current.revision ? running : await begin(current.revision, current)
    state.rulesSeenAt = now()
    return state
  }

  /** Goes on to a place: at once where something was found, else now and then, as the way there can be gone again. */
  async function reach(state: Running, found: readonly Matter[], place: Place): Promise<void> {
    state.reached = place
    if (found.length > 0 || now() - state.keptAt >= keepPlaceEveryMs) await commit(state, found)
  }

  async function commit(state: Running, found: readonly Matter[]): Promise<void> {
    const { committed, reached, known } = state
    const isSame = reached.position === committed.position && reached.passedTo === committed.passedTo
    if (found.length === 0 && isSame) return
    const changed = await db.transaction().execute(async (transaction) => {
      if (!(await movePlace(transaction, committed, { to: reached, at: now() }))) {
        throw new Error('Another process has judged these events meanwhile.')
      }
      await state.familiar.flush(transaction)
      return parts.raise(transaction, found, known)
    })
    state.committed = reached
    state.keptAt = now()
    if (changed.length > 0) parts.onChanged(changed)
  }

  /** Takes up the rules as they are now, at the place that is kept; the very first time, at the last event there is. */
  async function begin(revision: string, known: KnownRules): Promise<Running> {
    // What was judged is not judged again by other rules.
    if (running !== undefined) await commit(running, [])
    await reset()
    const fresh = { position: await lastEventSeq(db), passedTo: now() - lateMs }
    await beginPlace(db, fresh, now())
    const { position, passedTo } = (await findPlace(db)) ?? fresh
    const place = { position, passedTo }
    const state = {
      revision,
      known,
      committed: place,
      reached: place,
      settledTo: position,
      rulesSeenAt: 0,
      keptAt: now(),
      pace: portions.most,
      familiar: createFamiliar(db),
    }
    running = state
    if ((await pastOf(state)) !== undefined) await wake(state)
    return state
  }

  /** The past that the windows need; undefined where there is none. */
  async function pastOf({ known, reached }: Running): Promise<Past | undefined> {
    const { running: rules } = known.set
    const reachMs = Math.max(0, ...rules.map(reachOf))
    const before = async (ms: number) =>
      (await placeBefore(db, reached.passedTo - ms - lateMs)) ?? reached.position
    const from = reachMs === 0 ? reached.position : await before(reachMs)
    if (from >= reached.position) return undefined
    // Few rules look back further than a day, and those at few types of events.
    const types = rules.filter((rule) => reachOf(rule) > recentMs).map(typesOf)
    const long = types.includes(undefined)
      ? {}
      : { types: new Set(types.flatMap((some) => [...(some ?? [])])) }
    return { from, recent: Math.max(from, await before(Math.min(reachMs, recentMs))), long }
  }

  /** Starts the thread when there is something to judge, and gives its engine the past. */
  async function wake(state: Running): Promise<DetectionThread> {
    if (thread !== undefined) return thread
    const engine = startDetectionThread(
      'detections',
      database.kind === 'sqlite' ? { file: database.file } : {},
    )
    thread = engine
    await engine.call('load', { source: state.known.source })
    const past = await pastOf(state)
    if (past !== undefined) await remember(engine, { past, place: state.reached })
    return engine
  }

  async function remember(
    engine: DetectionThread,
    { past, place }: { past: Past; place: Place },
  ): Promise<void> {
    let after = past.from
    while (after < place.position && !abort.signal.aborted) {
      const isOld = after < past.recent
      const to = isOld ? past.recent : place.position
      const events = await readLogged(db, { after, to, limit: pastAtOnce, ...(isOld ? past.long : {}) })
      const last = events.at(-1)
      if (last === undefined) {
        if (!isOld) break
        after = past.recent
        continue
      }
      await engine.call('observe', { events, known: await judgeAgain(db, events) })
      await engine.call('pass', Math.min(last.receivedAt - lateMs, place.passedTo))
      after = last.seq
      if (!(await holdTurn())) throw new Error('Another process reads the events by now.')
    }
    await engine.call('pass', place.passedTo)
  }

  async function reset(): Promise<void> {
    running = undefined
    await thread?.close()
    thread = undefined
  }

  async function pause(ms: number): Promise<void> {
    await sleep(ms, undefined, { signal: abort.signal }).catch(() => undefined)
  }

  return {
    start: () => void (loop ??= run()),
    async stop() {
      abort.abort()
      await loop
      if (running !== undefined) {
        const lost = (error: unknown): void => log.warn({ err: error }, 'the last place is gone to again')
        await commit(running, []).catch(lost)
      }
      await reset()
      if (turnUntil > now()) await putOffTurn(db, { task, owner: parts.owner, until: now() })
    },
  }
}
