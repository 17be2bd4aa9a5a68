import { JsonInput, Select, Stack } from '@mantine/core'
import { useState } from 'react'
import type { InlineHookTrigger, InlineHookType } from '@keyway/engine'
import { wayTexts as texts } from '../texts/ways-in.ts'
import { parseJson } from '../values/parse-json.ts'
import { toCopyText } from '../values/preview.ts'

const types: readonly InlineHookType[] = [
  'token',
  'saml-assertion',
  'registration',
  'user-import',
  'password-import',
  'telephony',
]

type InlineHook = InlineHookTrigger['inlineHook']

export interface InlineHookFieldsProps {
  inlineHook: InlineHook
  onChange: (inlineHook: InlineHook) => void
}

/** Which inline hook of Okta a flow answers, and what Okta is told where it cannot. */
export function InlineHookFields({ inlineHook, onChange }: InlineHookFieldsProps) {
  const { type, otherwise } = inlineHook
  const [text, setText] = useState(otherwise === undefined ? '' : toCopyText(otherwise))
  return (
    <Stack gap="md">
      <Select
        label={texts.hookType}
        data={types.map((value) => ({ value, label: texts.hookTypes[value] }))}
        value={type}
        onChange={(value) =>
          onChange({ ...inlineHook, type: types.find((known) => known === value) ?? type })
        }
        allowDeselect={false}
        maw={440}
      />
      <JsonInput
        label={texts.otherwise}
        description={texts.otherwiseHelp(type)}
        validationError={texts.otherwiseInvalid}
        value={text}
        onChange={(typed) => {
          setText(typed)
          const answer = parseJson(typed)
          onChange(answer === undefined ? { type } : { type, otherwise: answer })
        }}
        autosize
        minRows={3}
        maxRows={14}
      />
    </Stack>
  )
}
