import { Stack, Table, Text } from '@mantine/core'
import { Link, useParams } from 'react-router'
import { access } from '@keyway/api'
import { useAnswer } from '../app/requests.ts'
import { reachOf, TierMark } from '../people/reach-tables.tsx'
import { accessTexts } from '../texts/access.ts'
import { Page } from '../ui/page.tsx'
import { Panel, TableFrame } from '../ui/panel.tsx'
import { Problem } from '../ui/problem.tsx'
import { PageSkeleton } from '../ui/skeletons.tsx'
import { addressOf } from './use-org.ts'

const texts = accessTexts.role

/** An admin role: what it allows, who holds it, by which way, and over what. */
export function RolePage() {
  const { org = '', roleId = '' } = useParams()
  const answer = useAnswer(access.getRole, { params: { org, roleId } })
  if (answer.isPending) return <PageSkeleton />
  if (answer.isError) return <Problem error={answer.error} onRetry={() => void answer.refetch()} isPage />
  const role = answer.data
  return (
    <Page
      title={role.label}
      back={{ to: `/access/roles?org=${encodeURIComponent(org)}`, label: accessTexts.back }}
      lead={<TierMark tier={role.tier} />}
    >
      <Stack gap="md">
        {role.permissions.length === 0 ? null : (
          <Panel title={texts.permissions}>
            <Text size="sm">{role.permissions.join(', ')}</Text>
          </Panel>
        )}
        <Panel title={texts.holders}>
          {role.holders.length === 0 ? (
            <Text size="sm">{texts.nobody}</Text>
          ) : (
            <TableFrame>
              <Table verticalSpacing="xs" horizontalSpacing="md" miw={480}>
                <Table.Thead>
                  <Table.Tr>
                    <Table.Th>{texts.columns.holder}</Table.Th>
                    <Table.Th>{texts.columns.what}</Table.Th>
                    <Table.Th>{texts.columns.reach}</Table.Th>
                  </Table.Tr>
                </Table.Thead>
                <Table.Tbody>
                  {role.holders.map((holder) => (
                    <Table.Tr key={`${holder.id} ${holder.resourceSet}`}>
                      <Table.Td>
                        {holder.type === 'CLIENT' ? (
                          holder.name
                        ) : (
                          <Link
                            to={addressOf(holder.type === 'USER' ? 'people' : 'groups', org, holder.id)}
                            className="kw-link"
                          >
                            {holder.name}
                          </Link>
                        )}
                      </Table.Td>
                      <Table.Td>
                        {holder.members === null
                          ? texts.holderTypes[holder.type]
                          : accessTexts.group.members(holder.members)}
                      </Table.Td>
                      <Table.Td>{reachOf(holder)}</Table.Td>
                    </Table.Tr>
                  ))}
                </Table.Tbody>
              </Table>
            </TableFrame>
          )}
        </Panel>
      </Stack>
    </Page>
  )
}
