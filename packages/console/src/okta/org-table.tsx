import { Table } from '@mantine/core'
import { Link } from 'react-router'
import { oktaSourceTexts as texts } from '../texts/okta-sources.ts'
import { Panel, TableFrame } from '../ui/panel.tsx'
import { describeCompleteness, type OktaSource } from './org-sentence.ts'

/** The orgs that events come from, each with how complete they are. */
export function OrgTable({ sources }: { sources: readonly OktaSource[] }) {
  return (
    <Panel title={texts.title}>
      <TableFrame>
        <Table verticalSpacing="sm" horizontalSpacing="md" miw={560}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{texts.columns.org}</Table.Th>
              <Table.Th>{texts.columns.state}</Table.Th>
              <Table.Th>{texts.columns.hook}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {sources.map((source) => (
              <Table.Tr key={source.org}>
                <Table.Td>
                  <Link to={`/okta/orgs/${encodeURIComponent(source.org)}`} className="kw-link">
                    {source.org}
                  </Link>
                </Table.Td>
                <Table.Td>{describeCompleteness(source)}</Table.Td>
                <Table.Td>{hookOf(source)}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </TableFrame>
    </Panel>
  )
}

function hookOf({ hooks, meter }: OktaSource): string {
  if (hooks.length > 0) return texts.setUpBy.keyway
  return meter.types.some(({ byHook }) => byHook > 0) ? texts.setUpBy.hand : texts.setUpBy.none
}
