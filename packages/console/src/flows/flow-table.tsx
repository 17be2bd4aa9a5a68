import { Badge, Checkbox, Group, Table, Text, VisuallyHidden } from '@mantine/core'
import { Link } from 'react-router'
import { useMay } from '../app/session.tsx'
import { flowUsesTexts } from '../texts/flow-uses.ts'
import { flowTexts } from '../texts/flows.ts'
import { TableFrame } from '../ui/panel.tsx'
import { Time } from '../ui/time.tsx'
import { FlowSwitch } from './flow-switch.tsx'
import type { FlowSummary } from './flows-page.tsx'
import classes from './flows.module.css'
import { FlowMenu } from './move-flow.tsx'

export interface FlowTableProps {
  flows: readonly FlowSummary[]
  /** Ids of flows that are selected. */
  chosen: ReadonlySet<string>
  onChoose: (flowId: string, isChosen: boolean) => void
}

/** Flows of one folder, with their switches. */
export function FlowTable({ flows: members, chosen, onChoose }: FlowTableProps) {
  const { columns } = flowTexts
  const mayBuild = useMay('builder')
  const mayOperate = useMay('operator')
  return (
    <TableFrame>
      <Table verticalSpacing="xs" horizontalSpacing="md" layout="fixed" className={classes['table'] ?? ''}>
        <Table.Thead>
          <Table.Tr>
            {mayOperate ? (
              <Table.Th w={46} visibleFrom="sm">
                <VisuallyHidden>{flowUsesTexts.bulk.select('…')}</VisuallyHidden>
              </Table.Th>
            ) : null}
            <Table.Th w={70}>{columns.state}</Table.Th>
            <Table.Th>{columns.name}</Table.Th>
            <Table.Th w={120} visibleFrom="sm">
              {columns.kind}
            </Table.Th>
            <Table.Th w={140} visibleFrom="md">
              {flowUsesTexts.owner}
            </Table.Th>
            <Table.Th w={76} ta="end" visibleFrom="sm">
              {columns.cards}
            </Table.Th>
            <Table.Th w={105} visibleFrom="sm">
              {columns.version}
            </Table.Th>
            <Table.Th w={105} visibleFrom="sm">
              {columns.changed}
            </Table.Th>
            {mayBuild ? (
              <Table.Th w={56}>
                <VisuallyHidden>{flowTexts.more}</VisuallyHidden>
              </Table.Th>
            ) : null}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {members.map((flow) => (
            <Table.Tr key={flow.id} data-chosen={chosen.has(flow.id)}>
              {mayOperate ? (
                <Table.Td visibleFrom="sm">
                  <Checkbox
                    aria-label={flowUsesTexts.bulk.select(flow.name)}
                    checked={chosen.has(flow.id)}
                    onChange={(event) => onChoose(flow.id, event.currentTarget.checked)}
                    size="xs"
                  />
                </Table.Td>
              ) : null}
              <Table.Td>
                <FlowSwitch flow={flow} />
              </Table.Td>
              <Table.Td>
                <FlowName flow={flow} />
              </Table.Td>
              <Table.Td visibleFrom="sm">{flowTexts.kinds[flow.kind]}</Table.Td>
              <Table.Td visibleFrom="md">
                <Text size="sm" truncate title={flow.owner ?? ''}>
                  {flow.owner ?? flowUsesTexts.none}
                </Text>
              </Table.Td>
              <Table.Td ta="end" className="kw-number" visibleFrom="sm">
                {flow.steps}
              </Table.Td>
              <Table.Td visibleFrom="sm">{flowTexts.version(flow.publishedVersion)}</Table.Td>
              <Table.Td visibleFrom="sm">
                <Time at={flow.updatedAt} />
              </Table.Td>
              {mayBuild ? (
                <Table.Td>
                  <FlowMenu flow={flow} />
                </Table.Td>
              ) : null}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </TableFrame>
  )
}

function FlowName({ flow }: { flow: FlowSummary }) {
  const badge = classes['badge'] ?? ''
  return (
    <Group gap="xs">
      <Link to={`/flows/${flow.id}`} className={classes['name']}>
        {flow.name}
      </Link>
      {flow.hasUnpublishedChanges && flow.publishedVersion !== null ? (
        <Badge size="sm" variant="light" color="brass" className={badge}>
          {flowTexts.unpublished}
        </Badge>
      ) : null}
      {flow.tags.map((tag) => (
        <Badge key={tag} size="sm" variant="outline" color="gray" className={badge}>
          {tag}
        </Badge>
      ))}
    </Group>
  )
}
