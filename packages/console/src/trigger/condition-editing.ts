import type { Condition } from '@keyway/engine'
import { createContext, useContext } from 'react'
import type { Changed, Group, Place } from './condition-tree.ts'
import type { EventField } from './event-fields.ts'

/** What every part of the editor works on. */
export interface Editing {
  root: Group
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
