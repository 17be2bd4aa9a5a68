import { Table } from '@mantine/core'
import { IconBolt, IconPlugConnected, IconRoute, IconTable, type Icon } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { Link } from 'react-router'
import { flowUsesTexts as texts } from '../texts/flow-uses.ts'
import { flowTexts } from '../texts/flows.ts'
import { TableFrame } from '../ui/panel.tsx'
import { aboutOf, callersOf, type FlowUses, type Used } from './uses-about.ts'
import classes from './uses.module.css'

/** What flows call and use, as a list. */
export function UsesTable({ shown, all }: { shown: readonly FlowUses[]; all: readonly FlowUses[] }) {
  return (
    <TableFrame>
      <Table verticalSpacing="sm" horizontalSpacing="md">
        <Table.Thead>
          <Table.Tr>
            {Object.values(texts.columns).map((label) => (
              <Table.Th key={label}>{label}</Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {shown.map((flow) => (
            <Table.Tr key={flow.id} className={classes['row'] ?? ''}>
              <Table.Td>
                <Link to={`/flows/${flow.id}`} className={classes['name']} data-on={flow.isOn}>
                  {flow.name}
                </Link>
                <small>{flow.isOn ? flowTexts.on : flowTexts.off}</small>
              </Table.Td>
              <Table.Td>
                <Cell>
                  {flow.event === null ? (
                    flowTexts.kinds[flow.kind]
                  ) : (
                    <Chip kind="event" name={flow.event} icon={IconBolt} />
                  )}
                </Cell>
              </Table.Td>
              <Table.Td>
                <Cell>
                  {flow.calls.map(({ name, flowId }) => (
                    <Chip key={name} kind="flow" name={name} icon={IconRoute} isBad={flowId === null} />
                  ))}
                </Cell>
              </Table.Td>
              <Table.Td>
                <Cell>
                  {callersOf(flow, all).map((caller) => (
                    <Chip key={caller.id} kind="flow" name={caller.name} icon={IconRoute} />
                  ))}
                </Cell>
              </Table.Td>
              <Table.Td>
                <Cell>
                  {flow.tables.map((name) => (
                    <Chip key={name} kind="table" name={name} icon={IconTable} />
                  ))}
                </Cell>
              </Table.Td>
              <Table.Td>
                <Cell>
                  {flow.connections.map(({ name, connectionId }) => (
                    <Chip
                      key={name}
                      kind="connection"
                      name={name}
                      icon={IconPlugConnected}
                      isBad={connectionId === null}
                    />
                  ))}
                </Cell>
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </TableFrame>
  )
}

function Cell({ children }: { children: ReactNode }) {
  const isNothing = Array.isArray(children) && children.length === 0
  return <div className={classes['cell']}>{isNothing ? texts.none : children}</div>
}

interface ChipProps {
  kind: Used
  name: string
  icon: Icon
  /** A flow that is not there, a name that is bound to nothing. */
  isBad?: boolean
}

/** Something that flows stand on; it narrows the page to the flows around it. */
function Chip({ kind, name, icon: Mark, isBad = false }: ChipProps) {
  return (
    <Link
      to={`?${new URLSearchParams({ view: 'table', about: aboutOf(kind, name) }).toString()}`}
      className={classes['chip']}
      data-bad={isBad}
      title={texts.show(name)}
      replace
    >
      <Mark size={13} aria-hidden />
      <span>{name}</span>
      {isBad ? <i>{kind === 'flow' ? texts.missing : texts.unbound}</i> : null}
    </Link>
  )
}
