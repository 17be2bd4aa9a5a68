import type { NewEvent } from '../hot-store.ts'
import { bothRoles, dayOf, partyRoles, rolesOf } from '../party-key.ts'
import type { createStatementCache } from './statements.ts'

type Prepare = ReturnType<typeof createStatementCache>

/**
 * Rows in one run. Names are spread over all pages of their day, and each run writes nearly all of them: the more rows go
 * with it, the less is written for each.
 */
const rowsInRun = 131_072
/** What is done in one transaction: others want to write as well. */
const eventsInPortion = 4_096
const mostRowsInSlice = 1_000
/** A page that the system has to fetch from the disk takes a hundred times as long as one that it has. */
const sliceMs = 4
const rowsBetweenLooks = 20
/** Rows are sorted by the upper bits of the party, which is all that decides about the page, with their place below. */
const placeLimit = 2 ** 18

/** What is read to be filed: rows of one day. */
interface Gathered {
  day: number
  from: number
  upTo: number
  parties: number[]
  roles: number[]
  seqs: number[]
}

/** Rows of one day, sorted, of which some are filed. */
interface FilingRun extends Gathered {
  /** Places in the lists, in the order of the table. */
  order: Float64Array
  filed: number
}

/** How far filing is. */
export interface Filed {
  /** Events up to this one are found by whom they name. */
  upTo: number
  /** The last event that was put down to be filed, 0 for none. */
  last: number
  /** Whether it is in the middle of something. */
  isUnderWay: boolean
}

/** In a list of packed parties: the one before it has both roles. */
const alsoTarget = Number.NaN

/** Puts down what an event is found by; `fileNext` brings it where it is looked for. */
export function keepUnfiled(event: NewEvent, seq: number, prepare: Prepare): void {
  const { parties = [], receivedAt } = event
  if (parties.length === 0) return
  const packed: number[] = []
  for (const [party, role] of rolesOf(event)) {
    packed.push(role === partyRoles.target ? party : -1 - party)
    if (role === bothRoles) packed.push(alsoTarget)
  }
  prepare('insert into unfiled_parties (event_seq, day, parties) values (?, ?, ?)').run(
    seq,
    dayOf(receivedAt),
    Float64Array.from(packed),
  )
}

/** Files step by step, each to be called in a transaction of its own. */
export function createPartyFiling(prepare: Prepare) {
  let gathered: Gathered | undefined
  let run: FilingRun | undefined
  /** What is filed and still stands among what is not. */
  let toClear: { from: number; upTo: number } | undefined
  let upTo = 0

  function step(): void {
    if (toClear !== undefined) toClear = clearPortion(toClear, prepare)
    else if (run !== undefined) {
      fileSlice(run, prepare)
      if (run.filed < run.order.length) return
      toClear = run
      upTo = run.upTo
      run = undefined
    } else {
      const { more, isWhole } = gatherPortion(gathered, prepare)
      gathered = isWhole ? undefined : more
      if (isWhole && more !== undefined) run = toRun(more)
    }
  }

  return {
    /** Does the next step. */
    fileNext: (): Filed => {
      step()
      const last = prepare('select max(event_seq) as seq from unfiled_parties').get()?.['seq']
      const isUnderWay = gathered !== undefined || run !== undefined || toClear !== undefined
      return { upTo, last: Number(last ?? 0), isUnderWay }
    },
    /** To be called when a step was rolled back: the run begins again. Rows that are filed do no harm. */
    startOver: (): void => {
      gathered = undefined
      run = undefined
      toClear = undefined
      upTo = 0
    },
  }
}

/** Reads on; a run is whole when it is large, when its day is over, and when there is nothing else. */
function gatherPortion(
  before: Gathered | undefined,
  prepare: Prepare,
): { more: Gathered | undefined; isWhole: boolean } {
  const events = prepare(
    'select event_seq as seq, day, parties from unfiled_parties where event_seq > ? order by event_seq limit ?',
  ).all(before?.upTo ?? 0, eventsInPortion)
  let more = before
  for (const { seq, day, parties: packed } of events) {
    more ??= { day: Number(day), from: Number(seq), upTo: 0, parties: [], roles: [], seqs: [] }
    if (Number(day) !== more.day) return { more, isWhole: true }
    // The column takes nothing else.
    if (!(packed instanceof Uint8Array)) continue
    for (const party of new Float64Array(packed.slice().buffer)) {
      if (Number.isNaN(party)) {
        more.roles[more.roles.length - 1] = bothRoles
        continue
      }
      more.parties.push(party < 0 ? -1 - party : party)
      more.roles.push(party < 0 ? partyRoles.actor : partyRoles.target)
      more.seqs.push(Number(seq))
    }
    more.upTo = Number(seq)
    if (more.parties.length >= rowsInRun) return { more, isWhole: true }
  }
  return { more, isWhole: events.length < eventsInPortion }
}

function toRun(gathered: Gathered): FilingRun {
  const order = Float64Array.from(gathered.parties, (party, place) => party - (party % placeLimit) + place)
  order.sort()
  for (const [at, sorted] of order.entries()) order[at] = sorted % placeLimit
  return { ...gathered, order, filed: 0 }
}

function fileSlice(run: FilingRun, prepare: Prepare): void {
  const add = prepare(
    'insert into event_parties (day, party, event_seq, role) values (?, ?, ?, ?) on conflict do nothing',
  )
  const most = Math.min(run.order.length, run.filed + mostRowsInSlice)
  const until = performance.now() + sliceMs
  while (run.filed < most && performance.now() < until) {
    const end = Math.min(most, run.filed + rowsBetweenLooks)
    for (const place of run.order.subarray(run.filed, end)) {
      add.run(run.day, run.parties[place] ?? 0, run.seqs[place] ?? 0, run.roles[place] ?? 0)
    }
    run.filed = end
  }
}

function clearPortion(
  { from, upTo }: { from: number; upTo: number },
  prepare: Prepare,
): { from: number; upTo: number } | undefined {
  const end = Math.min(upTo, from + eventsInPortion)
  prepare('delete from unfiled_parties where event_seq <= ?').run(end)
  return end < upTo ? { from: end, upTo } : undefined
}
