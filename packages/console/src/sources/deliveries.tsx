import { Table, Text } from '@mantine/core'
import { Link } from 'react-router'
import { sources } from '@keyway/api'
import { useAnswer } from '../app/requests.ts'
import { sourceTexts } from '../texts/sources.ts'
import { Panel, TableFrame } from '../ui/panel.tsx'
import { Problem } from '../ui/problem.tsx'
import { RowsSkeleton } from '../ui/skeletons.tsx'
import { Time } from '../ui/time.tsx'

/** The last deliveries to a source, and why some were refused. */
export function Deliveries({ sourceId }: { sourceId: string }) {
  const list = useAnswer(sources.listDeliveries, { params: { sourceId } }, { refetchInterval: 5_000 })
  const { delivery: columns, outcomes, reasons } = sourceTexts
  return (
    <Panel title={sourceTexts.deliveries}>
      {list.isPending ? <RowsSkeleton rows={3} /> : null}
      {list.isError ? <Problem error={list.error} onRetry={() => void list.refetch()} /> : null}
      {list.isSuccess && list.data.items.length === 0 ? (
        <Text size="sm" c="var(--kw-text-soft)">
          {sourceTexts.noDeliveries}
        </Text>
      ) : null}
      {list.isSuccess && list.data.items.length > 0 ? (
        <TableFrame>
          <Table verticalSpacing="xs" horizontalSpacing="md" miw={480}>
            <Table.Thead>
              <Table.Tr>
                <Table.Th>{columns.at}</Table.Th>
                <Table.Th>{columns.outcome}</Table.Th>
                <Table.Th>{columns.what}</Table.Th>
                <Table.Th>{columns.event}</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {list.data.items.map(({ id, at, outcome, status, what, eventId }) => (
                <Table.Tr key={id}>
                  <Table.Td>
                    <Time at={at} />
                  </Table.Td>
                  <Table.Td>
                    {outcomes[outcome]} ({status})
                  </Table.Td>
                  <Table.Td>{Object.hasOwn(reasons, what) ? reasons[what] : what}</Table.Td>
                  <Table.Td>
                    {eventId === null ? (
                      outcome === 'accepted' ? (
                        sourceTexts.known
                      ) : (
                        '–'
                      )
                    ) : (
                      <Link to={`/events/${eventId}`} className="kw-link">
                        {sourceTexts.openEvent}
                      </Link>
                    )}
                  </Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </TableFrame>
      ) : null}
    </Panel>
  )
}
