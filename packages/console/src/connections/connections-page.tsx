import { Badge, Button, Table } from '@mantine/core'
import { IconPlugConnected, IconPlus } from '@tabler/icons-react'
import { Link } from 'react-router'
import { connections } from '@keyway/api'
import type { z } from '@keyway/sdk'
import { useAnswer } from '../app/requests.ts'
import { useMay } from '../app/session.tsx'
import { connectionTexts } from '../texts/connections.ts'
import { Empty } from '../ui/empty.tsx'
import { Listing } from '../ui/listing.tsx'
import { Page } from '../ui/page.tsx'
import { TableFrame } from '../ui/panel.tsx'
import { Time } from '../ui/time.tsx'

export type Connection = z.output<typeof connections.connection>

/** All connections with the outcome of their last test. */
export function ConnectionsPage() {
  const list = useAnswer(connections.listConnections)
  const mayCreate = useMay('admin')
  const create = mayCreate ? (
    <Button component={Link} to="/connections/new" leftSection={<IconPlus size={16} aria-hidden />}>
      {connectionTexts.create}
    </Button>
  ) : null
  return (
    <Page title={connectionTexts.title} lead={connectionTexts.lead} actions={create}>
      <Listing
        list={list}
        empty={
          <Empty
            icon={IconPlugConnected}
            title={connectionTexts.emptyTitle}
            text={connectionTexts.emptyText}
            action={create}
          />
        }
      >
        {(items) => <ConnectionTable items={items} />}
      </Listing>
    </Page>
  )
}

function ConnectionTable({ items }: { items: readonly Connection[] }) {
  const { columns } = connectionTexts
  return (
    <TableFrame>
      <Table verticalSpacing="sm" horizontalSpacing="md" miw={600}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{columns.name}</Table.Th>
            <Table.Th>{columns.connector}</Table.Th>
            <Table.Th>{columns.test}</Table.Th>
            <Table.Th>{columns.usage}</Table.Th>
            <Table.Th>{columns.changed}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {items.map((connection) => (
            <Table.Tr key={connection.id}>
              <Table.Td>
                <Link to={`/connections/${connection.id}`} className="kw-link">
                  {connection.name}
                </Link>
              </Table.Td>
              <Table.Td>{connection.connector}</Table.Td>
              <Table.Td>
                <TestBadge test={connection.test} />
              </Table.Td>
              <Table.Td>{connectionTexts.usedBy(connection.usedByFlows)}</Table.Td>
              <Table.Td>
                <Time at={connection.updatedAt} />
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </TableFrame>
  )
}

export function TestBadge({ test }: { test: Connection['test'] }) {
  if (test === null) return <Badge color="gray">{connectionTexts.notTested}</Badge>
  return test.ok ? (
    <Badge color="green">{connectionTexts.works}</Badge>
  ) : (
    <Badge color="red">{connectionTexts.fails}</Badge>
  )
}
