import { Stack, Table, Text } from '@mantine/core'
import { Link, useParams } from 'react-router'
import { events, executions } from '@keyway/api'
import { useAnswer } from '../app/requests.ts'
import { eventTexts } from '../texts/events.ts'
import { JsonView } from '../ui/json-view.tsx'
import { Notice } from '../ui/notice.tsx'
import { Page } from '../ui/page.tsx'
import { Panel } from '../ui/panel.tsx'
import { Problem } from '../ui/problem.tsx'
import { PageSkeleton } from '../ui/skeletons.tsx'
import { StatusBadge } from '../ui/status.tsx'
import { Time } from '../ui/time.tsx'
import { formatAbsolute } from '../values/time.ts'

/** One event: what came, and what it started. */
export function EventPage() {
  const { eventId = '' } = useParams()
  const answer = useAnswer(events.getEvent, { params: { eventId } })
  if (answer.isPending) return <PageSkeleton />
  if (answer.isError) return <Problem error={answer.error} onRetry={() => void answer.refetch()} isPage />
  const event = answer.data
  return (
    <Page
      title={event.type}
      back={{ to: '/events', label: eventTexts.back }}
      lead={`${eventTexts.occurred} ${formatAbsolute(event.occurredAt)} · ${eventTexts.received} ${formatAbsolute(event.receivedAt)} · ${eventTexts.source} ${event.source} · ${eventTexts.subject} ${event.subject ?? eventTexts.none}`}
    >
      <Stack gap="md">
        <Started eventId={eventId} />
        {event.skipped.map(({ flowId, flowName }) => (
          <Notice key={flowId} tone="doubt">
            {eventTexts.tooOld(flowName ?? eventTexts.deletedFlow)}
          </Notice>
        ))}
        <Panel title={eventTexts.payload}>
          <JsonView value={event.payload} reference="trigger" />
        </Panel>
      </Stack>
    </Page>
  )
}

function Started({ eventId }: { eventId: string }) {
  const list = useAnswer(executions.listExecutions, { query: { eventId, limit: 50 } })
  return (
    <Panel title={eventTexts.executions}>
      {list.isError ? <Problem error={list.error} onRetry={() => void list.refetch()} /> : null}
      {list.isSuccess && list.data.items.length === 0 ? (
        <Text size="sm" c="var(--kw-text-soft)">
          {eventTexts.noExecutions}
        </Text>
      ) : null}
      {list.isSuccess && list.data.items.length > 0 ? (
        <Table verticalSpacing="xs">
          <Table.Tbody>
            {list.data.items.map((execution) => (
              <Table.Tr key={execution.id}>
                <Table.Td w={150}>
                  <StatusBadge status={execution.status} />
                </Table.Td>
                <Table.Td>
                  <Link to={`/executions/${execution.id}`} className="kw-link">
                    {execution.flowName}
                  </Link>
                </Table.Td>
                <Table.Td ta="end">
                  <Time at={execution.createdAt} />
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      ) : null}
    </Panel>
  )
}
