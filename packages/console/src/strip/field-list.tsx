import { useState } from 'react'
import { stripTexts } from '../texts/strip.ts'
import type { ValueAddress } from './address.ts'
import classes from './card.module.css'
import type { PaintedField } from './paint.ts'
import type { CardModel } from './model.ts'
import { useStrip } from './strip-context.ts'
import { ValuePill } from './value-pill.tsx'

/** More fields than this fold, so that cards of one flow stay comparable in height. */
const shownAtFirst = 6

export interface FieldListProps {
  card: CardModel
  title: string
  side: ValueAddress['side']
  fields: readonly PaintedField[]
  openKey: string | null
  isReachable: boolean
  onOpen: (value: ValueAddress) => void
}

/** The inputs or the outputs of a card. */
export function FieldList(props: FieldListProps) {
  const { card, title, side, fields, openKey, isReachable, onOpen } = props
  const { slots } = useStrip()
  const [isWhole, setWhole] = useState(false)
  if (fields.length === 0) return null
  const first = firstOf(fields)
  const isFolded = !isWhole && first.size < fields.length
  const shown = isFolded ? fields.filter((field) => first.has(field) || field.key === openKey) : fields
  const Pill = slots?.Pill ?? ValuePill
  return (
    <div className={classes['fields']} data-side={side} role="group" aria-label={title}>
      <p className={classes['fieldsTitle']} aria-hidden>
        {title}
      </p>
      {shown.map((field) => (
        <Pill
          key={field.key}
          card={card}
          field={field}
          side={side}
          isOpen={openKey === field.key}
          isReachable={isReachable}
          onOpen={onOpen}
        />
      ))}
      {first.size < fields.length ? (
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

/** What is in use comes before what could be: of many inputs that nobody fills only the needed ones are shown. */
function firstOf(fields: readonly PaintedField[]): ReadonlySet<PaintedField> {
  if (fields.length <= shownAtFirst + 1) return new Set(fields)
  const used = fields.filter(
    ({ isRequired, source, value }) => isRequired || source !== null || value !== undefined,
  )
  const others = fields.filter((field) => !used.includes(field))
  return new Set([...used, ...others].slice(0, used.length > 0 && used.length < 4 ? 4 : shownAtFirst))
}
