import {
  createRecorder,
  progressOf,
  replay,
  type Cause,
  type Entry,
  type LoopProgress,
  type OpenCommand,
  type Program,
  type Recording,
  type Result,
  type RunRecorder,
} from '@keyway/engine'
import type { Json } from '@keyway/sdk'
import type { HotStore } from '../db/hot-store.ts'
import { readJournal, readSnapshots } from './read-journal.ts'
import type { ExecutionRecord } from './store.ts'

/** Runs of one step that are shown; of more, the first, the last and failed ones. */
const runsPerStep = 400

type PostponedEntry = Extract<Entry, { type: 'postponed' }>

/** An execution as its journal tells it. */
export interface Rebuilt {
  /** As references see it: with the declared inputs of the flow picked out. What arrived, while nothing ran yet. */
  trigger: Json
  /** The execution that caused it; null where none did, or nothing is kept of it. */
  cause: Cause | null
  recording: Recording
  open: readonly OpenCommand[]
  progress: LoopProgress[]
  /** When steps were put off, oldest first. */
  postponed: PostponedEntry[]
  result: Result | null
  /** False when the replay broke off. */
  isComplete: boolean
}

/**
 * Replays an execution to see the values it really had. Of a long one only the beginning and the end are replayed: from
 * the start to the first snapshot, and from the latest one on.
 */
export async function rebuild(
  hot: HotStore,
  program: Program,
  {
    id: executionId,
    status,
    recorder = createRecorder(runsPerStep),
  }: Pick<ExecutionRecord, 'id' | 'status'> & { recorder?: RunRecorder },
): Promise<Rebuilt> {
  const snapshots = await readSnapshots(hot, executionId)
  const [first] = snapshots
  const latest = snapshots.at(-1)
  const isAbridged = first !== undefined && latest !== undefined && first.position < latest.position
  const head = await readJournal(hot, isAbridged ? { executionId, to: first.position } : executionId)
  const [started] = head
  const { trigger: arrived, cause = null } = started?.type === 'started' ? started : { trigger: null }
  const nothing = { cause, open: [], progress: [], postponed: [], result: null }
  // Replaying "started" would run steps that nobody has run yet.
  if (status === 'queued' || started === undefined) {
    return { trigger: arrived, recording: recorder.recording(), ...nothing, isComplete: true }
  }
  try {
    let replayed = replay(program, head, { recorder })
    const postponed = head.filter(isPostponed)
    if (isAbridged) {
      const tail = await readJournal(hot, { executionId, from: latest.position })
      postponed.push(...tail.filter(isPostponed))
      recorder.skipTo(program, latest.snapshot)
      replayed = replay(program, tail, { recorder, from: latest.snapshot })
    }
    const { state, open, result } = replayed
    const recording = recorder.recording()
    const omitted = isAbridged ? { ...recording.omitted, '*': null } : recording.omitted
    return {
      trigger: state.roots.trigger,
      cause,
      recording: { ...recording, omitted },
      open,
      progress: progressOf(state),
      postponed,
      result,
      isComplete: true,
    }
  } catch {
    // A journal that this version of Keyway cannot fold: what came before is still worth seeing.
    return { trigger: arrived, recording: recorder.recording(), ...nothing, isComplete: false }
  }
}

function isPostponed(entry: Entry): entry is PostponedEntry {
  return entry.type === 'postponed'
}
