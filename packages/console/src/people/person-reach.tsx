import { Stack, Table, Text } from '@mantine/core'
import { useMemo } from 'react'
import { Link } from 'react-router'
import { addressOf } from '../access/use-org.ts'
import { accessTexts } from '../texts/access.ts'
import { peopleTexts as texts } from '../texts/people.ts'
import { LayeredGraph } from '../ui/graph/layered-graph.tsx'
import { Panel, TableFrame } from '../ui/panel.tsx'
import { toPersonGraph, type PersonView } from './person-graph.ts'
import { AppsTable, RightsTable } from './reach-tables.tsx'

/** What a person can reach: as a picture, and as lists. */
export function PersonReach({ org, person }: { org: string; person: PersonView }) {
  const graph = useMemo(() => toPersonGraph(org, person), [org, person])
  return (
    <Stack gap="md">
      <Panel title={texts.picture}>
        <LayeredGraph
          graph={graph}
          label={accessTexts.graph.label(person.name)}
          legend={accessTexts.graph.legend}
        />
      </Panel>
      <Panel title={texts.rights}>
        {person.rights.length === 0 ? (
          <Text size="sm">{texts.noRights}</Text>
        ) : (
          <RightsTable org={org} rights={person.rights} />
        )}
      </Panel>
      <Panel title={texts.apps}>
        {person.apps.length === 0 ? (
          <Text size="sm">{texts.noApps}</Text>
        ) : (
          <AppsTable org={org} apps={person.apps} />
        )}
      </Panel>
      <Panel title={texts.groups}>
        <TableFrame>
          <Table verticalSpacing="xs" horizontalSpacing="md" miw={420}>
            <Table.Tbody>
              {person.groups.map((group) => (
                <Table.Tr key={group.id}>
                  <Table.Td>
                    <Link to={addressOf('groups', org, group.id)} className="kw-link">
                      {group.name}
                    </Link>
                  </Table.Td>
                  <Table.Td>{originOf(group.origin)}</Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </TableFrame>
      </Panel>
    </Stack>
  )
}

/** How somebody came into a group, in words: "by a rule: Finance staff". */
function originOf({ kind, rules }: PersonView['groups'][number]['origin']): string {
  const named = rules.map(({ name, isCertain }) => (isCertain ? name : `${texts.possibly} ${name}`))
  return named.length === 0 ? texts.origins[kind] : `${texts.origins[kind]}: ${named.join(', ')}`
}
