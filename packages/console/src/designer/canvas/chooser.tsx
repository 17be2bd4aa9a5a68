import { Modal, TextInput } from '@mantine/core'
import { IconSearch } from '@tabler/icons-react'
import { useId, useRef, useState, type ReactNode } from 'react'
import classes from './canvas.module.css'

export interface Choice {
  key: string
  label: string
  /** Beside the label, softer. */
  hint: string
  mark: ReactNode
  /** Why it cannot be chosen; null where it can. */
  refused: string | null
}

export interface ChooserProps {
  title: string
  search: string
  nothing: string
  choices: readonly Choice[]
  onChoose: (key: string) => void
  onClose: () => void
}

/** Most choices that are drawn: whoever sees more than that writes another letter. */
const shown = 60

/** One of many, by keyboard: write a few letters, go with the arrows, Enter. */
export function Chooser({ title, search: searchLabel, nothing, choices, onChoose, onClose }: ChooserProps) {
  const [search, setSearch] = useState('')
  const [active, setActive] = useState(0)
  const listId = useId()
  const list = useRef<HTMLDivElement>(null)
  const words = search.toLowerCase().split(/\s+/).filter(Boolean)
  const found = choices
    .filter(({ label, hint }) => words.every((word) => `${label} ${hint}`.toLowerCase().includes(word)))
    .toSorted((a, b) => Number(a.refused !== null) - Number(b.refused !== null))
    .slice(0, shown)
  const at = Math.min(active, found.length - 1)
  const go = (next: number) => {
    const to = Math.max(0, Math.min(found.length - 1, next))
    setActive(to)
    list.current?.children[to]?.scrollIntoView({ block: 'nearest' })
  }
  const take = (choice: Choice | undefined) => {
    if (choice !== undefined && choice.refused === null) onChoose(choice.key)
  }
  return (
    <Modal opened onClose={onClose} title={title} size="lg" centered={false} yOffset="12vh">
      <TextInput
        data-autofocus
        role="combobox"
        aria-label={searchLabel}
        aria-expanded
        aria-controls={listId}
        aria-activedescendant={found.length === 0 ? undefined : `${listId}-${at}`}
        placeholder={searchLabel}
        leftSection={<IconSearch size={15} aria-hidden />}
        value={search}
        onChange={(event) => {
          setSearch(event.currentTarget.value)
          setActive(0)
        }}
        onKeyDown={(event) => {
          const move = { ArrowDown: 1, ArrowUp: -1 }[event.key]
          if (move !== undefined) {
            event.preventDefault()
            go(at + move)
          } else if (event.key === 'Enter') {
            event.preventDefault()
            take(found[at])
          }
        }}
      />
      <div ref={list} id={listId} role="listbox" aria-label={title} className={classes['choices']}>
        {found.map((choice, index) => (
          // The search field has the focus and its keys; these are its options.
          // eslint-disable-next-line jsx-a11y/click-events-have-key-events
          <div
            key={choice.key}
            id={`${listId}-${index}`}
            role="option"
            tabIndex={-1}
            aria-selected={index === at}
            aria-disabled={choice.refused !== null}
            className={classes['choice']}
            onClick={() => take(choice)}
          >
            {choice.mark}
            <span>{choice.label}</span>
            <small>{choice.refused ?? choice.hint}</small>
          </div>
        ))}
      </div>
      {found.length === 0 ? <p className={classes['nothing']}>{nothing}</p> : null}
    </Modal>
  )
}
