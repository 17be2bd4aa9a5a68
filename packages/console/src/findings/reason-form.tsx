import { Button, Group, Stack, Text, Textarea, TextInput } from '@mantine/core'
import { useState } from 'react'
import { checkTexts } from '../texts/checks.ts'
import { commonTexts } from '../texts/common.ts'
import { Problem } from '../ui/problem.tsx'

export interface ReasonFormProps {
  text: string
  action: string
  error: unknown
  isSending: boolean
  onCancel: () => void
  onSend: (said: { reason: string; until: number | null }) => void
}

/** Why something is to be left alone, and until when. */
export function ReasonForm({ text, action, error, isSending, onCancel, onSend }: ReasonFormProps) {
  const [reason, setReason] = useState('')
  const [until, setUntil] = useState('')
  const send = () => onSend({ reason, until: until === '' ? null : Date.parse(until) })
  return (
    <Stack gap="md">
      <Text size="sm">{text}</Text>
      <Textarea
        label={checkTexts.reason}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
        autosize
        minRows={2}
        maxLength={1000}
        required
        data-autofocus
      />
      <TextInput
        type="date"
        label={checkTexts.until}
        description={checkTexts.untilHelp}
        value={until}
        onChange={(event) => setUntil(event.currentTarget.value)}
      />
      {error === null || error === undefined ? null : <Problem error={error} />}
      <Group justify="flex-end" gap="sm">
        <Button variant="default" onClick={onCancel}>
          {commonTexts.cancel}
        </Button>
        <Button loading={isSending} disabled={reason.trim().length < 3} onClick={send}>
          {action}
        </Button>
      </Group>
    </Stack>
  )
}
