import { Button, Group, Stack, Text } from '@mantine/core'
import { IconBolt } from '@tabler/icons-react'
import { useState } from 'react'
import { catalog } from '@keyway/api'
import { useAnswer } from '../app/requests.ts'
import { useMay } from '../app/session.tsx'
import type { FlowDetail } from '../flows/flow-page.tsx'
import { triggerTexts } from '../texts/trigger.ts'
import { Panel } from '../ui/panel.tsx'
import { DeliveryMark } from './delivery-mark.tsx'
import { TriggerDialog } from './trigger-dialog.tsx'
import { TriggerPreview } from './trigger-preview.tsx'

/** The event that starts the draft, how it arrives, and what it would have taken lately. */
export function TriggerPanel({ flow }: { flow: FlowDetail }) {
  const [isOpen, setOpen] = useState(false)
  const mayBuild = useMay('builder')
  const { trigger } = flow.draft
  const isEvent = 'event' in trigger
  if (!isEvent && !('manual' in trigger && mayBuild)) return null
  return (
    <Panel
      title={triggerTexts.title}
      aside={
        mayBuild ? (
          <Button
            variant="default"
            size="xs"
            leftSection={<IconBolt size={14} aria-hidden />}
            onClick={() => setOpen(true)}
          >
            {triggerTexts.change}
          </Button>
        ) : null
      }
    >
      {isEvent ? (
        <Stack gap="sm">
          <EventLine event={trigger.event} />
          <TriggerPreview flowId={flow.id} trigger={trigger} show={5} />
        </Stack>
      ) : (
        <Text size="sm">{triggerTexts.byHand}</Text>
      )}
      {mayBuild ? <TriggerDialog flow={flow} isOpen={isOpen} onClose={() => setOpen(false)} /> : null}
    </Panel>
  )
}

function EventLine({ event }: { event: string }) {
  const { data } = useAnswer(catalog.searchEvents, { query: { search: event, limit: 5 } })
  const found = data?.items.find(
    (item) => item.event === event || item.types.some((type) => `${item.connector}.${type}` === event),
  )
  return (
    <Group gap={8}>
      <Text size="sm" fw={560}>
        {found?.title ?? event}
      </Text>
      {found === undefined ? null : (
        <>
          <Text size="xs" c="var(--kw-text-soft)" style={{ overflowWrap: 'anywhere' }}>
            {event}
          </Text>
          <DeliveryMark delivery={found.delivery} />
        </>
      )}
    </Group>
  )
}
