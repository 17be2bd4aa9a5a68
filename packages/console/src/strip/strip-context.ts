import { createContext, useContext, type ComponentType } from 'react'
import type { ValueAddress } from './address.ts'
import type { CardModel } from './model.ts'
import type { Painting } from './paint.ts'
import type { ValuePillProps } from './value-pill.tsx'

export interface StepProblem {
  message: string
  severity: 'error' | 'warning'
}

/** A place between two items of a list of steps: before the item with this index. */
export interface GapProps {
  /** Path of the list: `steps`, `steps[2].then`. */
  list: string
  at: number
  /** The list is empty: here is room for a word. */
  isAlone: boolean
  isReachable: boolean
}

/** What a strip that can be edited draws in place of, and beside, what others only show. */
export interface StripSlots {
  Gap: ComponentType<GapProps>
  Pill: ComponentType<ValuePillProps>
  Note: ComponentType<{ path: string; text: string }>
  /** In the head of a card. */
  CardTools: ComponentType<{ card: CardModel; isReachable: boolean }>
  /** In the head of a lane. */
  LaneTools: ComponentType<{ container: CardModel; lane: string }>
  /** What is open beside the strip. */
  Panel: ComponentType<PanelProps>
}

export interface PanelProps {
  card: CardModel
  value: ValueAddress | null
  /** Path of the card whose outputs a reference's first word names. */
  cardOf: (id: string) => string | undefined
  onGoTo: (path: string) => void
  onClose: () => void
}

/**
 * What every card of a strip knows. It changes seldom: what changes with each key press (the focus, what is open) comes to
 * a card as properties, so that the others are not drawn again.
 */
export interface StripView {
  /** Null where a flow is drawn without an execution. */
  painting: Painting | null
  /** Chosen turn by loop path. */
  turns: ReadonlyMap<string, number>
  /** Null where the flow is only read. */
  slots: StripSlots | null
  open: (card: string, value: ValueAddress | null) => void
  /** The card has the focus: the Tab key comes back to it. */
  focus: (card: string) => void
  /** Folds a card or a lane, or unfolds it. */
  fold: (key: string) => void
  chooseTurn: (loop: string, turn: number) => void
  /** Runs the execution again from this card on; null where nobody may or can. */
  runFrom: ((card: string) => void) | null
}

export const StripContext = createContext<StripView | undefined>(undefined)

export function useStrip(): StripView {
  const view = useContext(StripContext)
  if (view === undefined)
    throw new Error('A part of the strip was rendered outside <Strip>; render it inside.')
  return view
}
