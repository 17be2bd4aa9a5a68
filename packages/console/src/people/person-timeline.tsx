import { Stack, Table, Text } from '@mantine/core'
import { Link } from 'react-router'
import { events, executions } from '@keyway/api'
import { ChangesTable } from '../access/changes-table.tsx'
import { useAnswer } from '../app/requests.ts'
import { inventory } from '@keyway/api'
import { peopleTexts as texts } from '../texts/people.ts'
import { Panel, TableFrame } from '../ui/panel.tsx'
import { StatusBadge } from '../ui/status.tsx'
import { Time } from '../ui/time.tsx'
import type { PersonView } from './person-graph.ts'

const { timeline } = texts

/** What happened to and by a person: changes in Okta, events, and what flows did. */
export function PersonTimeline({ org, person }: { org: string; person: PersonView }) {
  const about = { who: person.id, limit: 20 }
  const changes = useAnswer(inventory.listChanges, {
    query: { org, kind: 'user', objectId: person.id, limit: 20 },
  })
  const seen = useAnswer(events.listEvents, { query: about })
  const ran = useAnswer(executions.listExecutions, { query: about })
  return (
    <Stack gap="md">
      <Panel title={timeline.changes}>
        {(changes.data?.items ?? []).length === 0 ? (
          <Text size="sm">{timeline.none}</Text>
        ) : (
          <ChangesTable changes={changes.data?.items ?? []} />
        )}
      </Panel>
      <Panel
        title={timeline.executions}
        aside={
          <Link to={`/executions?who=${encodeURIComponent(person.id)}`} className="kw-link">
            {timeline.allExecutions}
          </Link>
        }
      >
        {(ran.data?.items ?? []).length === 0 ? (
          <Text size="sm">{timeline.none}</Text>
        ) : (
          <TableFrame>
            <Table verticalSpacing="xs" horizontalSpacing="md" miw={420}>
              <Table.Tbody>
                {ran.data?.items.map(({ id, flowName, status, stopped, createdAt }) => (
                  <Table.Tr key={id}>
                    <Table.Td>
                      <Link to={`/executions/${id}`} className="kw-link">
                        {flowName}
                      </Link>
                    </Table.Td>
                    <Table.Td>
                      <StatusBadge status={status} isStopped={stopped} />
                    </Table.Td>
                    <Table.Td>
                      <Time at={createdAt} />
                    </Table.Td>
                  </Table.Tr>
                ))}
              </Table.Tbody>
            </Table>
          </TableFrame>
        )}
      </Panel>
      <Panel
        title={timeline.events}
        aside={
          <Link to={`/events?who=${encodeURIComponent(person.id)}`} className="kw-link">
            {timeline.all}
          </Link>
        }
      >
        {(seen.data?.items ?? []).length === 0 ? (
          <Text size="sm">{timeline.none}</Text>
        ) : (
          <TableFrame>
            <Table verticalSpacing="xs" horizontalSpacing="md" miw={420}>
              <Table.Tbody>
                {seen.data?.items.map(({ id, type, occurredAt }) => (
                  <Table.Tr key={id}>
                    <Table.Td>
                      <Link to={`/events/${id}`} className="kw-link">
                        {type}
                      </Link>
                    </Table.Td>
                    <Table.Td>
                      <Time at={occurredAt} />
                    </Table.Td>
                  </Table.Tr>
                ))}
              </Table.Tbody>
            </Table>
          </TableFrame>
        )}
      </Panel>
    </Stack>
  )
}
