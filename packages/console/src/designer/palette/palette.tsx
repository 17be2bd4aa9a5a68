import { ActionIcon, TextInput } from '@mantine/core'
import { useVirtualizer } from '@tanstack/react-virtual'
import { IconSearch, IconX } from '@tabler/icons-react'
import { useId, useMemo, useRef, useState, type KeyboardEvent } from 'react'
import { CardMark } from '../../strip/card-mark.tsx'
import { paletteTexts } from '../../texts/palette.ts'
import { focusNow } from '../../ui/focus-now.ts'
import type { PaletteEntry } from './entries.ts'
import classes from './palette.module.css'
import { readRecent } from './recent.ts'
import { searchEntries } from './search-entries.ts'

export interface PaletteProps {
  entries: readonly PaletteEntry[]
  /** `isLast`: whoever took it goes on with the card, not with the palette. */
  onTake: (entry: PaletteEntry, isLast: boolean) => void
  onClose: () => void
}

/** A row of the list: the name of a group, or something to take. */
type Row = { kind: 'group'; title: string } | { kind: 'entry'; entry: PaletteEntry }

const groupHeight = 34
const entryHeight = 58

/** Everything that can be put into a flow: search, then Enter; or drag it to its place. */
export function Palette({ entries, onTake, onClose }: PaletteProps) {
  const [search, setSearch] = useState('')
  const [recent] = useState(readRecent)
  const [active, setActive] = useState(0)
  const scroll = useRef<HTMLDivElement>(null)
  const listId = useId()
  const rows = useMemo(() => toRows(entries, { search, recent }), [entries, search, recent])
  const choices = useMemo(() => rows.flatMap((row, at) => (row.kind === 'entry' ? [at] : [])), [rows])
  const activeRow = choices[Math.min(active, choices.length - 1)]
  // The library's own functions change with each scroll; the compiler cannot keep what is made of them.
  // eslint-disable-next-line react/incompatible-library
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroll.current,
    estimateSize: (at) => (rows[at]?.kind === 'group' ? groupHeight : entryHeight),
    overscan: 8,
  })

  const choose = (next: number) => {
    const at = Math.max(0, Math.min(choices.length - 1, next))
    setActive(at)
    const row = choices[at]
    if (row !== undefined) virtual.scrollToIndex(row, { align: 'auto' })
  }
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    const moves: Record<string, number> = { ArrowDown: 1, ArrowUp: -1, PageDown: 8, PageUp: -8 }
    const move = moves[event.key]
    if (move !== undefined) {
      event.preventDefault()
      choose(active + move)
    } else if (event.key === 'Enter') {
      event.preventDefault()
      const row = activeRow === undefined ? undefined : rows[activeRow]
      if (row?.kind === 'entry') onTake(row.entry, !event.shiftKey)
    } else if (event.key === 'Escape') {
      event.preventDefault()
      onClose()
    }
  }

  return (
    <aside className={classes['palette']} aria-label={paletteTexts.title} data-palette>
      <div className={classes['head']}>
        <h2>{paletteTexts.title}</h2>
        <ActionIcon onClick={onClose} aria-label={paletteTexts.close}>
          <IconX size={18} />
        </ActionIcon>
      </div>
      <div className={classes['search']}>
        <TextInput
          ref={focusNow}
          role="combobox"
          aria-label={paletteTexts.search}
          aria-expanded
          aria-controls={listId}
          aria-activedescendant={activeRow === undefined ? undefined : `${listId}-${activeRow}`}
          placeholder={paletteTexts.search}
          title={paletteTexts.searchHelp}
          leftSection={<IconSearch size={15} aria-hidden />}
          value={search}
          onChange={(event) => {
            setSearch(event.currentTarget.value)
            setActive(0)
            scroll.current?.scrollTo({ top: 0 })
          }}
          onKeyDown={onKeyDown}
        />
        <p role="status">{search.trim() === '' ? paletteTexts.lead : paletteTexts.found(choices.length)}</p>
      </div>
      <div ref={scroll} className={classes['scroll']}>
        {rows.length === 0 ? <p className={classes['nothing']}>{paletteTexts.nothing}</p> : null}
        <div
          id={listId}
          role="listbox"
          aria-label={paletteTexts.results}
          className={classes['list']}
          style={{ height: virtual.getTotalSize() }}
        >
          {virtual.getVirtualItems().map(({ index, start, size }) => {
            const row = rows[index]
            if (row === undefined) return null
            const place = { transform: `translateY(${start}px)`, height: size }
            return row.kind === 'group' ? (
              <p key={`group ${row.title}`} className={classes['group']} style={place} role="presentation">
                {row.title}
              </p>
            ) : (
              <EntryRow
                key={`${index} ${row.entry.key}`}
                id={`${listId}-${index}`}
                entry={row.entry}
                isActive={index === activeRow}
                place={place}
                onTake={onTake}
              />
            )
          })}
        </div>
      </div>
    </aside>
  )
}

interface EntryRowProps {
  id: string
  entry: PaletteEntry
  isActive: boolean
  place: { transform: string; height: number }
  onTake: PaletteProps['onTake']
}

function EntryRow({ id, entry, isActive, place, onTake }: EntryRowProps) {
  const { title, about, effect, standsFor } = entry
  const names = standsFor.filter((name) => name.toLowerCase() !== title.toLowerCase())
  return (
    // The search field has the focus and its keys; the rows are its options.
    // eslint-disable-next-line jsx-a11y/click-events-have-key-events
    <div
      id={id}
      role="option"
      tabIndex={-1}
      aria-selected={isActive}
      className={classes['entry']}
      style={place}
      data-entry={entry.key}
      title={names.length === 0 ? about : `${about}\n${paletteTexts.elsewhere(names)}`}
      onClick={() => onTake(entry, false)}
    >
      <CardMark use={entry.mark} tone={entry.tone} />
      <span className={classes['words']}>
        <span className={classes['title']}>
          <span data-title>{title}</span>
          {effect === null || effect === 'read' ? null : (
            <span className={classes['effect']} data-effect={effect}>
              {paletteTexts.effects[effect]}
            </span>
          )}
        </span>
        <span className={classes['about']}>
          {names.length === 0 ? about : `${names.join(', ')} · ${about}`}
        </span>
      </span>
    </div>
  )
}

function toRows(
  entries: readonly PaletteEntry[],
  { search, recent }: { search: string; recent: readonly string[] },
): Row[] {
  if (search.trim() !== '') {
    return searchEntries(entries, search).map((entry) => ({ kind: 'entry', entry }))
  }
  const byKey = new Map(entries.map((entry) => [entry.key, entry]))
  const lately = recent.flatMap((key) => byKey.get(key) ?? [])
  return [
    ...groupRows(paletteTexts.recent, lately),
    ...[...Map.groupBy(entries, ({ group }) => group)].flatMap(([group, members]) =>
      groupRows(group, members),
    ),
  ]
}

function groupRows(title: string, members: readonly PaletteEntry[]): Row[] {
  if (members.length === 0) return []
  return [{ kind: 'group', title }, ...members.map((entry): Row => ({ kind: 'entry', entry }))]
}
