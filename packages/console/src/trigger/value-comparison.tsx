import { Select } from '@mantine/core'
import type { Comparison, Value } from '@keyway/engine'
import type { ValueType } from '@keyway/sdk'
import { conditionTexts as texts } from '../texts/conditions.ts'
import { useEditing } from './condition-editing.ts'
import type { Place } from './condition-tree.ts'
import { listed, oneSided, operatorsFor } from './event-fields.ts'
import classes from './trigger.module.css'

const types: readonly ValueType[] = ['text', 'number', 'boolean', 'date']

/** A comparison of two values, each a constant, a value of a step, or a text with such values in it. */
export function ValueComparison({ place, comparison }: { place: Place; comparison: Comparison }) {
  const { change, values } = useEditing()
  if (values === null) return null
  const { Side } = values
  const { is, type } = comparison
  const { value: left, to: right } = sidesOf(comparison)
  const operators = operatorsFor('any', is)
  const isOneSided = oneSided.includes(is)
  const put = (next: Partial<Comparison>): void => {
    const { field: _, value: __, to: ___, type: ____, ...rest } = comparison
    const merged: Comparison = {
      ...rest,
      value: left ?? '',
      ...(right === undefined ? {} : { to: right }),
      ...kept(type),
      ...next,
    }
    change(place, merged)
  }
  const withoutType = (): void => {
    const { type: _, ...rest } = comparison
    change(place, rest)
  }
  return (
    <div className={classes['valueComparison']}>
      <div data-first={place.join('.')} tabIndex={-1}>
        <Side
          label={texts.left}
          value={left}
          isList={false}
          onChange={(value) => put({ value: value ?? '' })}
        />
      </div>
      <div className={classes['operators']}>
        <Select
          aria-label={texts.operator}
          data={operators}
          value={is}
          onChange={(value) => {
            const next = operators.find((operator) => operator === value) ?? is
            put({ is: next, ...adapted(right, next) })
          }}
          allowDeselect={false}
          size="xs"
        />
        <Select
          aria-label={texts.comparedType}
          data={[
            { value: '', label: texts.typeOfLeft },
            ...[...new Set([...types, ...(type === undefined ? [] : [type])])].map((one) => ({
              value: one,
              label: texts.asType(one),
            })),
          ]}
          value={type ?? ''}
          onChange={(value) => {
            const chosen = [...types, ...(type === undefined ? [] : [type])].find((one) => one === value)
            if (chosen === undefined) withoutType()
            else put({ type: chosen })
          }}
          allowDeselect={false}
          size="xs"
        />
      </div>
      {isOneSided ? null : (
        <Side
          label={texts.right}
          value={right}
          isList={listed.includes(is)}
          onChange={(value) => put({ to: value ?? (listed.includes(is) ? [] : '') })}
        />
      )}
    </div>
  )
}

function kept(type: ValueType | undefined): Pick<Comparison, 'type'> {
  return type === undefined ? {} : { type }
}

/** Both sides as values; a field is a value of the event. */
function sidesOf({ field, value, to }: Comparison): { value: Value | undefined; to: Value | undefined } {
  return field === undefined ? { value, to } : { value: { ref: `trigger.${field}` }, to: to ?? value }
}

/** A right side that fits another comparison. */
function adapted(right: Value | undefined, is: Comparison['is']): Pick<Comparison, 'to'> {
  if (listed.includes(is))
    return Array.isArray(right) ? {} : { to: right === undefined || right === '' ? [] : [right] }
  return Array.isArray(right) ? { to: right[0] ?? '' } : {}
}
