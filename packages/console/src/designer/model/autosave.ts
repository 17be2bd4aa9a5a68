import { ApiError } from '@keyway/api'
import { diffFlows, type Flow } from '@keyway/engine'
import type { FlowDetail } from '../../flows/flow-page.tsx'

/** How it stands with what an author typed. */
export type SaveState =
  | { state: 'saved'; at: number; by: string }
  | { state: 'unsaved' }
  | { state: 'saving' }
  /** The server did not answer; it is tried again by itself. */
  | { state: 'failed'; error: unknown; isOffline: boolean }
  /** The server answered that it does not take this; it is tried again with the next change. */
  | { state: 'refused'; error: unknown }
  /** Somebody else saved another draft meanwhile. Nothing is saved until the author decides. */
  | { state: 'conflict'; theirs: FlowDetail }

/** A draft that the server does not have, kept by the browser. */
export interface Backup {
  document: Flow
  /** `draftNumber` of the draft it was made on. */
  basedOn: number
}

export interface AutosavePorts {
  save: (document: Flow, basedOn: number) => Promise<FlowDetail>
  load: () => Promise<FlowDetail>
  isOnline: () => boolean
  keep: (backup: Backup | null) => void
  onState: (state: SaveState) => void
  onSaved: (detail: FlowDetail) => void
}

export interface Autosave {
  /** Saves this document when the author pauses. */
  change: (document: Flow) => void
  /** Saves now what is not saved; resolves when it is, or when it is known that it cannot be. */
  flush: () => Promise<void>
  /** Keeps what is not saved in the browser at once: the page is about to go. */
  keepNow: () => void
  /** The draft that everything is based on from now on: after a conflict, or when the server's one was taken over. */
  rebase: (detail: FlowDetail) => void
  /** Tells of a conflict that was found otherwise than by saving. */
  disagree: (theirs: FlowDetail) => void
  number: () => number
  hasUnsaved: () => boolean
  /** Nobody is there: nothing is tried again by itself until the next change. */
  rest: () => void
}

const pauseMs = 900
const firstRetryMs = 2_000
const longestRetryMs = 30_000

/**
 * Saves a draft while it is edited: one request at a time, after a pause; again and again while the server does not answer;
 * and not at all over what somebody else saved.
 */
export function createAutosave(base: FlowDetail, ports: AutosavePorts): Autosave {
  let number = base.draftNumber
  let unsaved: Flow | null = null
  let running: Promise<void> | null = null
  let timer: ReturnType<typeof setTimeout> | undefined
  let failures = 0
  let isBlocked = false
  let isResting = false

  const schedule = (ms: number): void => {
    clearTimeout(timer)
    if (!isResting && !isBlocked) timer = setTimeout(() => void flush(), ms)
  }

  const keepNow = (): void => {
    if (unsaved !== null) ports.keep({ document: unsaved, basedOn: number })
  }

  async function send(document: Flow): Promise<void> {
    ports.onState({ state: 'saving' })
    try {
      const detail = await ports.save(document, number)
      number = detail.draftNumber
      failures = 0
      if (unsaved === document) {
        unsaved = null
        ports.keep(null)
        ports.onState({ state: 'saved', at: detail.draftSavedAt, by: detail.draftSavedBy })
      }
      ports.onSaved(detail)
    } catch (error) {
      await explain(error, document)
    }
  }

  async function explain(error: unknown, document: Flow): Promise<void> {
    keepNow()
    const status = error instanceof ApiError ? error.problem.status : 0
    if (status === 409) {
      const theirs = await ports.load().catch(() => undefined)
      if (theirs === undefined) return retryLater(error)
      // Two who made the same change do not disagree.
      if (diffFlows(document, theirs.draft).length === 0) return rebase(theirs)
      return disagree(theirs)
    }
    // A session that ended comes back when the author signs in elsewhere.
    const isPassing = status === 0 || status === 401 || status === 408 || status === 429 || status >= 500
    if (isPassing) return retryLater(error)
    ports.onState({ state: 'refused', error })
  }

  function retryLater(error: unknown): void {
    failures += 1
    ports.onState({ state: 'failed', error, isOffline: !ports.isOnline() })
    schedule(Math.min(firstRetryMs * 2 ** (failures - 1), longestRetryMs))
  }

  function disagree(theirs: FlowDetail): void {
    clearTimeout(timer)
    isBlocked = true
    keepNow()
    ports.onState({ state: 'conflict', theirs })
  }

  function rebase(detail: FlowDetail): void {
    number = detail.draftNumber
    isBlocked = false
    if (unsaved !== null && diffFlows(unsaved, detail.draft).length === 0) unsaved = null
    if (unsaved !== null) return schedule(0)
    ports.keep(null)
    ports.onState({ state: 'saved', at: detail.draftSavedAt, by: detail.draftSavedBy })
  }

  async function flush(): Promise<void> {
    clearTimeout(timer)
    if (running !== null) await running
    if (unsaved === null || isBlocked || isResting) return
    const sent = unsaved
    running = send(sent)
    await running
    running = null
    if (unsaved !== null && unsaved !== sent && failures === 0) schedule(pauseMs)
  }

  return {
    change(document) {
      unsaved = document
      isResting = false
      if (isBlocked) return keepNow()
      if (running === null && failures === 0) ports.onState({ state: 'unsaved' })
      schedule(pauseMs)
    },
    flush,
    keepNow,
    rebase,
    disagree,
    number: () => number,
    hasUnsaved: () => unsaved !== null,
    rest() {
      keepNow()
      isResting = true
      clearTimeout(timer)
    },
  }
}
