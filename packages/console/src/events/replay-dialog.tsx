import { Button, Group, Modal, Select, Stack, Switch, Text } from '@mantine/core'
import { useState, type SyntheticEvent } from 'react'
import { useNavigate } from 'react-router'
import { eventReplays, flows } from '@keyway/api'
import { useAnswer, useSend } from '../app/requests.ts'
import { commonTexts } from '../texts/common.ts'
import { eventTexts } from '../texts/events.ts'
import { executionTexts } from '../texts/executions.ts'
import { Problem } from '../ui/problem.tsx'
import { ReplayTarget } from './replay-target.tsx'
import { toEventQuery, type EventFilters } from './event-filters.ts'

export interface ReplayDialogProps {
  isOpen: boolean
  /** What the page shows is what is replayed. */
  filters: EventFilters
  onClose: () => void
}

/** Asks which flow gets the events of the page's filter once more, and whether it may change anything. */
export function ReplayDialog({ isOpen, filters, onClose }: ReplayDialogProps) {
  return (
    <Modal opened={isOpen} onClose={onClose} title={eventTexts.replayTitle} size="lg">
      {isOpen ? <ReplayForm filters={filters} onClose={onClose} /> : null}
    </Modal>
  )
}

function ReplayForm({ filters, onClose }: Omit<ReplayDialogProps, 'isOpen'>) {
  const navigate = useNavigate()
  const [filter] = useState(() => toEventQuery(filters, Date.now()))
  const count = useSend(eventReplays.countReplay)
  const create = useSend(eventReplays.createReplay, [eventReplays.listReplays])
  const list = useAnswer(flows.listFlows)
  const [flowId, setFlowId] = useState<string | null>(null)
  const [isDry, setDry] = useState(true)
  const [isEvery, setEvery] = useState(false)
  const [version, setVersion] = useState<string | null>(null)
  if (count.isIdle) count.mutate({ body: { filter } })

  const submit = (event: SyntheticEvent) => {
    event.preventDefault()
    if (flowId === null) return
    create.mutate(
      {
        body: {
          filter,
          flowId,
          dryRun: isDry,
          everyEvent: isEvery,
          ...(version === null ? {} : { version: Number(version) }),
        },
      },
      {
        onSuccess: () => {
          onClose()
          void navigate('/events/replays')
        },
      },
    )
  }

  return (
    <form onSubmit={submit}>
      <Stack gap="lg">
        <Text size="sm" role="status">
          {count.data === undefined ? eventTexts.replayCounting : eventTexts.replayCount(count.data.events)}
        </Text>
        <Select
          label={eventTexts.replayFlow}
          data={(list.data?.items ?? []).map(({ id, name }) => ({ value: id, label: name }))}
          value={flowId}
          onChange={(chosen) => {
            setFlowId(chosen)
            setVersion(null)
          }}
          searchable
          required
          data-autofocus
        />
        {flowId === null ? null : (
          <ReplayTarget flowId={flowId} version={version} isEvery={isEvery} onVersion={setVersion} />
        )}
        <Switch
          label={executionTexts.dryRun}
          description={executionTexts.dryRunHelp}
          checked={isDry}
          onChange={(event) => setDry(event.currentTarget.checked)}
        />
        <Switch
          label={eventTexts.replayEvery}
          description={eventTexts.replayEveryHelp}
          checked={isEvery}
          onChange={(event) => setEvery(event.currentTarget.checked)}
        />
        {count.error === null ? null : <Problem error={count.error} />}
        {create.error === null ? null : <Problem error={create.error} />}
        <Group justify="flex-end" gap="sm">
          <Button variant="default" onClick={onClose}>
            {commonTexts.cancel}
          </Button>
          <Button
            type="submit"
            loading={create.isPending}
            disabled={flowId === null || count.data?.events === 0}
            {...(isDry ? {} : { color: 'red' })}
          >
            {isDry ? eventTexts.replayDry : eventTexts.replayLive}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
