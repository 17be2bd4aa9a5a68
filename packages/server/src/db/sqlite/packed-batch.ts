import type {
  Batch,
  ExecutionEnd,
  ExecutionUpdate,
  LinePlace,
  NewEntry,
  NewEvent,
  NewExecution,
  Party,
  Sighting,
} from '../hot-store.ts'

type Flat = string | number | null

/**
 * A batch on its way to the database thread. A copy of an object costs more for the names in it than for the values, so
 * what comes by the thousand goes as one list of values, in the order in which `packBatch` writes and `unpackBatch` reads.
 */
export interface PackedBatch extends Pick<Batch, 'snapshots' | 'jobs' | 'feeds' | 'replays'> {
  values: readonly Flat[]
}

/** @see PackedBatch */
export function packBatch({ events, executions, entries, updates, ...rest }: Batch): PackedBatch {
  const values: Flat[] = [events.length, executions.length, entries.length, updates.length]
  for (const event of events) packEvent(values, event)
  for (const execution of executions) packExecution(values, execution)
  for (const { executionId, owner, attempt, position, entry, changed = [] } of entries) {
    values.push(executionId, owner, attempt, position, entry, changed.length, ...changed)
  }
  for (const update of updates) packUpdate(values, update)
  const { snapshots, jobs, feeds, replays } = rest
  return { values, snapshots, jobs, feeds, replays }
}

/** The batch that was packed. */
export function unpackBatch({ values, ...rest }: PackedBatch): Batch {
  const read = createReader(values)
  const [events, executions, entries, updates] = [read.number(), read.number(), read.number(), read.number()]
  return {
    ...rest,
    events: times(events, () => readEvent(read)),
    executions: times(executions, () => readExecution(read)),
    entries: times(entries, () => readEntry(read)),
    updates: times(updates, () => readUpdate(read)),
  }
}

function packEvent(values: Flat[], event: NewEvent): void {
  const { id, identity, source, type, subject, occurredAt, receivedAt, payload } = event
  const { sighting, skipped = null, parties = [] } = event
  values.push(id, identity, source, type, subject, occurredAt, receivedAt, payload, skipped)
  values.push(sighting?.way ?? null)
  if (sighting !== undefined) values.push(sighting.org, sighting.isFiltered === true ? 1 : 0)
  packParties(values, parties)
}

function readSighting(way: string, read: Reader): Sighting {
  const sighting: Sighting = { way: way as Sighting['way'], org: read.text() }
  return read.number() === 1 ? { ...sighting, isFiltered: true } : sighting
}

function packParties(values: Flat[], parties: readonly Party[]): void {
  values.push(parties.length)
  for (const { role, name } of parties) values.push(role, name)
}

function readParties(read: Reader): Party[] {
  return times(read.number(), () => ({ role: read.text() as Party['role'], name: read.text() }))
}

function readEvent(read: Reader): NewEvent {
  const event: NewEvent = {
    id: read.text(),
    identity: read.text(),
    source: read.text(),
    type: read.text(),
    subject: read.textOrNull(),
    occurredAt: read.number(),
    receivedAt: read.number(),
    payload: read.text(),
  }
  const skipped = read.textOrNull()
  if (skipped !== null) event.skipped = skipped
  const way = read.textOrNull()
  if (way !== null) event.sighting = readSighting(way, read)
  const parties = readParties(read)
  if (parties.length > 0) event.parties = parties
  return event
}

function packExecution(values: Flat[], execution: NewExecution): void {
  const { id, flowId, versionId, eventId, parentId, parentCommand, rootId, mode, status } = execution
  const {
    owner,
    leaseUntil,
    createdAt,
    dryRun,
    rerunOf = null,
    journal = null,
    line,
    started,
    end,
  } = execution
  values.push(id, flowId, versionId, eventId, parentId, parentCommand, rootId, mode, status)
  values.push(owner, leaseUntil, createdAt, dryRun === true ? 1 : 0, rerunOf, journal, started)
  packParties(values, execution.parties ?? [])
  if (line === undefined) values.push(null)
  else {
    const { key, order, most, queue } = line
    values.push(key, order, most, queue?.most ?? null)
    if (queue !== undefined) values.push(queue.whenFull, queue.entry)
  }
  if (end === undefined) values.push(null)
  else packEnd(values, end)
}

