import type { NewEvent } from '../hot-store.ts'
import { bothRoles, dayOf, partyRoles, rolesOf } from '../party-key.ts'
import type { createStatementCache } from './statements.ts'

type Prepare = ReturnType<typeof createStatementCache>

/** Events in one run: enough that many rows share a page, few enough to be sorted between two commits. */
const eventsInRun = 8_192
/** Rows in one transaction: others want to write as well. */
const rowsInSlice = 2_000
/** Rows are sorted by the upper bits of the party, which is all that decides about the page, with their place below. */
const placeLimit = 2 ** 17

/** Rows of one day, sorted, of which some are filed. */
interface FilingRun {
  day: number
  upTo: number
  parties: Float64Array
  roles: Uint8Array
  seqs: Float64Array
  /** Places in the two lists, in the order of the table. */
  order: Float64Array
  filed: number
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

/** Files in slices, each in a transaction of its own. */
export function createPartyFiling(prepare: Prepare) {
  let run: FilingRun | undefined

  return {
    /** Files the next slice; false when there is nothing left. */
    fileNext: (): boolean => {
      run ??= beginRun(prepare)
      if (run === undefined) return false
      fileSlice(run, prepare)
      if (run.filed < run.order.length) return true
      prepare('delete from unfiled_parties where event_seq <= ?').run(run.upTo)
      run = undefined
      return true
    },
    /** To be called when a slice was rolled back: the run begins again. Rows that are filed do no harm. */
    startOver: (): void => {
      run = undefined
    },
  }
}

function beginRun(prepare: Prepare): FilingRun | undefined {
  const events = prepare(
    'select event_seq as seq, day, parties from unfiled_parties order by event_seq limit ?',
  ).all(eventsInRun)
  const day = Number(events[0]?.['day'])
  const parties: number[] = []
  const roles: number[] = []
  const seqs: number[] = []
  let upTo = 0
  for (const { seq, day: filedUnder, parties: packed } of events) {
    if (Number(filedUnder) !== day || !(packed instanceof Uint8Array)) break
    for (const party of new Float64Array(packed.slice().buffer)) {
      if (Number.isNaN(party)) {
        roles[roles.length - 1] = bothRoles
        continue
      }
      parties.push(party < 0 ? -1 - party : party)
      roles.push(party < 0 ? partyRoles.actor : partyRoles.target)
      seqs.push(Number(seq))
    }
    upTo = Number(seq)
    if (parties.length > placeLimit / 2) break
  }
  if (upTo === 0) return undefined
  const order = Float64Array.from(parties, (party, place) => party - (party % placeLimit) + place)
  order.sort()
  for (const [at, sorted] of order.entries()) order[at] = sorted % placeLimit
  return {
    day,
    upTo,
    parties: Float64Array.from(parties),
    roles: Uint8Array.from(roles),
    seqs: Float64Array.from(seqs),
    order,
    filed: 0,
  }
}

function fileSlice(run: FilingRun, prepare: Prepare): void {
  const add = prepare(
    'insert into event_parties (day, party, event_seq, role) values (?, ?, ?, ?) on conflict do nothing',
  )
  const end = Math.min(run.order.length, run.filed + rowsInSlice)
  for (const place of run.order.subarray(run.filed, end)) {
    add.run(run.day, run.parties[place] ?? 0, run.seqs[place] ?? 0, run.roles[place] ?? 0)
  }
  run.filed = end
}
