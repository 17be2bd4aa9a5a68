import { Button, Table, Text } from '@mantine/core'
import { IconBell, IconPlus } from '@tabler/icons-react'
import { Link } from 'react-router'
import { notifications } from '@keyway/api'
import { useAnswer } from '../app/requests.ts'
import { useMay } from '../app/session.tsx'
import { notificationTexts } from '../texts/notifications.ts'
import { Empty } from '../ui/empty.tsx'
import { Listing } from '../ui/listing.tsx'
import { Page } from '../ui/page.tsx'
import { TableFrame } from '../ui/panel.tsx'
import { Deliveries } from './deliveries.tsx'
import { describeWishes } from './describe-wishes.ts'
import type { Target } from './target-kinds.ts'

/** Whom Keyway tells, and what became of each message. */
export function NotificationsPage() {
  const list = useAnswer(notifications.listTargets, {}, { refetchInterval: 10_000 })
  const mayManage = useMay('admin')
  const create = mayManage ? (
    <Button component={Link} to="/notifications/new" leftSection={<IconPlus size={16} aria-hidden />}>
      {notificationTexts.create}
    </Button>
  ) : null
  return (
    <Page title={notificationTexts.title} lead={notificationTexts.lead} actions={create}>
      <Listing
        list={list}
        empty={
          <Empty
            icon={IconBell}
            title={notificationTexts.emptyTitle}
            text={notificationTexts.emptyText}
            action={create}
          />
        }
      >
        {(items) => (
          <>
            <TargetTable items={items} />
            <Deliveries targetId={null} />
          </>
        )}
      </Listing>
    </Page>
  )
}

function TargetTable({ items }: { items: readonly Target[] }) {
  const { columns } = notificationTexts
  return (
    <TableFrame>
      <Table verticalSpacing="sm" horizontalSpacing="md" miw={680}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{columns.name}</Table.Th>
            <Table.Th>{columns.kind}</Table.Th>
            <Table.Th>{columns.wants}</Table.Th>
            <Table.Th>{columns.test}</Table.Th>
            <Table.Th ta="end">{columns.pending}</Table.Th>
            <Table.Th ta="end">{columns.dead}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {items.map((target) => (
            <Table.Tr key={target.id}>
              <Table.Td>
                <Link to={`/notifications/${target.id}`} className="kw-link">
                  {target.name}
                </Link>
                {target.isOn ? null : (
                  <Text component="span" size="sm" c="var(--kw-text-soft)">
                    {' '}
                    ({notificationTexts.off})
                  </Text>
                )}
              </Table.Td>
              <Table.Td>{target.kindTitle}</Table.Td>
              <Table.Td>{describeWishes(target.wants)}</Table.Td>
              <Table.Td c={target.test?.ok === false ? 'var(--kw-bad)' : 'var(--kw-text)'}>
                {target.test === null
                  ? notificationTexts.never
                  : target.test.ok
                    ? notificationTexts.works
                    : notificationTexts.fails}
              </Table.Td>
              <Table.Td ta="end" className="kw-number">
                {target.pending.toLocaleString('en')}
              </Table.Td>
              <Table.Td
                ta="end"
                className="kw-number"
                c={target.dead > 0 ? 'var(--kw-bad)' : 'var(--kw-text)'}
              >
                {target.dead.toLocaleString('en')}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </TableFrame>
  )
}
