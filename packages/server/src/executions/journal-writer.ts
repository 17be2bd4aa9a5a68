import { takeSnapshot, type Entry, type OpenCommands, type State } from '@keyway/engine'
import type { GroupCommitter } from '../db/group-commit.ts'
import type { BatchJob, ExecutionUpdate, NewEntry, NewSnapshot } from '../db/hot-store.ts'
import { LostError } from './carry-out.ts'
import type { Held } from './held.ts'

/** Writes the journal of one attempt: entries are collected and go to disk together, within a second at the latest. */
export interface JournalWriter {
  /** Says how many entries are on disk already. */
  continueAt: (position: number) => void
  /** `changed` names whom and what its step changed. */
  append: (entry: Entry, changed?: readonly string[]) => void
  /**
   * Brings what was appended to disk, in order, and answers the executions whose turn came by it. Throws LostError when
   * another process owns the execution by now.
   */
  flush: (more?: { update?: ExecutionUpdate; jobs?: BatchJob[] }) => Promise<readonly string[]>
  /**
   * Keeps a long execution bounded: flushes when much was appended, and takes a snapshot when replaying what came since
   * the last one would cost more than the snapshot does. To be called when every entry is worked off.
   */
  keepUp: (state: State, open: OpenCommands) => Promise<unknown> | undefined
  /** Nothing is written any more. */
  close: () => void
}

const entriesUnsaved = 100
/** So that people see how far a slow execution is, and a crash costs little of it. */
const unsavedMs = 1_000
const bytesUnsaved = 1_000_000
const entriesPerSnapshot = 500
/** A replay of so many steps takes less than a tenth of a second. */
const stepsPerSnapshot = 20_000
const bytesPerSnapshot = 4_000_000

/** `onFailed` hears why a save that nobody asked for did not happen. */
export function createJournalWriter(
  committer: GroupCommitter,
  held: Held,
  onFailed: (error: unknown) => void,
): JournalWriter {
  const { id: executionId, owner, attempt } = held
  const fence = { executionId, owner, attempt }
  let position = 0
  let unsaved: NewEntry[] = []
  let unsavedBytes = 0
  let isClosed = false
  let timer: NodeJS.Timeout | undefined
  /** What a replay from the last snapshot would read and run. */
  let since = { entries: 0, bytes: 0 }
  let stepsBefore: number | undefined
  /** Length of the state when it was last looked at. */
  let size = 0

  async function flush(
    more: { update?: ExecutionUpdate; jobs?: BatchJob[]; snapshot?: NewSnapshot } = {},
  ): Promise<readonly string[]> {
    if (isClosed) throw new LostError('This attempt is over.')
    const { update, jobs = [], snapshot } = more
    if (unsaved.length === 0 && update === undefined && snapshot === undefined) return []
    clearTimeout(timer)
    timer = undefined
    const entries = unsaved
    unsaved = []
    unsavedBytes = 0
    const { fenced, called } = await committer.submit({
      entries,
      updates: update === undefined ? [] : [update],
      snapshots: snapshot === undefined ? [] : [snapshot],
      jobs,
    })
    if (fenced.has(executionId)) throw new LostError('Another process has taken the execution over.')
    return [...called.keys()]
  }

  function snapshotIfWorth(state: State, open: OpenCommands): NewSnapshot | undefined {
    stepsBefore ??= state.steps
    const isDue =
      since.entries >= entriesPerSnapshot ||
      since.bytes >= bytesPerSnapshot ||
      state.steps - stepsBefore >= stepsPerSnapshot
    // A large state in a short journal: replaying is cheaper. Look again when there is more of it.
    if (!isDue || size > since.bytes * 2) return undefined
    const text = JSON.stringify(takeSnapshot(state, open.list(state)))
    size = text.length
    if (size > since.bytes * 2) return undefined
    since = { entries: 0, bytes: 0 }
    stepsBefore = state.steps
    return { ...fence, position, state: text }
  }

  return {
    continueAt(next) {
      position = next
    },
    append(entry, changed = []) {
      const text = JSON.stringify(entry)
      unsaved.push({ ...fence, position, entry: text, ...(changed.length === 0 ? {} : { changed }) })
      position += 1
      unsavedBytes += text.length
      since = { entries: since.entries + 1, bytes: since.bytes + text.length }
      timer ??= setTimeout(() => void flush().catch(onFailed), unsavedMs).unref()
    },
    flush,
    keepUp(state, open) {
      const snapshot = snapshotIfWorth(state, open)
      if (snapshot !== undefined) return flush({ snapshot })
      return unsaved.length >= entriesUnsaved || unsavedBytes >= bytesUnsaved ? flush() : undefined
    },
    close() {
      isClosed = true
      clearTimeout(timer)
    },
  }
}
