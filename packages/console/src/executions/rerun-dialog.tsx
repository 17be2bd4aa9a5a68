import { Button, Group, Modal, Radio, Select, Stack, Switch, Text } from '@mantine/core'
import { useState, type SyntheticEvent } from 'react'
import { useNavigate } from 'react-router'
import { executions } from '@keyway/api'
import { useSend } from '../app/requests.ts'
import { cardsOf, type StripItem } from '../strip/model.ts'
import { loopsOf } from '../strip/run-index.ts'
import { commonTexts } from '../texts/common.ts'
import { executionTexts } from '../texts/executions.ts'
import { Problem } from '../ui/problem.tsx'
import type { ExecutionDetail } from './execution-page.tsx'
import { stepsToStartFrom, toRerunBody, type RerunChoice } from './rerun.ts'

export interface RerunDialogProps {
  execution: ExecutionDetail
  items: readonly StripItem[]
  /** Step to start from, `start`, or null for a closed dialog. */
  from: string | null
  onClose: () => void
}

/** Asks how to run again: which version, from where, dry or not. */
export function RerunDialog({ execution, items, from, onClose }: RerunDialogProps) {
  return (
    <Modal opened={from !== null} onClose={onClose} title={executionTexts.rerunTitle} size="lg">
      {from === null ? null : (
        <RerunForm key={from} execution={execution} items={items} from={from} onClose={onClose} />
      )}
    </Modal>
  )
}

function RerunForm({ execution, items, from, onClose }: RerunDialogProps & { from: string }) {
  const rerun = useSend(executions.rerunExecution, [executions.listExecutions, executions.getExecution])
  const navigate = useNavigate()
  const isFromStep = from !== 'start'
  const [choice, setChoice] = useState<RerunChoice>({
    // Somebody who starts in the middle wants the steps they look at.
    version: isFromStep ? 'same' : 'current',
    from: isFromStep ? 'step' : 'start',
    step: isFromStep ? from : null,
    dryRun: execution.dryRun,
  })
  const [isIncomplete, setIncomplete] = useState(false)
  const change = (part: Partial<RerunChoice>) => setChoice({ ...choice, ...part })
  const steps = stepsToStartFrom(cardsOf(items), execution.steps)

  const submit = (event: SyntheticEvent) => {
    event.preventDefault()
    const body = toRerunBody(choice)
    setIncomplete(body === undefined)
    if (body === undefined) return
    rerun.mutate(
      { params: { executionId: execution.id }, body },
      {
        onSuccess: (answer) => {
          onClose()
          void navigate(`/executions/${answer.executionId}`)
        },
      },
    )
  }

  const { rerunVersions: versions } = executionTexts
  return (
    <form onSubmit={submit}>
      <Stack gap="lg">
        <Text size="sm" c="var(--kw-text-soft)">
          {executionTexts.rerunLead}
        </Text>
        <Radio.Group
          label={executionTexts.rerunFrom}
          value={choice.from}
          onChange={(value) => change({ from: value === 'step' ? 'step' : 'start' })}
        >
          <Stack gap={8} mt={6}>
            <Radio
              value="start"
              label={executionTexts.rerunFromStart}
              description={executionTexts.rerunFromStartHelp}
            />
            <Radio
              value="step"
              label={executionTexts.rerunFromStep}
              description={executionTexts.rerunFromStepHelp}
              disabled={steps.length === 0}
            />
          </Stack>
        </Radio.Group>
        {choice.from === 'step' ? (
          <Select
            label={executionTexts.rerunStep}
            description={
              choice.step !== null && loopsOf(choice.step).length > 0 ? executionTexts.rerunLoopHint : null
            }
            data={steps}
            value={choice.step}
            onChange={(step) => change({ step })}
            error={isIncomplete ? executionTexts.rerunStepMissing : null}
            searchable
            allowDeselect={false}
          />
        ) : null}
        <Radio.Group
          label={executionTexts.rerunVersion}
          value={choice.version}
          onChange={(value) => change({ version: value === 'same' ? 'same' : 'current' })}
        >
          <Stack gap={8} mt={6}>
            <Radio value="current" label={versions.current.label} description={versions.current.help} />
            <Radio
              value="same"
              label={versions.same.label(execution.version)}
              description={versions.same.help}
            />
          </Stack>
        </Radio.Group>
        <Switch
          label={executionTexts.dryRun}
          description={executionTexts.dryRunHelp}
          checked={choice.dryRun}
          onChange={(event) => change({ dryRun: event.currentTarget.checked })}
        />
        {rerun.error === null ? null : <Problem error={rerun.error} />}
        <Group justify="flex-end" gap="sm">
          <Button variant="default" onClick={onClose}>
            {commonTexts.cancel}
          </Button>
          <Button type="submit" loading={rerun.isPending}>
            {executionTexts.rerunAction}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
