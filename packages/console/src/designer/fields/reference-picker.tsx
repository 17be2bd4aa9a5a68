import { Popover, Text, TextInput, type PopoverProps } from '@mantine/core'
import { IconChevronDown, IconChevronRight, IconSearch } from '@tabler/icons-react'
import { useId, useMemo, useState, type KeyboardEvent, type ReactNode } from 'react'
import { labelOfStep } from '@keyway/engine'
import type { ValueType } from '@keyway/sdk'
import { KindMark } from '../../strip/kind-mark.tsx'
import { fieldTexts } from '../../texts/designer-fields.ts'
import { valueTexts } from '../../texts/values.ts'
import type { Source } from '../editing/scope.ts'
import classes from './fields.module.css'
import { useFormScope } from './form-scope.ts'
import { referenceRows, type ReferenceRow } from './reference-rows.ts'

export interface ReferencePickerProps {
  isOpen: boolean
  onClose: () => void
  onChoose: (reference: string) => void
  /** Type that is wanted where the value goes. */
  wanted: ValueType
  /** What it opens beside. */
  children: ReactNode
  position?: PopoverProps['position']
}

/** Chooses a value of a step before, of a loop around, or of the trigger: by words, or through the tree. */
export function ReferencePicker({
  isOpen,
  onClose,
  onChoose,
  wanted,
  children,
  position = 'bottom-end',
}: ReferencePickerProps) {
  return (
    <Popover
      opened={isOpen}
      onDismiss={onClose}
      position={position}
      width={380}
      shadow="md"
      trapFocus
      returnFocus
      withinPortal
    >
      <Popover.Target>{children}</Popover.Target>
      <Popover.Dropdown p={8} aria-label={fieldTexts.picker.title}>
        {isOpen ? (
          <Tree
            wanted={wanted}
            onChoose={(reference) => {
              onClose()
              onChoose(reference)
            }}
          />
        ) : null}
      </Popover.Dropdown>
    </Popover>
  )
}

function titleOf({ as, step, root }: Source): string {
  switch (as) {
    case 'trigger':
      return fieldTexts.picker.trigger
    case 'execution':
      return fieldTexts.picker.execution
    case 'turn':
      return fieldTexts.picker.turn(step === null ? root : labelOfStep(step))
    case 'error':
      return fieldTexts.picker.error(step === null ? root : labelOfStep(step))
    case 'output':
      return step === null ? root : labelOfStep(step)
  }
}

function Tree({ wanted, onChoose }: Pick<ReferencePickerProps, 'wanted' | 'onChoose'>) {
  const { sources } = useFormScope()
  const listId = useId()
  const [search, setSearch] = useState('')
  const [open, setOpen] = useState<ReadonlySet<string>>(
    () => new Set(sources.slice(0, 1).map(({ root }) => root)),
  )
  const rows = useMemo(
    () => referenceRows({ sources, titleOf, open, search, wanted }),
    [sources, open, search, wanted],
  )
  const [wish, setWish] = useState(0)
  const at = Math.min(wish, rows.length - 1)
  const active = rows[at]
  const idOf = (index: number): string => `${listId}-${index}`

  const toggle = ({ output, canOpen }: ReferenceRow, isOpen: boolean): void => {
    if (!canOpen) return
    const next = new Set(open)
    if (isOpen) next.add(output.reference)
    else next.delete(output.reference)
    setOpen(next)
  }
  const go = (index: number): void => {
    const next = Math.max(0, Math.min(index, rows.length - 1))
    setWish(next)
    document.querySelector(`#${CSS.escape(idOf(next))}`)?.scrollIntoView({ block: 'nearest' })
  }
  const press = (event: KeyboardEvent): void => {
    if (event.key === 'ArrowDown') go(at + 1)
    else if (event.key === 'ArrowUp') go(at - 1)
    else if (active === undefined) return
    else if (event.key === 'Enter') onChoose(active.output.reference)
    else if (event.key === 'ArrowRight' && search === '') toggle(active, true)
    else if (event.key === 'ArrowLeft' && search === '') {
      if (active.isOpen) toggle(active, false)
      else go(rows.findLastIndex(({ level }, index) => index < at && level < active.level))
    } else return
    event.preventDefault()
  }

  return (
    <div>
      <TextInput
        data-autofocus
        aria-label={fieldTexts.picker.search}
        placeholder={fieldTexts.picker.search}
        leftSection={<IconSearch size={14} aria-hidden />}
        value={search}
        onChange={(event) => {
          setSearch(event.currentTarget.value)
          setWish(0)
        }}
        onKeyDown={press}
        role="combobox"
        aria-expanded
        aria-controls={listId}
        {...(active === undefined ? {} : { 'aria-activedescendant': idOf(at) })}
        autoComplete="off"
        spellCheck={false}
      />
      <div id={listId} role="listbox" aria-label={fieldTexts.picker.title} className={classes['tree']}>
        {rows.map((row, index) => (
          <Row
            key={row.output.reference}
            id={idOf(index)}
            row={row}
            isActive={index === at}
            onChoose={() => onChoose(row.output.reference)}
            onToggle={() => toggle(row, !row.isOpen)}
          />
        ))}
      </div>
      {rows.length === 0 ? (
        <Text size="sm" c="var(--kw-text-soft)" p={8} role="status">
          {fieldTexts.picker.nothing}
        </Text>
      ) : (
        <Text size="xs" c="var(--kw-text-soft)" px={6} pt={6}>
          {fieldTexts.picker.help}
        </Text>
      )}
    </div>
  )
}

interface RowProps {
  id: string
  row: ReferenceRow
  isActive: boolean
  onChoose: () => void
  onToggle: () => void
}

/** The keys are those of the search field, which keeps the focus. */
function Row({ id, row, isActive, onChoose, onToggle }: RowProps) {
  const { label, level, kind, example, canOpen, isOpen, clash } = row
  const Chevron = isOpen ? IconChevronDown : IconChevronRight
  return (
    <div
      id={id}
      role="option"
      aria-selected={isActive}
      aria-label={fieldTexts.picker.row({ label, kind: valueTexts.kinds[kind], example, clash, canOpen })}
      className={classes['treeRow']}
      data-active={isActive}
      data-clash={clash !== null}
      style={{ paddingInlineStart: 4 + level * 16 }}
      tabIndex={-1}
      onMouseDown={(event) => event.preventDefault()}
      onPointerUp={onChoose}
    >
      <span
        className={classes['treeToggle']}
        aria-hidden
        onPointerUp={(event) => {
          if (!canOpen) return
          event.stopPropagation()
          onToggle()
        }}
      >
        {canOpen ? <Chevron size={14} /> : null}
      </span>
      <KindMark kind={kind} />
      <span className={classes['treeName']} data-root={level === 0}>
        {label}
      </span>
      <span className={classes['treeExample']}>{clash ?? example ?? ''}</span>
    </div>
  )
}
