import { Anchor, Text, Textarea } from '@mantine/core'
import { useRef } from 'react'
import { conditionTexts as texts } from '../texts/conditions.ts'
import { useEditing } from './condition-editing.ts'
import type { Place } from './condition-tree.ts'
import { excerptOf, faultOf, type FilterFault } from './filter-fault.ts'
import classes from './trigger.module.css'

/** A filter as Okta writes it, read while it is typed. */
export function FilterField({ place, filter }: { place: Place; filter: string }) {
  const { change } = useEditing()
  const input = useRef<HTMLTextAreaElement>(null)
  const fault = faultOf(filter)
  const goTo = (position: number) => {
    input.current?.focus()
    input.current?.setSelectionRange(position, position + 1)
  }
  return (
    <div>
      <Textarea
        ref={input}
        label={texts.filter}
        description={texts.filterHelp}
        placeholder={texts.filterExample}
        value={filter}
        onChange={({ currentTarget }) => change(place, { okta: currentTarget.value })}
        error={fault === null ? null : fault.message}
        maxLength={10_000}
        autosize
        minRows={2}
        maxRows={8}
        styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)' } }}
        spellCheck={false}
        data-first={place.join('.')}
      />
      {fault === null ? null : <Fault filter={filter} fault={fault} onGo={goTo} />}
    </div>
  )
}

interface FaultProps {
  filter: string
  fault: FilterFault
  onGo: (position: number) => void
}

function Fault({ filter, fault: { position }, onGo }: FaultProps) {
  const { before, at, after } = excerptOf(filter, position)
  return (
    <div className={classes['fault']}>
      <code>
        {before}
        <mark>{at === '' ? ' ' : at}</mark>
        {after}
      </code>
      <Anchor component="button" type="button" size="xs" onClick={() => onGo(position)}>
        <Text component="span" size="xs">
          {texts.goToFault}
        </Text>
      </Anchor>
    </div>
  )
}
