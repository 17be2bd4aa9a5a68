import { Button, Group, Modal, Stack, Switch, Text } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { executions, flows } from '@keyway/api'
import { call } from '../../app/client.ts'
import { commonTexts } from '../../texts/common.ts'
import { executionTexts } from '../../texts/executions.ts'
import { runTexts } from '../../texts/run.ts'
import { Problem } from '../../ui/problem.tsx'
import { useDesigner } from '../model/use-designer.tsx'

export interface RerunFromProps {
  executionId: string
  /** Title of the card, and its path in the version that ran. */
  card: { title: string; ranAs: string }
  isDry: boolean
  onStarted: (executionId: string) => void
  onClose: () => void
}

/** Runs the draft from a card on, with what an earlier execution learned before it. */
export function RerunFrom({ executionId, card, isDry, onStarted, onClose }: RerunFromProps) {
  const designer = useDesigner()
  const client = useQueryClient()
  const [dryRun, setDryRun] = useState(isDry)
  const rerun = useMutation({
    mutationFn: async () => {
      await designer.flush()
      return call(executions.rerunExecution, {
        params: { executionId },
        body: { version: 'draft', basedOn: designer.draftNumber(), fromStep: card.ranAs, dryRun },
      })
    },
    onSuccess: (started) => {
      void client.invalidateQueries({ queryKey: [flows.getFlow.path] })
      onStarted(started.executionId)
      onClose()
    },
  })
  return (
    <Modal opened onClose={onClose} title={runTexts.rerunTitle(card.title)}>
      <Stack gap="md">
        <Text size="sm">{runTexts.rerunHelp}</Text>
        <Switch
          label={executionTexts.dryRun}
          description={executionTexts.dryRunHelp}
          checked={dryRun}
          onChange={(event) => setDryRun(event.currentTarget.checked)}
        />
        {rerun.error === null ? null : <Problem error={rerun.error} />}
        <Group justify="flex-end" gap="sm">
          <Button variant="default" onClick={onClose}>
            {commonTexts.cancel}
          </Button>
          <Button loading={rerun.isPending} onClick={() => rerun.mutate()}>
            {runTexts.rerun}
          </Button>
        </Group>
      </Stack>
    </Modal>
  )
}
