import { VisuallyHidden } from '@mantine/core'
import { stripTexts } from '../texts/strip.ts'
import { valueTexts } from '../texts/values.ts'
import { previewOf } from '../values/preview.ts'
import classes from './card.module.css'
import { KindMark } from './kind-mark.tsx'
import type { ValueAddress } from './address.ts'
import type { CardModel } from './model.ts'
import type { PaintedField } from './paint.ts'
import { SourceText } from './source-text.tsx'
import { referencesOf } from './value-source.ts'

export interface ValuePillProps {
  card: CardModel
  field: PaintedField
  side: ValueAddress['side']
  isOpen: boolean
  /** Only the current card's pills are in the tab order: a long flow would have hundreds. */
  isReachable: boolean
  onOpen: (value: ValueAddress) => void
}

/** One input or output: name, type mark, and the real value or where it will come from. */
export function ValuePill({ card, field, side, isOpen, isReachable, onOpen }: ValuePillProps) {
  const { value, source } = field
  return (
    <button
      type="button"
      className={classes['pill']}
      data-open={isOpen}
      data-empty={value === undefined && source === null}
      data-side={side}
      data-key={field.key}
      {...wiring(card, field)}
      aria-pressed={isOpen}
      tabIndex={isReachable ? 0 : -1}
      onClick={() => onOpen({ side, key: field.key })}
    >
      <span className={classes['pillName']}>
        <VisuallyHidden>{side === 'input' ? stripTexts.inputWord : stripTexts.outputWord} </VisuallyHidden>
        {field.label}
      </span>{' '}
      <span className={classes['pillBox']} data-box>
        <KindMark kind={field.kind} />
        <span className={classes['pillValue']} data-kind={field.kind}>
          {value === undefined ? <PlannedValue field={field} /> : previewOf(value)}
        </span>
      </span>
    </button>
  )
}

/** What tells the drawing which pills belong together. */
export function wiring(
  card: CardModel,
  { reference, source }: PaintedField,
): Record<string, string | undefined> {
  const uses = source === null ? [] : referencesOf(source)
  return {
    'data-of': card.path,
    'data-reference': reference ?? undefined,
    'data-uses': uses.length === 0 ? undefined : uses.join('\n'),
  }
}

/** Without a value: where it will come from, or what type it will have. */
export function PlannedValue({ field }: { field: PaintedField }) {
  return field.source === null ? valueTexts.kinds[field.kind] : <SourceText source={field.source} />
}
