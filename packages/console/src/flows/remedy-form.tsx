import { Button, Group, Select, Stack, Switch, Text } from '@mantine/core'
import { useState } from 'react'
import { flows } from '@keyway/api'
import { useAnswer } from '../app/requests.ts'
import { commonTexts } from '../texts/common.ts'
import { Problem } from '../ui/problem.tsx'

interface RemedyFormProps {
  texts: {
    remedyText: string
    remedyFlow: string
    remedyFlowHelp: string
    /** Said in place of the help where no flow is published. */
    remedyNone?: string
    remedyDry: string
    remedyRun: string
  }
  error: Error | null
  isSending: boolean
  onCancel: () => void
  /** Without a flow, each is answered by the one that is named for it. */
  onSend: (answer: { dryRun: boolean; flowId?: string }) => void
}

/** Asks which published flow answers what was found, and whether it only describes what it would do. */
export function RemedyForm({ texts, error, isSending, onCancel, onSend }: RemedyFormProps) {
  const list = useAnswer(flows.listFlows)
  const [flowId, setFlowId] = useState<string | null>(null)
  const [dryRun, setDry] = useState(true)
  const published = (list.data?.items ?? []).filter(({ publishedVersion }) => publishedVersion !== null)
  const help = published.length === 0 ? (texts.remedyNone ?? texts.remedyFlowHelp) : texts.remedyFlowHelp
  return (
    <Stack gap="md">
      <Text size="sm">{texts.remedyText}</Text>
      <Select
        label={texts.remedyFlow}
        description={help}
        data={published.map(({ id, name }) => ({ value: id, label: name }))}
        value={flowId}
        onChange={setFlowId}
        searchable
        clearable
        data-autofocus
      />
      <Switch
        label={texts.remedyDry}
        checked={dryRun}
        onChange={(event) => setDry(event.currentTarget.checked)}
      />
      {error === null ? null : <Problem error={error} />}
      <Group justify="flex-end" gap="sm">
        <Button variant="default" onClick={onCancel}>
          {commonTexts.cancel}
        </Button>
        <Button
          loading={isSending}
          onClick={() => onSend({ dryRun, ...(flowId === null ? {} : { flowId }) })}
          {...(dryRun ? {} : { color: 'red' })}
        >
          {dryRun ? texts.remedyDry : texts.remedyRun}
        </Button>
      </Group>
    </Stack>
  )
}
