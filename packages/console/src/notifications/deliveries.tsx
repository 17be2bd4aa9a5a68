import { Button, Group, Select, Table, Text } from '@mantine/core'
import { useState } from 'react'
import { Link } from 'react-router'
import { notifications, type AnswerOf } from '@keyway/api'
import { useAnswer, useSend } from '../app/requests.ts'
import { useMay } from '../app/session.tsx'
import { notificationTexts } from '../texts/notifications.ts'
import { Panel, TableFrame } from '../ui/panel.tsx'
import { Problem } from '../ui/problem.tsx'
import { Time } from '../ui/time.tsx'

type Delivery = AnswerOf<typeof notifications.listDeliveries>['items'][number]
type Status = Delivery['status']

const statuses: readonly Status[] = ['pending', 'sent', 'dead']

/** The log of messages, of one target or of all. */
export function Deliveries({ targetId }: { targetId: string | null }) {
  const mayAct = useMay('operator')
  const [status, setStatus] = useState<Status | null>(null)
  const list = useAnswer(
    notifications.listDeliveries,
    {
      query: {
        limit: 100,
        ...(targetId === null ? {} : { targetId }),
        ...(status === null ? {} : { status }),
      },
    },
    { refetchInterval: 5_000 },
  )
  const redrive = useSend(notifications.redriveDeliveries, [
    notifications.listDeliveries,
    notifications.listTargets,
  ])
  const items = list.data?.items ?? []
  const dead = items.filter((one) => one.status === 'dead').map(({ id }) => id)
  return (
    <Panel
      title={notificationTexts.deliveries}
      aside={
        <Group gap="sm">
          {mayAct && dead.length > 0 ? (
            <Button
              variant="default"
              size="xs"
              loading={redrive.isPending}
              onClick={() => redrive.mutate({ body: { deliveryIds: dead } })}
            >
              {notificationTexts.redriveAll(dead.length)}
            </Button>
          ) : null}
          <Select
            aria-label={notificationTexts.filterStatus}
            placeholder={notificationTexts.allStatuses}
            data={statuses.map((value) => ({ value, label: notificationTexts.statuses[value] }))}
            value={status}
            onChange={(value) => setStatus(statuses.find((known) => known === value) ?? null)}
            clearable
            size="xs"
            w={150}
          />
        </Group>
      }
    >
      {list.isError ? <Problem error={list.error} onRetry={() => void list.refetch()} /> : null}
      {redrive.error === null ? null : <Problem error={redrive.error} />}
      {list.isSuccess && items.length === 0 ? <Text size="sm">{notificationTexts.noDeliveries}</Text> : null}
      {items.length === 0 ? null : <DeliveryTable items={items} />}
    </Panel>
  )
}

function DeliveryTable({ items }: { items: readonly Delivery[] }) {
  const { deliveryColumns: columns } = notificationTexts
  return (
    <TableFrame>
      <Table verticalSpacing="xs" miw={620}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{columns.title}</Table.Th>
            <Table.Th>{columns.status}</Table.Th>
            <Table.Th ta="end">{columns.tries}</Table.Th>
            <Table.Th>{columns.at}</Table.Th>
            <Table.Th>{columns.next}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {items.map((delivery) => (
            <Table.Tr key={delivery.id}>
              <Table.Td>
                {delivery.links.slice(0, 1).map(({ topic, id }) => (
                  <Link
                    key={id}
                    to={topic === 'alert' ? `/alerts/${id}` : `/findings/${id}`}
                    className="kw-link"
                  >
                    {delivery.title}
                  </Link>
                ))}
                <Text size="xs" c="var(--kw-text-soft)">
                  {delivery.targetName ?? '—'} · {notificationTexts.about(delivery.subjects)}
                </Text>
                {delivery.error === null ? null : (
                  <Text size="xs" c="var(--kw-bad)" style={{ overflowWrap: 'anywhere' }}>
                    {delivery.error}
                  </Text>
                )}
              </Table.Td>
              <Table.Td>{notificationTexts.statuses[delivery.status]}</Table.Td>
              <Table.Td ta="end" className="kw-number">
                {delivery.attempts}
              </Table.Td>
              <Table.Td>
                <Time at={delivery.createdAt} />
              </Table.Td>
              <Table.Td>
                {delivery.status === 'pending' && delivery.nextAt !== null ? (
                  <Time at={delivery.nextAt} />
                ) : (
                  '—'
                )}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </TableFrame>
  )
}
