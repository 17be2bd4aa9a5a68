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
import { PathLine } from './path-line.tsx'
import { UseLine } from './use-line.tsx'
import { addressOf } from './use-org.ts'
import { usePages } from './use-pages.ts'

const texts = accessTexts.app

/** An application: which ways lead there, who can reach it, and when each last did. */
export function AppPage() {
  const { org = '', appId = '' } = useParams()
  const answer = useAnswer(access.getApp, { params: { org, appId } })
  if (answer.isPending) return <PageSkeleton />
  if (answer.isError) return <Problem error={answer.error} onRetry={() => void answer.refetch()} isPage />
  const app = answer.data
  return (
    <Page
      title={app.label}
      back={{ to: `/access/apps?org=${encodeURIComponent(org)}`, label: accessTexts.back }}
      lead={[app.signOnMode, app.status.toLowerCase()].filter((part) => part !== null).join(' · ')}
    >
      <Stack gap="md">
        <Panel title={texts.ways}>
          <List size="sm">
            <List.Item>{texts.direct(app.direct)}</List.Item>
            {app.groups.map(({ id, name, members }) => (
              <List.Item key={id}>
                <Link to={addressOf('groups', org, id)} className="kw-link">
                  {name}
                </Link>{' '}
                {accessTexts.group.members(members)}
              </List.Item>
            ))}
          </List>
          <Text size="sm" mt="sm">
            {texts.policy}: {app.policy?.name ?? texts.noPolicy}
          </Text>
          {app.grants.length === 0 ? null : (
            <Text size="sm">
              {texts.grants}: {app.grants.join(', ')}
            </Text>
          )}
        </Panel>
        <Reachers org={org} appId={appId} />
      </Stack>
    </Page>
  )
}

function Reachers({ org, appId }: { org: string; appId: string }) {
  const { list, items, rows } = usePages([access.listReachers.path, org, appId], ({ cursor, signal }) =>
    call(access.listReachers, {
      params: { org, appId },
      query: { limit: 50, ...(cursor === undefined ? {} : { cursor }) },
      signal,
    }),
  )
  const { columns } = texts
  return (
    <Panel title={texts.reachers}>
      {list.isSuccess && items.length === 0 ? <Text size="sm">{texts.nobody}</Text> : null}
      {items.length === 0 ? null : (
        <TableFrame>
          <Table verticalSpacing="xs" horizontalSpacing="md" miw={480}>
            <Table.Thead>
              <Table.Tr>
                <Table.Th>{columns.person}</Table.Th>
                <Table.Th>{columns.way}</Table.Th>
                <Table.Th>{columns.used}</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {items.map((person) => (
                <Table.Tr key={person.id}>
                  <Table.Td>
                    <Link to={addressOf('people', org, person.id)} className="kw-link">
                      {person.name}
                    </Link>
                  </Table.Td>
                  <Table.Td>
                    <PathLine org={org} paths={person.paths} />
                  </Table.Td>
                  <Table.Td>
                    <UseLine use={person.lastUse} />
                  </Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </TableFrame>
      )}
      <LoadMore hasMore={rows.hasMore} isLoading={rows.isLoadingMore} onMore={rows.onMore} />
    </Panel>
  )
}
