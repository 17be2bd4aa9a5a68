import { useState } from 'react'
import { stripTexts } from '../texts/strip.ts'
import type { ValueAddress } from './address.ts'
import classes from './card.module.css'
import type { PaintedField } from './paint.ts'
import { ValuePill } from './value-pill.tsx'

/** More fields than this fold, so that cards of one flow stay comparable in height. */
const shownAtFirst = 6

export interface FieldListProps {
  title: string
  side: ValueAddress['side']
  fields: readonly PaintedField[]
  openKey: string | null
  isReachable: boolean
  onOpen: (value: ValueAddress) => void
}

/** The inputs or the outputs of a card. */
export function FieldList({ title, side, fields, openKey, isReachable, onOpen }: FieldListProps) {
  const [isWhole, setWhole] = useState(false)
  if (fields.length === 0) return null
  const isFolded = !isWhole && fields.length > shownAtFirst + 1
  const shown = isFolded ? fields.filter((field, at) => at < shownAtFirst || field.key === openKey) : fields
  return (
    <div className={classes['fields']} data-side={side} role="group" aria-label={title}>
      <p className={classes['fieldsTitle']} aria-hidden>
        {title}
      </p>
      {shown.map((field) => (
        <ValuePill
          key={field.key}
          field={field}
          side={side}
          isOpen={openKey === field.key}
          isReachable={isReachable}
          onOpen={onOpen}
        />
      ))}
      {fields.length > shownAtFirst + 1 ? (
        <button
          type="button"
          className={classes['more']}
          aria-expanded={!isFolded}
          tabIndex={isReachable ? 0 : -1}
          onClick={() => setWhole(!isWhole)}
        >
          {isFolded ? stripTexts.moreFields(fields.length - shown.length) : stripTexts.fewerFields}
        </button>
      ) : null}
    </div>
  )
}
