import { Modal, Text, TextInput } from '@mantine/core'
import { IconSearch } from '@tabler/icons-react'
import { useId, useState, type KeyboardEvent } from 'react'
import { useNavigate } from 'react-router'
import { navigation } from '../app/navigation.ts'
import { commandTexts as texts } from '../texts/command-palette.ts'
import { focusNow } from '../ui/focus-now.ts'
import classes from './command-palette.module.css'
import { findCommands, type Command } from './find-commands.ts'
import { useCommands } from './use-commands.ts'

const hasPeople = navigation.some(({ items }) => items.some(({ to }) => to === '/people'))

export interface CommandPaletteProps {
  /** What was typed before it was there. */
  initial: string
  onClose: () => void
}

/** Leads to every page, flow, person and action by keyboard. */
export function CommandPalette({ initial, onClose }: CommandPaletteProps) {
  const navigate = useNavigate()
  const known = useCommands()
  const listId = useId()
  const [typed, setTyped] = useState(initial)
  const [at, setAt] = useState(0)
  const found = findCommands(known, typed, { hasPeople })
  const active = Math.min(at, found.length - 1)

  const go = (command: Command | undefined) => {
    if (command === undefined) return
    onClose()
    void navigate(command.to)
  }
  const press = (event: KeyboardEvent) => {
    const moved = { ArrowDown: active + 1, ArrowUp: active - 1, Home: 0, End: found.length - 1 }[event.key]
    if (moved !== undefined) {
      event.preventDefault()
      const next = (moved + found.length) % Math.max(1, found.length)
      setAt(next)
      document.querySelector(`#${CSS.escape(`${listId}-${next}`)}`)?.scrollIntoView({ block: 'nearest' })
    } else if (event.key === 'Enter') {
      event.preventDefault()
      go(found[active])
    }
  }
  const groups = Map.groupBy(
    found.map((command, index) => ({ command, index })),
    ({ command }) => command.group,
  )
  return (
    <Modal
      opened
      onClose={onClose}
      withCloseButton={false}
      padding={0}
      size="lg"
      yOffset="12vh"
      centered={false}
      attributes={{ content: { 'aria-label': texts.open } }}
    >
      <TextInput
        ref={focusNow}
        aria-label={texts.label}
        placeholder={texts.placeholder}
        leftSection={<IconSearch size={18} aria-hidden />}
        variant="unstyled"
        size="md"
        value={typed}
        onChange={(event) => {
          setTyped(event.currentTarget.value)
          setAt(0)
        }}
        onKeyDown={press}
        role="combobox"
        aria-expanded
        aria-controls={listId}
        aria-activedescendant={active < 0 ? undefined : `${listId}-${active}`}
        autoComplete="off"
        data-autofocus
        className={classes['input'] ?? ''}
      />
      <div id={listId} role="listbox" aria-label={texts.results} className={classes['list']}>
        {[...groups].map(([group, members]) => (
          <div key={group} role="group" aria-label={texts.groups[group]}>
            <div className={classes['group']} aria-hidden>
              {texts.groups[group]}
            </div>
            {members.map(({ command, index }) => (
              <div
                key={command.to + command.label}
                id={`${listId}-${index}`}
                role="option"
                tabIndex={-1}
                aria-selected={index === active}
                className={classes['option']}
                onMouseMove={() => setAt(index)}
                onMouseDown={(event) => {
                  event.preventDefault()
                  go(command)
                }}
              >
                {command.label}
              </div>
            ))}
          </div>
        ))}
      </div>
      <Text size="xs" c="var(--kw-text-soft)" className={classes['foot'] ?? ''} role="status">
        {found.length === 0 ? texts.none : texts.help}
      </Text>
    </Modal>
  )
}
