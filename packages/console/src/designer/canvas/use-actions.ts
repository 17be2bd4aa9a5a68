import { useLayoutEffect, useState } from 'react'
import type { Flow, Step } from '@keyway/engine'
import { canvasTexts } from '../../texts/canvas.ts'
import { canMove, duplicateSteps, insertStep, moveSteps, removeSteps } from '../editing/change-steps.ts'
import { copySteps, pasteSteps } from '../editing/clipboard.ts'
import { addBranch, moveBranch, removeBranch, unwrapStep, wrapSteps } from '../editing/containers.ts'
import type { Edit } from '../editing/edit.ts'
import { connectionFor, newCard, newStep } from '../editing/new-step.ts'
import { outermost, placesOf, type Spot } from '../editing/places.ts'
import { laneBeside } from './lanes.ts'
import type { StepKey } from '../editing/step-key.ts'
import { connect, setAt } from '../editing/values.ts'
import type { Designer } from '../model/designer.ts'
import type { PaletteEntry } from '../palette/entries.ts'
import { noteRecent } from '../palette/recent.ts'
import type { CanvasActions, GapAddress } from './canvas-context.ts'
import { nudged } from './nudge.ts'

/** What the actions work on, and whom they tell. */
export interface Surround {
  designer: Designer
  target: GapAddress | null
  connectorOf: (use: string) => string | undefined
  setTarget: (gap: GapAddress | null) => void
  startConnect: CanvasActions['startConnect']
  openMenu: CanvasActions['openMenu']
  openTrigger: () => void
  announce: (words: string) => void
  /** Something could not be done. */
  refuse: (words: string) => void
  goTo: (path: string) => void
}

/** The actions of the designer over its draft. */
export function useActions(surround: Surround): CanvasActions {
  const [{ actions, follow }] = useState(() => startActions(surround))
  useLayoutEffect(() => follow(surround))
  return actions
}

function startActions(first: Surround): { actions: CanvasActions; follow: (surround: Surround) => void } {
  let now = first
  const follow = (surround: Surround): void => {
    now = surround
  }
  return { actions: createActions(() => now), follow }
}

