import { createContext, useContext } from 'react'
import type { StripAddress, ValueAddress } from './address.ts'
import type { Painting } from './paint.ts'

export interface StepProblem {
  message: string
  severity: 'error' | 'warning'
}

/** What every card of a strip knows. */
export interface StripView {
  /** Null where a flow is drawn without an execution. */
  painting: Painting | null
  address: StripAddress
  problems: ReadonlyMap<string, readonly StepProblem[]>
  open: (card: string, value: ValueAddress | null) => void
  /** The card has the focus: the Tab key comes back to it. */
  focus: (card: string) => void
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