function packEnd(values: Flat[], { status, finishedAt, stopped, error }: ExecutionEnd): void {
  values.push(status, finishedAt, stopped ? 1 : 0)
  packError(values, error)
}

function packError(values: Flat[], error: ExecutionEnd['error']): void {
  values.push(error?.code ?? null)
  if (error !== null) values.push(error.message, error.step)
}

function readEnd(read: Reader): ExecutionEnd | undefined {
  const status = read.textOrNull()
  if (status === null) return undefined
  const finishedAt = read.number()
  const stopped = read.number() === 1
  return { status: status as ExecutionEnd['status'], finishedAt, stopped, error: readError(read) }
}

function readError(read: Reader): ExecutionEnd['error'] {
  const code = read.textOrNull()
  return code === null ? null : { code, message: read.text(), step: read.textOrNull() }
}

function readExecution(read: Reader): NewExecution {
  const execution: NewExecution = {
    id: read.text(),
    flowId: read.text(),
    versionId: read.text(),
    eventId: read.textOrNull(),
    parentId: read.textOrNull(),
    parentCommand: read.numberOrNull(),
    rootId: read.text(),
    mode: read.text() as NewExecution['mode'],
    status: read.text() as NewExecution['status'],
    owner: read.textOrNull(),
    leaseUntil: read.numberOrNull(),
    createdAt: read.number(),
    started: null,
  }
  if (read.number() === 1) execution.dryRun = true
  const rerunOf = read.textOrNull()
  if (rerunOf !== null) execution.rerunOf = rerunOf
  const journal = read.textOrNull()
  if (journal !== null) execution.journal = journal as 'kept' | 'temporary'
  execution.started = read.textOrNull()
  const parties = readParties(read)
  if (parties.length > 0) execution.parties = parties
  const line = readLine(read)
  if (line !== undefined) execution.line = line
  const end = readEnd(read)
  if (end !== undefined) execution.end = end
  return execution
}

function readLine(read: Reader): LinePlace | undefined {
  const key = read.textOrNull()
  if (key === null) return undefined
  const place: LinePlace = { key, order: read.number(), most: read.number() }
  const most = read.numberOrNull()
  if (most === null) return place
  const whenFull = read.text() as NonNullable<LinePlace['queue']>['whenFull']
  return { ...place, queue: { most, whenFull, entry: read.text() } }
}

function readEntry(read: Reader): NewEntry {
  const entry: NewEntry = {
    executionId: read.text(),
    owner: read.text(),
    attempt: read.number(),
    position: read.number(),
    entry: read.text(),
  }
  const changed = times(read.number(), read.text)
  if (changed.length > 0) entry.changed = changed
  return entry
}

function packUpdate(values: Flat[], update: ExecutionUpdate): void {
  const { executionId, owner, attempt, status, finishedAt, error, stopped, line = null } = update
  values.push(executionId, owner, attempt, status, finishedAt, stopped ? 1 : 0, line)
  packError(values, error)
}

function readUpdate(read: Reader): ExecutionUpdate {
  const update: ExecutionUpdate = {
    executionId: read.text(),
    owner: read.text(),
    attempt: read.number(),
    status: read.text() as ExecutionUpdate['status'],
    finishedAt: read.numberOrNull(),
    stopped: read.number() === 1,
    error: null,
  }
  const line = read.textOrNull()
  if (line !== null) update.line = line
  return { ...update, error: readError(read) }
}

type Reader = ReturnType<typeof createReader>

/** A value of another kind than is wanted means that a batch was packed otherwise than it is read: nothing is written. */
function createReader(values: readonly Flat[]) {
  let at = 0
  const next = (): Flat => values[at++] ?? null
  const textOf = (value: Flat): string => {
    if (typeof value === 'string') return value
    throw new TypeError(`A batch has ${String(value)} where a text was expected.`)
  }
  const numberOf = (value: Flat): number => {
    if (typeof value === 'number') return value
    throw new TypeError(`A batch has ${String(value)} where a number was expected.`)
  }
  return {
    text: (): string => textOf(next()),
    textOrNull(): string | null {
      const value = next()
      return value === null ? null : textOf(value)
    },
    number: (): number => numberOf(next()),
    numberOrNull(): number | null {
      const value = next()
      return value === null ? null : numberOf(value)
    },
  }
}

function times<Item>(count: number, make: () => Item): Item[] {
  const items: Item[] = []
  for (let made = 0; made < count; made += 1) items.push(make())
  return items
}
