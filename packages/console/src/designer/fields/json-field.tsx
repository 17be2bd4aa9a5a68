import { Textarea } from '@mantine/core'
import { useState } from 'react'
import { fieldTexts } from '../../texts/designer-fields.ts'
import { parseJson } from '../../values/parse-json.ts'
import type { SharedProps } from './field-props.ts'

/** A value as the document writes it. What is no JSON yet is kept here and not in the document. */
export function JsonField({
  label,
  description,
  error,
  value,
  onChange,
  name,
}: SharedProps & { name: string }) {
  const [typed, setTyped] = useState<string | null>(null)
  const isBroken = typed !== null && typed.trim() !== '' && parseJson(typed) === undefined
  return (
    <Textarea
      label={label}
      aria-label={name}
      description={description ?? fieldTexts.jsonHelp}
      error={isBroken ? fieldTexts.notJson : error}
      value={typed ?? (value === undefined ? '' : JSON.stringify(value, null, 2))}
      onChange={({ currentTarget: { value: text } }) => {
        setTyped(text)
        const read = parseJson(text)
        if (text.trim() === '') onChange(undefined)
        else if (read !== undefined) onChange(read)
      }}
      onBlur={() => {
        if (!isBroken) setTyped(null)
      }}
      classNames={{ input: 'kw-mono' }}
      autosize
      minRows={2}
      maxRows={16}
      spellCheck={false}
    />
  )
}
