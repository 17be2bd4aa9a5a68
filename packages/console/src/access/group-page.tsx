import { List, Stack, Table, Text } from '@mantine/core'
import { Link, useParams } from 'react-router'
import { access } from '@keyway/api'
import { call } from '../app/client.ts'
import { useAnswer } from '../app/requests.ts'
import { accessTexts } from '../texts/access.ts'
import { LoadMore } from '../ui/load-more.tsx'
import { Page } from '../ui/page.tsx'
import { Panel, TableFrame } from '../ui/panel.tsx'
import { Problem } from '../ui/problem.tsx'
import { PageSkeleton } from '../ui/skeletons.tsx'
import { addressOf } from './use-org.ts'
import { usePages } from './use-pages.ts'

const texts = accessTexts.group

/** A group: who is in it, what it gives, and what fills it. */
export function GroupPage() {
  const { org = '', groupId = '' } = useParams()
  const answer = useAnswer(access.getGroup, { params: { org, groupId } })
  if (answer.isPending) return <PageSkeleton />
  if (answer.isError) return <Problem error={answer.error} onRetry={() => void answer.refetch()} isPage />
  const group = answer.data
  return (
    <Page
      title={group.name}
      back={{ to: `/access/groups?org=${encodeURIComponent(org)}`, label: accessTexts.back }}
      lead={texts.members(group.members)}
    >
      <Stack gap="md">
        <Panel title={texts.gives}>
          {group.apps.length === 0 ? (
            <Text size="sm">{texts.givesNothing}</Text>
          ) : (
            <List size="sm">
              {group.apps.map(({ id, label }) => (
                <List.Item key={id}>
                  <Link to={addressOf('apps', org, id)} className="kw-link">
                    {label}
                  </Link>
                </List.Item>
              ))}
            </List>
          )}
        </Panel>
        <Panel title={texts.roles}>
          <Text size="sm">
            {group.roles.length === 0 ? texts.noRoles : group.roles.map(({ label }) => label).join(', ')}
          </Text>
        </Panel>
        <Panel title={texts.rules}>
          {group.rules.length === 0 ? <Text size="sm">{texts.noRules}</Text> : null}
          {group.rules.map(({ id, name, status, expression }) => (
            <Text key={id} size="sm">
              {name} ({(status ?? '').toLowerCase()}): <code>{expression}</code>
            </Text>
          ))}
        </Panel>
        <Panel title={texts.owners}>
          <Text size="sm">
            {group.owners.length === 0 ? texts.noOwners : group.owners.map(({ name }) => name).join(', ')}
          </Text>
        </Panel>
        <Members org={org} groupId={groupId} />
      </Stack>
    </Page>
  )
}

function Members({ org, groupId }: { org: string; groupId: string }) {
  const { items, rows } = usePages([access.listMembers.path, org, groupId], ({ cursor, signal }) =>
    call(access.listMembers, {
      params: { org, groupId },
      query: { limit: 50, ...(cursor === undefined ? {} : { cursor }) },
      signal,
    }),
  )
  return (
    <Panel title={texts.membersTitle}>
      <TableFrame>
        <Table verticalSpacing="xs" horizontalSpacing="md" miw={420}>
          <Table.Tbody>
            {items.map(({ id, name, login }) => (
              <Table.Tr key={id}>
                <Table.Td>
                  <Link to={addressOf('people', org, id)} className="kw-link">
                    {name}
                  </Link>
                </Table.Td>
                <Table.Td>{login}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </TableFrame>
      <LoadMore hasMore={rows.hasMore} isLoading={rows.isLoadingMore} onMore={rows.onMore} />
    </Panel>
  )
}
