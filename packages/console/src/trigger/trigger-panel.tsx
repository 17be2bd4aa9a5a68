import { Button, Group, Stack, Text } from '@mantine/core'
import { IconBolt } from '@tabler/icons-react'
import { lazy, Suspense, useState, type ReactNode } from 'react'
import { catalog } from '@keyway/api'
import type { Trigger } from '@keyway/engine'
import { useAnswer } from '../app/requests.ts'
import { useMay } from '../app/session.tsx'
import type { FlowDetail } from '../flows/flow-page.tsx'
import { scheduleTexts } from '../texts/schedule.ts'
import { triggerTexts } from '../texts/trigger.ts'
import { wayTexts } from '../texts/ways-in.ts'
import { Panel } from '../ui/panel.tsx'
import { formatDuration } from '../values/time.ts'
import { DeliveryMark } from './delivery-mark.tsx'
import { NextRuns } from './next-runs.tsx'
import { TriggerPreview } from './trigger-preview.tsx'

/** Most people look at a flow and do not change what starts it: its forms come with the first click. */
export const TriggerDialog = lazy(async () => {
  const { TriggerDialog: Loaded } = await import('./trigger-dialog.tsx')
  return { default: Loaded }
})

/** What starts the draft, how it arrives, and what it would have taken lately. */
export function TriggerPanel({ flow }: { flow: FlowDetail }) {
  const [isOpen, setOpen] = useState(false)
  const mayBuild = useMay('builder')
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
      <Stack gap="sm">
        <Summary flowId={flow.id} trigger={flow.draft.trigger} />
      </Stack>
      {isOpen ? (
        <Suspense>
          <TriggerDialog flow={flow} onClose={() => setOpen(false)} />
        </Suspense>
      ) : null}
    </Panel>
  )
}

function Summary({ flowId, trigger }: { flowId: string; trigger: Trigger }) {
  if ('event' in trigger) {
    const { event, maxAgeSeconds } = trigger
    return (
      <>
        <EventLine event={event} />
        {maxAgeSeconds === undefined ? null : (
          <Line>{wayTexts.maxAgeIs(formatDuration(maxAgeSeconds * 1_000))}</Line>
        )}
        <TriggerPreview flowId={flowId} trigger={trigger} show={5} />
      </>
    )
  }
  if ('source' in trigger) {
    return (
      <>
        <Line>{wayTexts.bySource(trigger.source, trigger.type)}</Line>
        <TriggerPreview flowId={flowId} trigger={trigger} show={5} />
      </>
    )
  }
  if ('table' in trigger) {
    const { on = ['added', 'changed', 'removed'] } = trigger
    return (
      <>
        <Line>
          {trigger.table}: {wayTexts.tableLine(on.map((change) => wayTexts.change[change]))}
        </Line>
        <TriggerPreview flowId={flowId} trigger={trigger} show={5} />
      </>
    )
  }
  if ('schedule' in trigger) {
    const { cron, timeZone, missed = 'once' } = trigger.schedule
    return (
      <>
        <Line>
          <code>{cron}</code> {timeZone}. {scheduleTexts.missed}: {scheduleTexts.missedChoices[missed]}.
        </Line>
        <NextRuns schedule={trigger.schedule} count={3} />
      </>
    )
  }
  return <Line>{describeOther(trigger)}</Line>
}

function Line({ children }: { children: ReactNode }) {
  return <Text size="sm">{children}</Text>
}

function describeOther(trigger: Trigger): string {
  if ('endpoint' in trigger) return wayTexts.byUrl(wayTexts.securities[trigger.endpoint.security].label)
  if ('inlineHook' in trigger) return wayTexts.byHook(wayTexts.hookTypes[trigger.inlineHook.type])
  if ('delegated' in trigger) return wayTexts.byPage(wayTexts.accesses[trigger.form?.access ?? 'signed-in'])
  return 'helper' in trigger ? wayTexts.byFlows : wayTexts.byPerson
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
