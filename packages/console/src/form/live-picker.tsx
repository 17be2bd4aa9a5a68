import { Combobox, Group, Loader, Text, TextInput, useCombobox } from '@mantine/core'
import { useEffect, useRef, useState } from 'react'
import { pickerTexts } from '../texts/form.ts'
import { problemLine } from '../ui/problem-line.ts'
import classes from './live-picker.module.css'

/** Something to choose, as the other side knows it. */
export interface Choice {
  value: string
  label: string
  hint?: string | undefined
}

/** What a search for choices came to so far. */
export interface FoundChoices {
  choices: readonly Choice[]
  isSearching: boolean
  error: unknown
  retry: () => void
}

export interface LivePickerProps {
  label: string
  value: string
  onChange: (value: string) => void
  found: FoundChoices
  /** Told what to search for, and null while nobody looks. */
  onSearch: (search: string | null) => void
}

/** Not a value that anybody searches for. */
const retryOption = '\u0000retry'

/**
 * A text input with choices that the other side searches: by mouse or by arrows and Enter. What is typed and not chosen
 * is the value as it stands, so that an id can be pasted while the other side does not answer.
 */
export function LivePicker({ label, value, onChange, found, onSearch }: LivePickerProps) {
  const [chosen, setChosen] = useState<Choice | null>(null)
  const combobox = useCombobox({
    onDropdownClose: () => {
      combobox.resetSelectedOption()
      onSearch(null)
    },
    onDropdownOpen: () => onSearch(chosen === null ? value : ''),
  })
  const choose = (picked: string) => {
    if (picked === retryOption) return found.retry()
    const choice = found.choices.find((one) => one.value === picked) ?? null
    // What has to be filled in, such as a path with {userId} in it, stands there as text.
    setChosen(/\{\w+\}/.test(picked) ? null : choice)
    onChange(picked)
    combobox.closeDropdown()
  }
  const type = (text: string) => {
    setChosen(null)
    onChange(text)
    combobox.openDropdown()
    combobox.resetSelectedOption()
    onSearch(text)
  }
  const inputRef = useRef<HTMLInputElement>(null)
  useEffect(() => {
    // Choices come and go while somebody stands on one: the input must not point to one that is gone.
    const input = inputRef.current
    const active = input?.getAttribute('aria-activedescendant') ?? null
    if (active !== null && document.getElementById(active) === null)
      input?.removeAttribute('aria-activedescendant')
  })
  const hasFailed = found.error !== null && found.error !== undefined && !found.isSearching
  return (
    <Combobox store={combobox} onOptionSubmit={choose} withinPortal>
      <Combobox.Target withExpandedAttribute>
        <TextInput
          ref={inputRef}
          aria-autocomplete="list"
          label={label}
          description={chosen === null ? pickerTexts.help : pickerTexts.chosen(chosen.value)}
          value={chosen?.label ?? value}
          onChange={(event) => type(event.currentTarget.value)}
          onClick={() => combobox.openDropdown()}
          onBlur={() => combobox.closeDropdown()}
          rightSection={
            found.isSearching && combobox.dropdownOpened ? <Loader size={14} aria-hidden /> : null
          }
          autoComplete="off"
          spellCheck={false}
        />
      </Combobox.Target>
      <Combobox.Dropdown>
        <div role="status" className={classes['state']}>
          {combobox.dropdownOpened ? stateOf(found) : ''}
        </div>
        <Combobox.Options aria-label={label} className={classes['choices'] ?? ''}>
          {hasFailed ? (
            <Combobox.Option value={retryOption}>{pickerTexts.retry}</Combobox.Option>
          ) : (
            found.choices.map((choice) => <ChoiceOption key={choice.value} choice={choice} />)
          )}
        </Combobox.Options>
      </Combobox.Dropdown>
    </Combobox>
  )
}

function ChoiceOption({ choice }: { choice: Choice }) {
  return (
    <Combobox.Option value={choice.value}>
      <Group gap={8} justify="space-between" wrap="nowrap">
        <Text size="sm" truncate>
          {choice.label}
        </Text>
        {choice.hint === undefined ? null : (
          <Text size="xs" c="var(--kw-text-soft)" truncate>
            {choice.hint}
          </Text>
        )}
      </Group>
    </Combobox.Option>
  )
}

/** What a person should know beside the choices; empty when the choices say it all. */
function stateOf({ choices, isSearching, error }: FoundChoices): string {
  if (isSearching) return choices.length === 0 ? pickerTexts.searching : ''
  if (error !== null && error !== undefined) return pickerTexts.failed(problemLine(error))
  return choices.length === 0 ? pickerTexts.nothing : ''
}
