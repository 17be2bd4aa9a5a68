import { Button, Group, Modal, Stack, Switch, Text } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { executions, flows } from '@keyway/api'
import { call } from '../../app/client.ts'
import type { FlowDetail } from '../../flows/flow-page.tsx'
import { commonTexts } from '../../texts/common.ts'
import { executionTexts } from '../../texts/executions.ts'
import { runTexts } from '../../texts/run.ts'
import { Problem } from '../../ui/problem.tsx'
import { useDesigner } from '../model/use-designer.tsx'
import { publishDraft } from './publish-draft.ts'

export interface RerunFromProps {
  flow: FlowDetail
  executionId: string
  /** Title of the card, and its path in the version that ran. */
  card: { title: string; ranAs: string }
  isDry: boolean
  onStarted: (executionId: string) => void
  onClose: () => void
}

/** Runs the draft from a card on, with what an earlier execution learned before it. */
export function RerunFrom({ flow, executionId, card, isDry, onStarted, onClose }: RerunFromProps) {
  const designer = useDesigner()
  const client = useQueryClient()
  const [dryRun, setDryRun] = useState(isDry)
  const isChanged = flow.hasUnpublishedChanges || designer.hasUnsaved()
  const rerun = useMutation({
    mutationFn: async () => {
      if (isChanged) await publishDraft(designer)
      return call(executions.rerunExecution, {
        params: { executionId },
        body: { version: 'current', fromStep: card.ranAs, dryRun },
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
        <Text size="sm">
          {runTexts.rerunHelp} {isChanged ? runTexts.rerunPublishes : null}
        </Text>
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
            {isChanged ? runTexts.rerunPublish : runTexts.rerun}
          </Button>
        </Group>
      </Stack>
    </Modal>
  )
}
