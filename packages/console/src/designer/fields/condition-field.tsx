import { Input } from '@mantine/core'
import { useCallback, useState } from 'react'
import type { Condition, Path } from '@keyway/engine'
import { stepTexts } from '../../texts/designer-steps.ts'
import { ConditionEditor } from '../../trigger/condition-editor.tsx'
import type { OverValues } from '../../trigger/condition-editing.ts'
import { fromRoot, toRoot, type Group } from '../../trigger/condition-tree.ts'
import type { EventField } from '../../trigger/event-fields.ts'
import { useDesignerState } from '../model/use-designer.tsx'
import classes from './fields.module.css'
import { useProblemsAt } from './form-scope.ts'
import { ComparedSide } from './compared-side.tsx'

export interface ConditionFieldProps {
  label: string
  value: Condition
  place: Path
  onChange: (condition: Condition) => void
}

const noFields: readonly EventField[] = []
const overValues: OverValues = {
  Side: ComparedSide,
  words: { outermost: stepTexts.holdsWhen, nothing: stepTexts.alwaysHolds },
}

/** A condition over values of steps: comparisons in groups, and Okta's filters where an event of Okta starts the flow. */
export function ConditionField({ label, value, place, onChange }: ConditionFieldProps) {
  const written = JSON.stringify(value)
  const trigger = useDesignerState(({ flow }) => flow.trigger)
  const problems = useProblemsAt(place)
  // Groups without members are not saved, but they stay here while they are filled.
  const [typed, setTyped] = useState<{ root: Group; written: string }>({ root: toRoot(value), written })
  const root = typed.written === written ? typed.root : toRoot(value)
  const change = useCallback(
    (next: Group) => {
      const condition = fromRoot(next) ?? { all: [] }
      setTyped({ root: next, written: JSON.stringify(condition) })
      onChange(condition)
    },
    [onChange],
  )
  return (
    <Input.Wrapper
      label={label}
      labelElement="div"
      error={
        problems.length === 0
          ? null
          : problems.map(({ message }) => (
              <span key={message} className={classes['problem']}>
                {message}
              </span>
            ))
      }
    >
      <div data-place={JSON.stringify(place)} role="group" aria-label={label}>
        <ConditionEditor
          root={root}
          fields={noFields}
          takesFilters={'event' in trigger && trigger.event.startsWith('okta.')}
          values={overValues}
          onChange={change}
        />
      </div>
    </Input.Wrapper>
  )
}
