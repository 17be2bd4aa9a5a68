import { diffFlows, type Flow, type Surroundings } from '@keyway/engine'
import type { FlowDetail } from '../../flows/flow-page.tsx'
import { designerTexts } from '../../texts/designer.ts'
import type { Edit, LostReference } from '../editing/edit.ts'
import { record, redo, reselect, startHistory, undo, type History } from '../editing/history.ts'
import { findStep, placesOf } from '../editing/places.ts'
import type { Samples } from '../editing/scope.ts'
import { carryKeys, withKeys, type StepKey } from '../editing/step-key.ts'
import { createAutosave, type AutosavePorts, type Backup, type SaveState } from './autosave.ts'
import { checkDocument, type DesignerProblem } from './check.ts'

/** Everything that the parts of the designer share. Each edit makes a new one; what did not change stays the same object. */
export interface DesignerState {
  /** The document, with keys at its steps (`keyOf`). */
  flow: Flow
  /** Keys of the steps that are selected; empty: the flow itself. */
  selection: readonly StepKey[]
  history: History
  /** What the last edit took the ground from, until the next one. */
  lost: readonly LostReference[]
  /** As of the last pause in editing; null until the catalogue is there. */
  problems: readonly DesignerProblem[] | null
  save: SaveState
  /** The place in the selected step that a problem or a card led to: `['with', 'channel']`. */
  focus: { step: StepKey; field: readonly (string | number)[] } | null
  /** Real values, of the last execution or a chosen event. */
  samples: Samples
  /** What the document is checked against; null while it is not there yet. */
  against: CheckAgainst | null
  /** The flow as text while somebody writes it; null until then. */
  text: FlowText | null
}

/** A flow as its author writes it, with comments, and perhaps not readable at the moment. */
export interface FlowText {
  text: string
  /** The document that it was last the text of. */
  flow: Flow
  isBroken: boolean
}

/** Words for undo, and what counts as typing in one place. */
export interface EditLabel {
  label: string
  /** Edits of one group in a row are undone together: `${key} with.text`. Null: alone. */
  group: string | null
}

/** What a flow is checked against. */
export interface CheckAgainst {
  surroundings: Surroundings
  bindings: FlowDetail['bindings']
}

/** One flow that is being edited. */
export interface Designer {
  flowId: string
  getState: () => DesignerState
  subscribe: (listener: () => void) => () => void
  /** Applies an edit, remembers it for undo, and saves it after a pause. */
  edit: (told: EditLabel, change: (flow: Flow) => Edit) => Edit
  select: (keys: readonly StepKey[]) => void
  /** Selects a step and leads to a place in its form. */
  goTo: (step: StepKey, field: readonly (string | number)[]) => void
  undo: () => void
  redo: () => void
  /** Takes another document over as an edit that can be undone: from YAML, an earlier version. Steps keep their keys. */
  replace: (told: EditLabel, document: Flow) => void
  setSamples: (samples: Samples) => void
  setText: (text: FlowText) => void
  checkAgainst: (against: CheckAgainst | null) => void
  /** What the server has now. Another draft is taken over when nothing here is unsaved. */
  receive: (detail: FlowDetail) => void
  /** Ends a conflict: their draft becomes the document (undo brings mine back), or mine is saved over theirs. */
  resolve: (keep: 'mine' | 'theirs') => void
  flush: () => Promise<void>
  keepNow: () => void
  hasUnsaved: () => boolean
  /** `draftNumber` of the draft that the document is based on. */
  draftNumber: () => number
  /** The page is left: saves what is left once, and does nothing more by itself until the next edit. */
  rest: () => void
}

export interface DesignerPorts extends Pick<
  AutosavePorts,
  'save' | 'load' | 'isOnline' | 'keep' | 'onSaved'
> {
  now: () => number
}

const checkPauseMs = 120

/** Opens a flow for editing. `backup` is what a closed tab could not save. */
export function createDesigner(detail: FlowDetail, ports: DesignerPorts, backup?: Backup): Designer {
  const flow = withKeys(detail.draft)
  let state: DesignerState = {
    flow,
    selection: [],
    history: startHistory({ flow, selection: [] }),
    lost: [],
    problems: null,
    save: { state: 'saved', at: detail.draftSavedAt, by: detail.draftSavedBy },
    focus: null,
    samples: new Map(),
    against: null,
    text: null,
  }
  let checking: ReturnType<typeof setTimeout> | undefined
  const listeners = new Set<() => void>()

  const set = (change: Partial<DesignerState>): void => {
    state = { ...state, ...change }
    for (const listener of listeners) listener()
  }
  const { now, ...saving } = ports
  const autosave = createAutosave(detail, { ...saving, onState: (save) => set({ save }) })

  const check = (): void => {
    clearTimeout(checking)
    if (state.against === null) return
    const { surroundings, bindings } = state.against
    set({ problems: checkDocument(state.flow, surroundings, bindings) })
  }
  const checkSoon = (): void => {
    clearTimeout(checking)
    checking = setTimeout(check, checkPauseMs)
  }

  const show = (history: History, lost: readonly LostReference[]): void => {
    const { flow: document, selection } = history.present
    const isChanged = document !== state.flow
    set({ history, flow: document, selection, lost })
    if (!isChanged) return
    autosave.change(document)
    checkSoon()
  }

  const edit: Designer['edit'] = (told, change) => {
    const made = change(state.flow)
    const { flow: document, selection, lost } = made
    show(record(state.history, { flow: document, selection }, { ...told, at: now() }), lost)
    return made
  }

  const replace: Designer['replace'] = (told, document) => {
    const next = carryKeys(state.flow, document)
    const selection = state.selection.filter((key) => placesOf(next).steps.has(key))
    edit(told, () => ({ flow: next, selection, lost: [] }))
  }

  if (backup !== undefined && diffFlows(detail.draft, backup.document).length > 0) {
    replace({ label: designerTexts.done.restored, group: null }, backup.document)
    if (backup.basedOn !== detail.draftNumber) autosave.disagree(detail)
  }

  return {
    flowId: detail.id,
    getState: () => state,
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    edit,
    replace,
    select(keys) {
      const selection = keys.filter((key) => findStep(state.flow, key) !== undefined)
      set({ history: reselect(state.history, selection), selection, focus: null })
    },
    goTo(step, field) {
      set({ history: reselect(state.history, [step]), selection: [step], focus: { step, field } })
    },
    undo: () => show(undo(state.history), []),
    redo: () => show(redo(state.history), []),
    setSamples: (samples) => set({ samples }),
    setText: (text) => set({ text }),
    checkAgainst(against) {
      set({ against })
      check()
    },
    receive(received) {
      if (received.draftNumber <= autosave.number() || autosave.hasUnsaved()) return
      autosave.rebase(received)
      if (diffFlows(state.flow, received.draft).length > 0) {
        replace(tookOver(received), received.draft)
        autosave.rebase(received)
      }
    },
    resolve(keep) {
      if (state.save.state !== 'conflict') return
      const { theirs } = state.save
      if (keep === 'theirs') replace(tookOver(theirs), theirs.draft)
      autosave.rebase(theirs)
    },
    flush: autosave.flush,
    keepNow: autosave.keepNow,
    hasUnsaved: autosave.hasUnsaved,
    draftNumber: autosave.number,
    rest() {
      clearTimeout(checking)
      autosave.rest()
    },
  }
}

function tookOver({ draftSavedBy }: FlowDetail): EditLabel {
  return { label: designerTexts.done.tookOver(draftSavedBy), group: null }
}
