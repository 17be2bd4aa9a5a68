import type { Flow } from '@keyway/engine'
import type { StepKey } from './step-key.ts'

/** A document with what was selected in it. Keys of steps stay what they were, so undoing selects what was selected. */
export interface Moment {
  flow: Flow
  selection: readonly StepKey[]
}

/** What was, what is, and what was undone. */
export interface History {
  past: readonly Entry[]
  present: Moment
  future: readonly Entry[]
}

/** A moment and what was done to it, or undone from it. */
export interface Entry {
  moment: Moment
  /** What was done, in words of the console: `Move 2 steps`. */
  label: string
  /** Changes of one group in a row are one: typing in one field. Null stands alone. */
  group: string | null
  /** When the last change of the group was made, ms since the epoch. */
  at: number
}

export interface Change {
  label: string
  group: string | null
  at: number
}

/** A pause in typing ends a group. */
const groupPause = 2_000
/** Documents are shared in structure, so that many of them cost little. */
const mostEntries = 500

export function startHistory(present: Moment): History {
  return { past: [], present, future: [] }
}

/** Goes on to another document. What was undone before is gone. */
export function record(history: History, moment: Moment, { label, group, at }: Change): History {
  const { past, present } = history
  if (moment.flow === present.flow) return { ...history, present: moment }
  const last = past.at(-1)
  const isSame =
    last !== undefined &&
    group !== null &&
    last.group === group &&
    at - last.at < groupPause &&
    history.future.length === 0
  const entry = isSame ? { ...last, at } : { moment: present, label, group, at }
  const before = isSame ? past.slice(0, -1) : past.slice(-(mostEntries - 1))
  return { past: [...before, entry], present: moment, future: [] }
}

/** Goes back by one change; the same history where there is none. */
export function undo(history: History): History {
  const last = history.past.at(-1)
  if (last === undefined) return history
  const undone = { ...last, moment: history.present, group: null }
  return { past: history.past.slice(0, -1), present: last.moment, future: [undone, ...history.future] }
}

/** Does again what was undone last; the same history where nothing was. */
export function redo(history: History): History {
  const [next, ...future] = history.future
  if (next === undefined) return history
  return { past: [...history.past, { ...next, moment: history.present }], present: next.moment, future }
}

/** Another selection: no change of the document, nothing to undo. */
export function reselect(history: History, selection: readonly StepKey[]): History {
  return { ...history, present: { ...history.present, selection } }
}
