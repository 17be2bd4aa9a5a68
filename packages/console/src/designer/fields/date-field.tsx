import { TextInput } from '@mantine/core'
import { useState } from 'react'
import type { Json } from '@keyway/sdk'
import { fieldTexts } from '../../texts/designer-fields.ts'
import type { SharedProps } from './field-props.ts'

/** A moment: picked in the reader's own time zone, kept as ISO text with its zone; other ways to write one are kept too. */
export function DateField({
  label,
  description,
  error,
  onChange,
  name,
  constant,
}: SharedProps & {
  name: string
  constant: Json | undefined
}) {
  const text = typeof constant === 'string' ? constant : ''
  const local = toLocal(text)
  const [isText, setText] = useState(text !== '' && local === null)
  return (
    <TextInput
      label={label}
      aria-label={name}
      description={description}
      error={error}
      type={isText ? 'text' : 'datetime-local'}
      step={1}
      value={isText ? text : (local ?? '')}
      placeholder="2026-11-22T09:00:00Z"
      onChange={({ currentTarget: { value } }) => {
        if (value === '') onChange(undefined)
        else onChange(isText ? value : new Date(value).toISOString())
      }}
      rightSectionWidth={64}
      rightSection={
        <button type="button" className="kw-link" onClick={() => setText(!isText)}>
          {isText ? fieldTexts.pickDate : fieldTexts.typeDate}
        </button>
      }
    />
  )
}

/** ISO text as the browser's own date control takes it; null where it is none. */
function toLocal(text: string): string | null {
  const at = /^\d{4}-\d{2}-\d{2}T/.test(text) ? Date.parse(text) : Number.NaN
  if (Number.isNaN(at)) return null
  const moment = new Date(at)
  return new Date(at - moment.getTimezoneOffset() * 60_000).toISOString().slice(0, 19)
}
