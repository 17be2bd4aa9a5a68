import { VisuallyHidden } from '@mantine/core'
import { IconX } from '@tabler/icons-react'
import { useRef, useState } from 'react'
import type { Json } from '@keyway/sdk'
import { KindMark } from '../../strip/kind-mark.tsx'
import type { PaintedField } from '../../strip/paint.ts'
import { PlannedValue, wiring, type ValuePillProps } from '../../strip/value-pill.tsx'
import { canvasTexts } from '../../texts/canvas.ts'
import { stripTexts } from '../../texts/strip.ts'
import { focusNow } from '../../ui/focus-now.ts'
import { previewOf } from '../../values/preview.ts'
import pillClasses from '../../strip/card.module.css'
import classes from './canvas.module.css'
import { useCanvas, type InputAddress } from './canvas-context.ts'
import { readTyped, typedText } from './typed-value.ts'

/**
 * A pill of a card that is being built. Constants are written in place; everything else of an input is in the form beside
 * the strip. An output is the start of a connection: it is dragged, or C is pressed on it.
 */
export function EditPill(props: ValuePillProps) {
  const { card, field, side, isOpen, isReachable, onOpen } = props
  const { actions } = useCanvas()
  const [isTyping, setTyping] = useState(false)
  const pill = useRef<HTMLButtonElement>(null)
  const { key, label, kind, source, value, place, isRequired } = field
  const input: InputAddress | null = side === 'input' && place !== null ? { card: card.path, place } : null
  const isPainted = value !== undefined
  const canType = input !== null && !isPainted && isTypable(field)
  const isFilled = source !== null

  const open = () => {
    if (canType) setTyping(true)
    else onOpen({ side, key })
  }
  const stop = () => {
    setTyping(false)
    // The field takes the focus along when it goes; the keys belong to the pill again.
    requestAnimationFrame(() => pill.current?.focus({ preventScroll: true }))
  }

  if (isTyping && input !== null) {
    return (
      <div className={pillClasses['pill']} data-side={side}>
        <span className={pillClasses['pillName']}>{label}</span>
        <TypedField
          field={field}
          onDone={(typed) => {
            if (typed !== undefined) actions.setInput(input, typed)
            stop()
          }}
          onEmpty={() => {
            actions.setInput(input, undefined)
            stop()
          }}
          onCancel={stop}
          onConnect={() => {
            stop()
            actions.startConnect({ ...input, label: `${card.title} › ${label}` })
          }}
        />
      </div>
    )
  }
  return (
    <div className={classes['pillRow']}>
      <button
        ref={pill}
        type="button"
        className={pillClasses['pill']}
        data-open={isOpen}
        data-empty={!isPainted && source === null}
        data-missing={!isPainted && isRequired && !isFilled}
        data-side={side}
        data-key={key}
        data-input={input === null ? undefined : ''}
        data-place={place === null ? undefined : JSON.stringify(place)}
        data-kind={kind}
        data-label={`${card.title} › ${label}`}
        {...wiring(card, field)}
        aria-pressed={isOpen}
        tabIndex={isReachable ? 0 : -1}
        onClick={open}
        onKeyDown={(event) => {
          if (event.ctrlKey || event.metaKey || event.altKey) return
          if (input !== null && (event.key === '=' || event.key === 'c')) {
            event.preventDefault()
            event.stopPropagation()
            actions.startConnect({ ...input, label: `${card.title} › ${label}` })
          } else if (side === 'output' && event.key === 'c' && field.reference !== null) {
            event.preventDefault()
            event.stopPropagation()
            actions.startConnect({
              reference: field.reference,
              label: `${card.title} › ${label}`,
              card: card.path,
            })
          } else if (input !== null && isFilled && (event.key === 'Delete' || event.key === 'Backspace')) {
            event.preventDefault()
            event.stopPropagation()
            actions.setInput(input, undefined)
          }
        }}
      >
        <span className={pillClasses['pillName']}>
          <VisuallyHidden>{side === 'input' ? stripTexts.inputWord : stripTexts.outputWord} </VisuallyHidden>
          {label}
          {isRequired && !isFilled ? <span className={classes['required']}> *</span> : null}
        </span>{' '}
        <span className={pillClasses['pillBox']} data-box>
          <KindMark kind={kind} />
          <span className={pillClasses['pillValue']} data-kind={kind}>
            {value === undefined ? <PlannedValue field={field} /> : previewOf(value)}
          </span>
        </span>
      </button>
      {input === null || !isFilled || isPainted ? null : (
        <button
          type="button"
          className={classes['clear']}
          tabIndex={-1}
          aria-label={canvasTexts.clear(label)}
          title={canvasTexts.clear(label)}
          onClick={() => actions.setInput(input, undefined)}
        >
          <IconX size={12} aria-hidden />
        </button>
      )}
    </div>
  )
}

/** Whether what the input has, or may have, is written in one line. */
function isTypable({ kind, source }: PaintedField): boolean {
  if (source === null) return kind !== 'object' && kind !== 'list'
  return source.kind === 'constant' && (source.value === null || typeof source.value !== 'object')
}

interface TypedFieldProps {
  field: PaintedField
  onDone: (value: Json | undefined) => void
  onEmpty: () => void
  onCancel: () => void
  onConnect: () => void
}

function TypedField({ field, onDone, onEmpty, onCancel, onConnect }: TypedFieldProps) {
  const [text, setText] = useState(() => typedText(field.source))
  const [start] = useState(text)
  const isOver = useRef(false)
  const finish = (act: () => void) => {
    if (isOver.current) return
    isOver.current = true
    act()
  }
  const read = readTyped(text, field.kind)
  const keep = () =>
    finish(() => {
      if (text === start || !read.ok) onCancel()
      else if (text === '') onEmpty()
      else onDone(read.value)
    })
  return (
    <span className={pillClasses['pillBox']} data-wrong={!read.ok}>
      <KindMark kind={field.kind} />
      {field.kind === 'boolean' ? (
        <select
          className={classes['typed']}
          aria-label={field.label}
          ref={focusNow}
          value={text}
          onChange={(event) => {
            const chosen = event.currentTarget.value
            finish(() => (chosen === '' ? onEmpty() : onDone(chosen === 'true')))
          }}
          onBlur={() => finish(onCancel)}
          onKeyDown={(event) => {
            event.stopPropagation()
            if (event.key === 'Escape') finish(onCancel)
          }}
        >
          <option value="">{canvasTexts.notSet}</option>
          <option value="true">{canvasTexts.true}</option>
          <option value="false">{canvasTexts.false}</option>
        </select>
      ) : (
        <input
          className={classes['typed']}
          aria-label={field.label}
          aria-invalid={!read.ok}
          title={read.ok ? canvasTexts.typeHelp : canvasTexts.notA(field.kind)}
          ref={focusNow}
          spellCheck={false}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
          onBlur={keep}
          onKeyDown={(event) => {
            if (event.key === 'Enter') keep()
            else if (event.key === 'Escape') finish(onCancel)
            else if (event.key === '=' && text === '') {
              event.preventDefault()
              finish(onConnect)
            } else return
            event.stopPropagation()
          }}
        />
      )}
    </span>
  )
}