function createActions(now: () => Surround): CanvasActions {
  const state = () => now().designer.getState()
  const flow = (): Flow => state().flow
  const keysAt = (paths: readonly string[]): StepKey[] =>
    paths.flatMap((path) => placesOf(flow()).byPath.get(path)?.key ?? [])
  /** Lanes are named by the strip as runs name them; the document's lists have a word more. */
  const laneOf = (path: string, lane: string) => {
    const [key] = keysAt([path])
    return placesOf(flow()).lanes.find(
      (one) => one.step === key && (one.lane === lane || one.lane.startsWith(`${lane}.`)),
    )
  }
  const spotAt = ({ list, at }: GapAddress): Spot | undefined => {
    const lane = placesOf(flow()).lanes.find(({ path }) => path === list)
    return lane === undefined ? undefined : { step: lane.step, lane: lane.lane, at }
  }
  const behind = (paths: readonly string[]): GapAddress => {
    const last = outermost(flow(), keysAt(paths)).at(-1)
    if (last === undefined) return { list: 'steps', at: flow().steps.length }
    return { list: last.path.replace(/\[\d+\]$/, ''), at: last.spot.at + 1 }
  }
  const apply = (edit: Edit, label: string): void => {
    now().designer.edit({ label, group: null }, () => edit)
    const lost = edit.lost.length
    now().announce(lost === 0 ? label : `${label}. ${canvasTexts.lost(lost)}`)
  }
  /** Leads to the first of what was put in or moved. */
  const follow = (edit: Edit): void => {
    const path = placesOf(edit.flow).steps.get(edit.selection[0] ?? '')?.path
    if (path !== undefined) now().goTo(path)
  }
  const nameOf = (paths: readonly string[]): string => {
    const [only, ...others] = outermost(flow(), keysAt(paths))
    return only === undefined || others.length > 0
      ? canvasTexts.steps(others.length + 1)
      : canvasTexts.step(only.step)
  }
  const selectedPaths = (): string[] => outermost(flow(), state().selection).map(({ path }) => path)
  const stepOf = ({ offer }: PaletteEntry): Step => {
    switch (offer.kind) {
      case 'card': {
        const { connector, use } = offer
        const connection = connector === null ? null : connectionFor(flow(), connector, now().connectorOf)
        return newCard(use, connection)
      }
      case 'control':
        return newStep(offer.control)
      case 'helper':
        return { ...newStep('call'), call: offer.flow }
    }
  }

  const actions: CanvasActions = {
    openPalette: (gap) => now().setTarget(gap),
    take(entry, gap) {
      const wanted = gap ?? now().target ?? behind(selectedPaths())
      const spot = spotAt(wanted) ?? spotAt({ list: 'steps', at: flow().steps.length })
      if (spot === undefined) return
      const edit = insertStep(flow(), stepOf(entry), spot)
      noteRecent(entry.key)
      apply(edit, canvasTexts.added(entry.title))
      // The next one goes behind this one, so that several are put in one after the other.
      if (now().target !== null) now().setTarget({ ...wanted, at: wanted.at + 1 })
      follow(edit)
    },
    setInput({ card, place }, value) {
      const [key] = keysAt([card])
      if (key === undefined) return
      apply(setAt(flow(), { step: key, path: place }, value), canvasTexts.setInput(place.at(-1) ?? ''))
    },
    connect(reference, { card, place }) {
      const [step] = keysAt([card])
      if (step === undefined) return
      apply(
        connect(flow(), reference, { step, path: place }),
        canvasTexts.connected(reference, place.at(-1) ?? ''),
      )
    },
    startConnect: (from) => now().startConnect(from),
    move(paths, gap) {
      const spot = spotAt(gap)
      const keys = keysAt(paths)
      if (spot === undefined || !canMove(flow(), keys, spot)) return
      const edit = moveSteps(flow(), keys, spot)
      if (edit.flow === flow()) return
      apply(edit, canvasTexts.moved(nameOf(paths)))
      follow(edit)
    },
    nudge(direction) {
      const gap = nudged(flow(), state().selection, direction)
      if (gap === undefined) now().announce(canvasTexts.cannotMove)
      else actions.move(selectedPaths(), gap)
    },
    remove(paths) {
      if (keysAt(paths).length === 0) return
      const edit = removeSteps(flow(), keysAt(paths))
      apply(edit, canvasTexts.removed(nameOf(paths)))
      follow(edit)
    },
    duplicate(paths) {
      if (keysAt(paths).length === 0) return
      const edit = duplicateSteps(flow(), keysAt(paths))
      apply(edit, canvasTexts.duplicated(nameOf(paths)))
      follow(edit)
    },
    textOf(paths, mode) {
      const keys = keysAt(paths)
      if (keys.length === 0) return null
      const text = copySteps(flow(), keys, mode === 'cut' ? now().designer.flowId : null)
      if (mode === 'copy') now().announce(canvasTexts.copied(nameOf(paths)))
      return text
    },
    copy(paths, mode) {
      const text = actions.textOf(paths, mode)
      if (text === null) return
      navigator.clipboard.writeText(text).then(
        () => (mode === 'cut' ? actions.remove(paths) : undefined),
        () => now().refuse(canvasTexts.noClipboard),
      )
    },
    pasteText(text, gap) {
      const spot = spotAt(gap ?? behind(selectedPaths()))
      if (spot === undefined) return
      try {
        const edit = pasteSteps(flow(), text, { flowId: now().designer.flowId, spot })
        apply(edit, canvasTexts.pasted(edit.selection.length))
        follow(edit)
      } catch (error) {
        now().refuse(error instanceof Error ? error.message : canvasTexts.noClipboard)
      }
    },
    paste(gap) {
      navigator.clipboard.readText().then(
        (text) => actions.pasteText(text, gap),
        () => now().refuse(canvasTexts.noClipboard),
      )
    },
    wrap(paths, kind) {
      if (keysAt(paths).length === 0) return
      const edit = wrapSteps(flow(), keysAt(paths), newStep(kind))
      apply(edit, canvasTexts.wrapped(nameOf(paths)))
      follow(edit)
    },
    unwrap(path) {
      const [key] = keysAt([path])
      if (key === undefined) return
      const edit = unwrapStep(flow(), key, null)
      apply(edit, canvasTexts.unwrapped)
      follow(edit)
    },
    addBranch(path, branch) {
      const [key] = keysAt([path])
      if (key !== undefined) apply(addBranch(flow(), key, branch), canvasTexts.branchAdded)
    },
    removeLane(path, lane) {
      const found = laneOf(path, lane)
      if (found !== undefined) apply(removeBranch(flow(), found), canvasTexts.laneRemoved)
    },
    moveLane(path, lane, by) {
      const found = laneOf(path, lane)
      if (found === undefined || laneOf(path, laneBeside(lane, by)) === undefined) return false
      apply(moveBranch(flow(), found, by), canvasTexts.laneMoved)
      return true
    },
    setNote(path, text) {
      const [key] = keysAt([path])
      if (key !== undefined)
        apply(setAt(flow(), { step: key, path: ['note'] }, text), canvasTexts.noteWritten)
    },
    choose(path, how) {
      const { designer } = now()
      const { selection } = designer.getState()
      const [key] = keysAt([path])
      if (key === undefined) return designer.select([])
      if (how === 'one') return designer.select([key])
      if (how === 'toggle') {
        const without = selection.filter((one) => one !== key)
        return designer.select(without.length < selection.length ? without : [...selection, key])
      }
      const all = [...placesOf(flow()).steps.keys()]
      const start = selection[0] ?? key
      const [from, to] = [all.indexOf(start), all.indexOf(key)]
      const between = all.slice(Math.min(from, to), Math.max(from, to) + 1)
      // The first stays the first: the next range starts from it, too.
      designer.select([...new Set([start, ...between])])
    },
    chosenWith(path) {
      const { selection } = state()
      const isAmong = keysAt([path]).some((key) => selection.includes(key))
      return isAmong && selection.length > 1 ? selectedPaths() : [path]
    },
    openMenu: (path, point) => now().openMenu(path, point),
    openTrigger: () => now().openTrigger(),
    undo() {
      const last = state().history.past.at(-1)
      now().designer.undo()
      now().announce(last === undefined ? canvasTexts.nothingToUndo : canvasTexts.undone(last.label))
    },
    redo() {
      const [next] = state().history.future
      now().designer.redo()
      now().announce(next === undefined ? canvasTexts.nothingToRedo : canvasTexts.redone(next.label))
    },
  }
  return actions
}
