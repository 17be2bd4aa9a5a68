import { ActionIcon, Input } from '@mantine/core'
import { IconPlugConnected } from '@tabler/icons-react'
import {
  useEffect,
  useId,
  useRef,
  useState,
  type ClipboardEvent,
  type KeyboardEvent,
  type ReactNode,
} from 'react'
import type { Value } from '@keyway/engine'
import { fieldTexts } from '../../texts/designer-fields.ts'
import { useDesigner } from '../model/use-designer.tsx'
import {
  caretIn,
  chipAt,
  copiedParts,
  drawParts,
  insertParts,
  keepEnd,
  partsFormat,
  readParts,
  type ChipLook,
} from './chips-dom.ts'
import classes from './fields.module.css'
import { ReferencePicker } from './reference-picker.tsx'
import { shortReference } from './short-reference.ts'
import { fromParts, partsOf, type Part } from './template-parts.ts'

export interface TextInputProps {
  label: ReactNode
  /** For screen readers where the label is no text that stands there. */
  name: string
  description: ReactNode
  placeholder: string
  error: ReactNode
  value: Value | undefined
  /** One line; one that grows with what is typed; or a large one. */
  lines: 'one' | 'grows' | 'many'
  /** Another tool beside the text. */
  beside?: ReactNode
  onChange: (value: Value | undefined) => void
  /** Enter in a text of one line. */
  onEnter?: (() => void) | undefined
}

/**
 * A text with values of other steps in it, as chips. What is typed or pasted stays text, whatever it looks like; chips come
 * from the picker, which opens by its button, by typing `{{`, or by Alt+I.
 */
export function TextInput(props: TextInputProps) {
  const { label, name, description, placeholder, error, value, lines, beside, onChange, onEnter } = props
  const isMultiline = lines !== 'one'
  const designer = useDesigner()
  const id = useId()
  const box = useRef<HTMLDivElement>(null)
  /** What this field wrote last: drawing that again would move the caret. */
  const written = useRef<string | null>(null)
  const caret = useRef<Range | null>(null)
  const [isPicking, setPicking] = useState(false)
  const [fault, setFault] = useState<string | null>(null)
  const text = JSON.stringify(value ?? null)

  useEffect(() => {
    if (box.current === null || written.current === text) return
    written.current = text
    drawParts(box.current, partsOf(value) ?? [], look)
    // eslint-disable-next-line react/exhaustive-deps -- `text` is the value
  }, [text])

  const read = (): void => {
    if (box.current === null) return
    keepEnd(box.current)
    const result = fromParts(readParts(box.current))
    if ('problem' in result) return setFault(fieldTexts.braces)
    setFault(null)
    const next = JSON.stringify(result.value ?? null)
    if (next === written.current) return
    written.current = next
    onChange(result.value)
  }
  const insert = (parts: readonly Part[]): void => {
    if (box.current === null) return
    insertParts(caret.current ?? caretIn(box.current), parts, look)
    caret.current = null
    read()
  }
  const pick = (): void => {
    if (box.current !== null) caret.current = caretIn(box.current)
    setPicking(true)
  }

  const press = (event: KeyboardEvent<HTMLDivElement>): void => {
    if (event.key === 'Enter' && !isMultiline) {
      event.preventDefault()
      onEnter?.()
    } else if (event.key === 'Enter') {
      event.preventDefault()
      insert([{ text: '\n' }])
    } else if (event.altKey && event.key.toLowerCase() === 'i') {
      event.preventDefault()
      pick()
    } else if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'z') {
      // The browser's own undo knows nothing of chips.
      event.preventDefault()
      if (event.shiftKey) designer.redo()
      else designer.undo()
    }
  }
  const typed = (): void => {
    const range = box.current === null ? null : caretIn(box.current)
    const node = range?.startContainer
    if (range !== null && node instanceof Text && node.data.slice(0, range.startOffset).endsWith('{{')) {
      range.setStart(node, range.startOffset - 2)
      caret.current = range
      setPicking(true)
      return
    }
    read()
  }
  const copy = (event: ClipboardEvent<HTMLDivElement>): void => {
    const selection = document.getSelection()
    if (selection === null || selection.isCollapsed) return
    event.preventDefault()
    const parts = readParts(selection.getRangeAt(0).cloneContents())
    event.clipboardData.setData(
      'text/plain',
      parts.map((part) => ('text' in part ? part.text : `{{ ${part.reference} }}`)).join(''),
    )
    event.clipboardData.setData(partsFormat, JSON.stringify(parts))
    if (event.type !== 'cut') return
    selection.getRangeAt(0).deleteContents()
    read()
  }
  const paste = (event: ClipboardEvent<HTMLDivElement>): void => {
    event.preventDefault()
    const plain = event.clipboardData.getData('text/plain').replaceAll(/\r\n?/g, '\n')
    const whole = isMultiline ? plain : plain.replaceAll(/\s*\n\s*/g, ' ')
    insert(copiedParts(event.clipboardData) ?? [{ text: whole }])
  }

  return (
    <Input.Wrapper
      label={label}
      labelElement="div"
      labelProps={{ id: `${id}-label` }}
      description={description}
      error={fault ?? error}
      errorProps={{ id: `${id}-error` }}
    >
      <div className={classes['textRow']}>
        <div
          ref={box}
          className={classes['text']}
          data-lines={lines}
          data-empty-text={placeholder}
          role="textbox"
          aria-label={name}
          aria-multiline={isMultiline}
          aria-describedby={`${id}-error`}
          aria-invalid={fault !== null || Boolean(error)}
          tabIndex={0}
          contentEditable="plaintext-only"
          suppressContentEditableWarning
          spellCheck={false}
          onInput={typed}
          onKeyDown={press}
          onCopy={copy}
          onCut={copy}
          onPaste={paste}
          onDrop={(event) => event.preventDefault()}
          onClick={(event) => {
            const chip = chipAt(event.target)
            if (chip === null) return
            const range = document.createRange()
            range.selectNode(chip)
            caret.current = range
            setPicking(true)
          }}
        />
        {beside}
        <ReferencePicker
          isOpen={isPicking}
          onClose={() => {
            setPicking(false)
            read()
          }}
          onChoose={(reference) => insert([{ reference }])}
          wanted="text"
        >
          <ActionIcon
            title={fieldTexts.insert}
            size={34}
            aria-label={fieldTexts.insertIn(name)}
            onClick={pick}
          >
            <IconPlugConnected size={16} aria-hidden />
          </ActionIcon>
        </ReferencePicker>
      </div>
    </Input.Wrapper>
  )
}

const look: ChipLook = { className: classes['chip'] ?? '', labelOf: shortReference }
