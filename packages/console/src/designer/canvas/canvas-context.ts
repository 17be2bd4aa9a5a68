import { createContext, useContext } from 'react'
import type { Json } from '@keyway/sdk'
import type { Branch } from '../editing/containers.ts'
import type { WrapperKind } from '../editing/new-step.ts'
import type { PaletteEntry } from '../palette/entries.ts'

/** A place between two steps, as the strip names it: path of the list, and the index of the step behind it. */
export interface GapAddress {
  list: string
  at: number
}

/** An input on a card: the path of its step, and where the step holds it. */
export interface InputAddress {
  card: string
  place: readonly string[]
}

/** What connecting starts from. */
export type ConnectFrom =
  { reference: string; label: string; card: string } | (InputAddress & { label: string })

/**
 * What can be done to the flow that is drawn. The functions never change, so that cards can have them without being drawn
 * again. Cards are named by their paths as they are drawn now.
 */
export interface CanvasActions {
  /** Opens the palette; what is taken goes to this place. */
  openPalette: (gap: GapAddress) => void
  /** Puts something of the palette into the flow; null: where the palette was opened for. */
  take: (entry: PaletteEntry, gap: GapAddress | null) => void
  /** Undefined takes the value away. `isTyping` joins what is typed in a row into one change. */
  setInput: (input: InputAddress, value: Json | undefined) => void
  connect: (reference: string, input: InputAddress) => void
  startConnect: (from: ConnectFrom) => void
  move: (paths: readonly string[], gap: GapAddress) => void
  /** Moves by one place among its neighbours, or into the lane above or below. */
  nudge: (direction: 'left' | 'right' | 'up' | 'down') => void
  remove: (paths: readonly string[]) => void
  duplicate: (paths: readonly string[]) => void
  /** Steps as text for the clipboard; null where none are named. */
  textOf: (paths: readonly string[], mode: 'copy' | 'cut') => string | null
  pasteText: (text: string, gap: GapAddress | null) => void
  /** The same through the browser's clipboard, which only pages on https and localhost may use. */
  copy: (paths: readonly string[], mode: 'copy' | 'cut') => void
  paste: (gap: GapAddress | null) => void
  wrap: (paths: readonly string[], kind: WrapperKind) => void
  unwrap: (path: string) => void
  addBranch: (path: string, branch: Branch) => void
  removeLane: (path: string, lane: string) => void
  /** Moves an else-if or a case by some places; false where it cannot go. */
  moveLane: (path: string, lane: string, by: number) => boolean
  setNote: (path: string, text: string) => void
  /** Chooses one card, one more or one fewer, or all up to it. */
  choose: (path: string, how: 'one' | 'toggle' | 'range') => void
  /** What a menu at this card is about: all chosen cards, if it is one of them. */
  chosenWith: (path: string) => readonly string[]
  openMenu: (path: string, point: { x: number; y: number }) => void
  openTrigger: () => void
  undo: () => void
  redo: () => void
}

export interface CanvasView {
  actions: CanvasActions
  /** Where the next card of the palette goes; null while it is closed. */
  target: GapAddress | null
}

export const CanvasContext = createContext<CanvasView | undefined>(undefined)

export function useCanvas(): CanvasView {
  const view = useContext(CanvasContext)
  if (view === undefined) throw new Error('A part of the designer was rendered outside <Canvas>.')
  return view
}
