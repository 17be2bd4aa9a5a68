import { Badge, Button, Progress, Stack, Table, Text } from '@mantine/core'
import { IconRepeat } from '@tabler/icons-react'
import { Link } from 'react-router'
import { eventReplays, type AnswerOf } from '@keyway/api'
import { useAnswer, useSend } from '../app/requests.ts'
import { eventTexts } from '../texts/events.ts'
import { Empty } from '../ui/empty.tsx'
import { Page } from '../ui/page.tsx'
import { TableFrame } from '../ui/panel.tsx'
import { Problem } from '../ui/problem.tsx'
import { RowsSkeleton } from '../ui/skeletons.tsx'
import { Time } from '../ui/time.tsx'

type Replay = AnswerOf<typeof eventReplays.getReplay>

const askAgainMs = 1_000

/** Replays of events, newest first, and how far each is. */
export function ReplaysPage() {
  const list = useAnswer(
    eventReplays.listReplays,
    { query: { limit: 50 } },
    {
      refetchInterval: ({ state }) =>
        state.data?.items.some(({ status }) => status === 'running') === true ? askAgainMs : false,
    },
  )
  const { replayColumns: columns } = eventTexts
  return (
    <Page
      title={eventTexts.replays}
      lead={eventTexts.replaysLead}
      back={{ to: '/events', label: eventTexts.back }}
    >
      {list.isPending ? <RowsSkeleton rows={4} /> : null}
      {list.isError ? <Problem error={list.error} onRetry={() => void list.refetch()} /> : null}
      {list.data?.items.length === 0 ? (
        <Empty
          icon={IconRepeat}
          title={eventTexts.noReplaysTitle}
          text={eventTexts.noReplays}
          action={
            <Button component={Link} to="/events" variant="light">
              {eventTexts.back}
            </Button>
          }
        />
      ) : null}
      {list.data === undefined || list.data.items.length === 0 ? null : (
        <TableFrame>
          <Table verticalSpacing="xs" horizontalSpacing="md" miw={720}>
            <Table.Thead>
              <Table.Tr>
                <Table.Th>{columns.flow}</Table.Th>
                <Table.Th>{columns.events}</Table.Th>
                <Table.Th>{columns.progress}</Table.Th>
                <Table.Th ta="end">{columns.started}</Table.Th>
                <Table.Th>{columns.begun}</Table.Th>
                <Table.Th />
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {list.data.items.map((replay) => (
                <ReplayRow key={replay.id} replay={replay} />
              ))}
            </Table.Tbody>
          </Table>
        </TableFrame>
      )}
    </Page>
  )
}

function ReplayRow({ replay }: { replay: Replay }) {
  const { flowId, flowName, version, status, total, done, started, createdAt, createdBy } = replay
  const cancel = useSend(eventReplays.cancelReplay, [eventReplays.listReplays])
  return (
    <Table.Tr>
      <Table.Td>
        <Link to={`/flows/${flowId}`} className="kw-link">
          {flowName}
        </Link>
        <Text size="xs" c="var(--kw-text-soft)">
          {eventTexts.replayVersion(version)}{' '}
          {replay.dryRun ? <Badge variant="light">{eventTexts.replayIsDry}</Badge> : null}
        </Text>
      </Table.Td>
      <Table.Td>{eventTexts.replayFilter(replay.filter)}</Table.Td>
      <Table.Td>
        <Stack gap={4}>
          <Progress
            value={total === 0 ? 100 : (100 * done) / total}
            aria-label={eventTexts.replayProgress(done, total)}
          />
          <Text size="xs">{`${eventTexts.replayStatuses[status]}: ${eventTexts.replayProgress(done, total)}`}</Text>
        </Stack>
      </Table.Td>
      <Table.Td ta="end" className="kw-number">
        {started.toLocaleString('en')}
      </Table.Td>
      <Table.Td>
        <Time at={createdAt} />
        <Text size="xs" c="var(--kw-text-soft)">
          {createdBy}
        </Text>
      </Table.Td>
      <Table.Td>
        {status === 'running' ? (
          <Button
            variant="subtle"
            loading={cancel.isPending}
            onClick={() => cancel.mutate({ params: { replayId: replay.id } })}
          >
            {eventTexts.replayCancel}
          </Button>
        ) : null}
        {cancel.error === null ? null : <Problem error={cancel.error} />}
      </Table.Td>
    </Table.Tr>
  )
}
