import { Table } from '@mantine/core'
import { Link } from 'react-router'
import { PathLine } from '../access/path-line.tsx'
import { StateMark } from '../access/state-mark.tsx'
import { addressOf } from '../access/use-org.ts'
import { UseLine } from '../access/use-line.tsx'
import { accessTexts } from '../texts/access.ts'
import { TableFrame } from '../ui/panel.tsx'
import type { PersonView } from './person-graph.ts'

/** Applications with the ways that lead there and when each was last used. */
export function AppsTable({ org, apps }: { org: string; apps: PersonView['apps'] }) {
  const { columns } = accessTexts.app
  return (
    <TableFrame>
      <Table verticalSpacing="xs" horizontalSpacing="md" miw={520}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{accessTexts.columns.name}</Table.Th>
            <Table.Th>{columns.way}</Table.Th>
            <Table.Th>{columns.used}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {apps.map((app) => (
            <Table.Tr key={app.id}>
              <Table.Td>
                <Link to={addressOf('apps', org, app.id)} className="kw-link">
                  {app.label}
                </Link>
              </Table.Td>
              <Table.Td>
                <PathLine org={org} paths={app.paths} />
              </Table.Td>
              <Table.Td>
                <UseLine use={app.lastUse} />
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </TableFrame>
  )
}

/** Admin rights with their way, what they allow, and over what. */
export function RightsTable({ org, rights }: { org: string; rights: PersonView['rights'] }) {
  const { columns } = accessTexts.role
  return (
    <TableFrame>
      <Table verticalSpacing="xs" horizontalSpacing="md" miw={520}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{columns.role}</Table.Th>
            <Table.Th>{accessTexts.app.columns.way}</Table.Th>
            <Table.Th>{columns.reach}</Table.Th>
            <Table.Th>{columns.tier}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rights.map((right) => (
            <Table.Tr key={`${right.type} ${right.roleId} ${right.resourceSetId} ${right.path.groupId}`}>
              <Table.Td>
                <Link to={addressOf('roles', org, right.roleId ?? right.type)} className="kw-link">
                  {right.label}
                </Link>
              </Table.Td>
              <Table.Td>
                <PathLine org={org} paths={[right.path]} />
              </Table.Td>
              <Table.Td>{reachOf(right)}</Table.Td>
              <Table.Td>
                <TierMark tier={right.tier} />
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </TableFrame>
  )
}

/** What a right is narrowed to, in words. */
export function reachOf({
  resourceSet,
  reach,
}: {
  resourceSet: string | null
  reach: readonly { name: string }[]
}): string {
  if (resourceSet !== null) return resourceSet
  return reach.length === 0 ? accessTexts.role.everywhere : reach.map(({ name }) => name).join(', ')
}

export function TierMark({ tier }: { tier: number }) {
  const word = accessTexts.tiers[tier] ?? accessTexts.tiers[2] ?? ''
  return <StateMark tone={tier === 0 ? 'bad' : tier === 1 ? 'doubt' : 'plain'}>{word}</StateMark>
}
