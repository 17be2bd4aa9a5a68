import { Button, Group, Modal, Progress, Stack, Text } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { flows } from '@keyway/api'
import { call } from '../app/client.ts'
import { commonTexts } from '../texts/common.ts'
import { flowUsesTexts } from '../texts/flow-uses.ts'
import { Problem } from '../ui/problem.tsx'
import type { FlowSummary } from './flows-page.tsx'
import classes from './flows.module.css'

const texts = flowUsesTexts.bulk

export interface SwitchManyProps {
  chosen: readonly FlowSummary[]
  onClear: () => void
}

/** What can be done with the flows that are selected. */
export function SwitchMany({ chosen, onClear }: SwitchManyProps) {
  const [goal, setGoal] = useState<boolean | null>(null)
  const affected = (isOn: boolean) => chosen.filter((flow) => flow.isOn !== isOn)
  return (
    <div className={classes['bulk']} role="status">
      <Text size="sm" fw={600}>
        {texts.chosen(chosen.length)}
      </Text>
      <Button size="xs" disabled={affected(true).length === 0} onClick={() => setGoal(true)}>
        {texts.on}
      </Button>
      <Button
        size="xs"
        variant="default"
        disabled={affected(false).length === 0}
        onClick={() => setGoal(false)}
      >
        {texts.off}
      </Button>
      <Button size="xs" variant="subtle" onClick={onClear}>
        {texts.clear}
      </Button>
      {goal === null ? null : (
        <SwitchDialog
          chosen={affected(goal)}
          isOn={goal}
          onClose={() => setGoal(null)}
          onDone={() => {
            setGoal(null)
            onClear()
          }}
        />
      )}
    </div>
  )
}

interface SwitchDialogProps {
  chosen: readonly FlowSummary[]
  isOn: boolean
  onClose: () => void
  onDone: () => void
}

/** Names the flows, switches one after the other, and says which it could not. */
function SwitchDialog({ chosen, isOn, onClose, onDone }: SwitchDialogProps) {
  const client = useQueryClient()
  // The list behind the dialog changes meanwhile.
  const [members] = useState(chosen)
  const [done, setDone] = useState(0)
  const run = useMutation({
    mutationFn: async () => {
      const failed: { flow: FlowSummary; error: unknown }[] = []
      for (const flow of members) {
        try {
          await call(flows.switchFlow, { params: { flowId: flow.id }, body: { isOn } })
        } catch (error) {
          failed.push({ flow, error })
        }
        setDone((count) => count + 1)
      }
      await client.invalidateQueries({ queryKey: [flows.listFlows.path] })
      return failed
    },
    onSuccess: (failed) => {
      if (failed.length === 0) onDone()
    },
  })
  const title = isOn ? texts.titleOn(members.length) : texts.titleOff(members.length)
  return (
    <Modal opened onClose={run.isPending ? () => undefined : onClose} title={title}>
      <Stack gap="md">
        <Text size="sm">{isOn ? texts.textOn : texts.textOff}</Text>
        <ul className={classes['bulkNames']}>
          {members.map(({ id, name }) => (
            <li key={id}>{name}</li>
          ))}
        </ul>
        {run.isPending ? (
          <Progress value={(100 * done) / members.length} aria-label={texts.progress(done, members.length)} />
        ) : null}
        {(run.data ?? []).map(({ flow, error }) => (
          <div key={flow.id}>
            <Text size="sm">{texts.failed(flow.name)}</Text>
            <Problem error={error} />
          </div>
        ))}
        <Group justify="flex-end" gap="sm">
          {run.isSuccess ? (
            <Button onClick={onDone}>{texts.done}</Button>
          ) : (
            <>
              <Button variant="default" disabled={run.isPending} onClick={onClose}>
                {commonTexts.cancel}
              </Button>
              <Button loading={run.isPending} onClick={() => run.mutate()}>
                {isOn ? texts.on : texts.off}
              </Button>
            </>
          )}
        </Group>
      </Stack>
    </Modal>
  )
}
