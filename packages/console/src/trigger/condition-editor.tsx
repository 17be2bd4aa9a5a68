import { VisuallyHidden } from '@mantine/core'
import { useEffect, useMemo, useRef, useState } from 'react'
import { conditionTexts as texts } from '../texts/conditions.ts'
import { ConditionGroup } from './condition-group.tsx'
import { EditingContext, type Editing, type OverValues } from './condition-editing.ts'
import { canMove, changeAt, moveAt, type Direction, type Group, type Place } from './condition-tree.ts'
import type { EventField } from './event-fields.ts'

const directions: Readonly<Record<string, Direction>> = {
  ArrowUp: 'up',
  ArrowDown: 'down',
  ArrowLeft: 'out',
  ArrowRight: 'in',
}

export interface ConditionEditorProps {
  root: Group
  fields: readonly EventField[]
  /** Whether filters of Okta's event hooks make sense for the event. */
  takesFilters: boolean
  /** Given where values of steps are compared. */
  values?: OverValues | null
  onChange: (root: Group) => void
}

/** Comparisons and filters in groups, as deep as they go, all of it by pointer or by keyboard. */
export function ConditionEditor(props: ConditionEditorProps) {
  const { root, fields, takesFilters, values = null, onChange } = props
  const box = useRef<HTMLDivElement>(null)
  const wanted = useRef<{ place: Place; part: 'first' | 'menu' } | null>(null)
  const [said, setSaid] = useState('')

  const editing = useMemo<Editing>(
    () => ({
      root,
      fields,
      takesFilters,
      values,
      change: (place, condition) => onChange(changeAt(root, place, condition)),
      rearrange(changed, { say, part }) {
        wanted.current = { place: changed.place, part }
        setSaid(say)
        onChange(changed.root)
      },
    }),
    [root, fields, takesFilters, values, onChange],
  )

  // What was moved takes the focus along.
  useEffect(() => {
    if (wanted.current === null) return
    const { place, part } = wanted.current
    wanted.current = null
    const found = box.current?.querySelector(`[data-${part}="${place.join('.')}"]`)
    if (found instanceof HTMLElement) found.focus()
  }, [root])

  useEffect(() => {
    const element = box.current
    const onKey = (event: KeyboardEvent) => {
      const direction = event.altKey && !event.ctrlKey && !event.metaKey ? directions[event.key] : undefined
      const node = event.target instanceof Element ? event.target.closest('[data-node]') : null
      if (direction === undefined || node === null) return
      // In a browser, Alt and an arrow leave the page.
      event.preventDefault()
      const place = (node.getAttribute('data-node') ?? '').split('.').map(Number)
      if (!canMove(root, place, direction)) return
      const changed = moveAt(root, place, direction)
      editing.rearrange(changed, { say: texts.done.moved(changed.place), part: 'menu' })
    }
    element?.addEventListener('keydown', onKey)
    return () => element?.removeEventListener('keydown', onKey)
  }, [editing, root])

  return (
    <EditingContext value={editing}>
      <div ref={box}>
        <ConditionGroup place={[]} group={root} />
        <VisuallyHidden role="status" aria-label={texts.title}>
          {said}
        </VisuallyHidden>
      </div>
    </EditingContext>
  )
}
