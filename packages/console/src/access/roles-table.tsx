import { Table } from '@mantine/core'
import { Link } from 'react-router'
import { access } from '@keyway/api'
import { useAnswer } from '../app/requests.ts'
import { TierMark } from '../people/reach-tables.tsx'
import { accessTexts } from '../texts/access.ts'
import { TableFrame } from '../ui/panel.tsx'
import { Problem } from '../ui/problem.tsx'
import { RowsSkeleton } from '../ui/skeletons.tsx'
import { addressOf } from './use-org.ts'

const texts = accessTexts.role

/** Okta's own admin roles and custom ones, the strongest first. */
export function RolesTable({ org }: { org: string }) {
  const list = useAnswer(access.listRoles, { query: { org } })
  if (list.isPending) return <RowsSkeleton rows={6} />
  if (list.isError) return <Problem error={list.error} onRetry={() => void list.refetch()} />
  return (
    <TableFrame>
      <Table verticalSpacing="xs" horizontalSpacing="md" miw={560}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{texts.columns.role}</Table.Th>
            <Table.Th>{texts.columns.tier}</Table.Th>
            <Table.Th>{texts.allows}</Table.Th>
            <Table.Th ta="end">{texts.columns.holders}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {list.data.items.map((role) => (
            <Table.Tr key={role.id}>
              <Table.Td>
                <Link to={addressOf('roles', org, role.id)} className="kw-link">
                  {role.label}
                </Link>
              </Table.Td>
              <Table.Td>
                <TierMark tier={role.tier} />
              </Table.Td>
              <Table.Td>{role.allows}</Table.Td>
              <Table.Td ta="end" className="kw-number">
                {role.holders}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </TableFrame>
  )
}
