import type { Condition, Value } from '@keyway/engine'
import { createContext, useContext, type ComponentType } from 'react'
import type { Changed, Group, Place } from './condition-tree.ts'
import type { EventField } from './event-fields.ts'

/** One side of a comparison that compares values of any step. */
export interface SideProps {
  label: string
  value: Value | undefined
  /** Whether a list is compared with: `one of`. */
  isList: boolean
  onChange: (value: Value | undefined) => void
}

/** How comparisons are edited that look at values of any step, and not at fields of one event. */
export interface OverValues {
  Side: ComponentType<SideProps>
  /** Given where there are no fields of an event to compare: what is said of the outermost group, and where it is empty. */
  words: { outermost: string; nothing: string } | null
}

/** What every part of the editor works on. */
export interface Editing {
  root: Group
  /** Null where only fields of an event can be compared. */
  values: OverValues | null
  fields: readonly EventField[]
  takesFilters: boolean
  /** Something else at a place. */
  change: (place: Place, condition: Condition) => void
  /** Another order or nesting; `say` tells a screen reader, and the focus goes to that part of what was changed. */
  rearrange: (changed: Changed, told: { say: string; part: 'first' | 'menu' }) => void
}

export const EditingContext = createContext<Editing | undefined>(undefined)

export function useEditing(): Editing {
  const editing = useContext(EditingContext)
  if (editing === undefined)
    throw new Error('useEditing was called outside ConditionEditor; render it inside.')
  return editing
}
