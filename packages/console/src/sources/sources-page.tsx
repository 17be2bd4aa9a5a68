import { Button, Table } from '@mantine/core'
import { IconArrowBarToDown, IconPlus } from '@tabler/icons-react'
import { useState } from 'react'
import { Link } from 'react-router'
import { sources } from '@keyway/api'
import type { z } from '@keyway/sdk'
import { useAnswer } from '../app/requests.ts'
import { useMay } from '../app/session.tsx'
import { sourceTexts } from '../texts/sources.ts'
import { Empty } from '../ui/empty.tsx'
import { Listing } from '../ui/listing.tsx'
import { Page } from '../ui/page.tsx'
import { TableFrame } from '../ui/panel.tsx'
import { Time } from '../ui/time.tsx'
import { CreateSource } from './create-source.tsx'

export type Source = z.output<typeof sources.source>

/** Everything that other products deliver to. */
export function SourcesPage() {
  const list = useAnswer(sources.listSources, {}, { refetchInterval: 10_000 })
  const mayCreate = useMay('admin')
  const [isOpen, setOpen] = useState(false)
  const create = mayCreate ? (
    <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setOpen(true)}>
      {sourceTexts.create}
    </Button>
  ) : null
  return (
    <Page title={sourceTexts.title} lead={sourceTexts.lead} actions={create}>
      <Listing
        list={list}
        empty={
          <Empty
            icon={IconArrowBarToDown}
            title={sourceTexts.emptyTitle}
            text={sourceTexts.emptyText}
            action={create}
          />
        }
      >
        {(items) => <SourceTable items={items} />}
      </Listing>
      <CreateSource isOpen={isOpen} onClose={() => setOpen(false)} />
    </Page>
  )
}

function SourceTable({ items }: { items: readonly Source[] }) {
  const { columns } = sourceTexts
  return (
    <TableFrame>
      <Table verticalSpacing="sm" horizontalSpacing="md" miw={560}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{columns.name}</Table.Th>
            <Table.Th>{columns.kind}</Table.Th>
            <Table.Th>{columns.last}</Table.Th>
            <Table.Th ta="end">{columns.events}</Table.Th>
            <Table.Th ta="end">{columns.refused}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {items.map((source) => (
            <Table.Tr key={source.id}>
              <Table.Td>
                <Link to={`/sources/${source.id}`} className="kw-link">
                  {source.name}
                </Link>
              </Table.Td>
              <Table.Td>{source.kindTitle}</Table.Td>
              <Table.Td>
                <Time at={source.lastDeliveryAt} />
              </Table.Td>
              <Table.Td ta="end" className="kw-number">
                {source.events.toLocaleString('en')}
              </Table.Td>
              <Table.Td ta="end" className="kw-number">
                {source.refused.toLocaleString('en')}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </TableFrame>
  )
}
