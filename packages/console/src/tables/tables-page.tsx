import { Table } from '@mantine/core'
import { IconTable } from '@tabler/icons-react'
import { Link } from 'react-router'
import { tables } from '@keyway/api'
import { useAnswer } from '../app/requests.ts'
import { useMay } from '../app/session.tsx'
import { tableTexts } from '../texts/tables.ts'
import { Empty } from '../ui/empty.tsx'
import { Page } from '../ui/page.tsx'
import { TableFrame } from '../ui/panel.tsx'
import { Problem } from '../ui/problem.tsx'
import { RowsSkeleton } from '../ui/skeletons.tsx'
import { CreateTable } from './create-table.tsx'

/** All tables. */
export function TablesPage() {
  const list = useAnswer(tables.listTables)
  const create = useMay('builder') ? <CreateTable /> : null
  const { columns } = tableTexts
  return (
    <Page title={tableTexts.title} lead={tableTexts.lead} actions={create}>
      {list.isPending ? <RowsSkeleton rows={4} /> : null}
      {list.isError ? <Problem error={list.error} onRetry={() => void list.refetch()} /> : null}
      {list.isSuccess && list.data.items.length === 0 ? (
        <Empty icon={IconTable} title={tableTexts.emptyTitle} text={tableTexts.emptyText} />
      ) : null}
      {list.isSuccess && list.data.items.length > 0 ? (
        <TableFrame>
          <Table verticalSpacing="sm" horizontalSpacing="md" miw={420}>
            <Table.Thead>
              <Table.Tr>
                <Table.Th>{columns.name}</Table.Th>
                <Table.Th>{columns.columns}</Table.Th>
                <Table.Th ta="end">{columns.rows}</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {list.data.items.map((table) => (
                <Table.Tr key={table.id}>
                  <Table.Td>
                    <Link to={`/tables/${table.id}`} className="kw-link">
                      {table.name}
                    </Link>
                  </Table.Td>
                  <Table.Td>{table.columns.map((column) => column.name).join(', ')}</Table.Td>
                  <Table.Td ta="end" className="kw-number">
                    {table.rows.toLocaleString('en')}
                  </Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </TableFrame>
      ) : null}
    </Page>
  )
}
