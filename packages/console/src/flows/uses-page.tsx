import { Button, Table } from '@mantine/core'
import {
  IconBolt,
  IconPlugConnected,
  IconRoute,
  IconSitemap,
  IconTable,
  type Icon,
} from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { Link, useSearchParams } from 'react-router'
import { flows, type AnswerOf } from '@keyway/api'
import { useAnswer } from '../app/requests.ts'
import { flowUsesTexts as texts } from '../texts/flow-uses.ts'
import { flowTexts } from '../texts/flows.ts'
import { Empty } from '../ui/empty.tsx'
import { Page } from '../ui/page.tsx'
import { TableFrame } from '../ui/panel.tsx'
import { Problem } from '../ui/problem.tsx'
import { RowsSkeleton } from '../ui/skeletons.tsx'
import classes from './uses.module.css'

type FlowUses = AnswerOf<typeof flows.listFlowUses>['items'][number]

/** Which flows call which, and what each stands on. What is looked at is in the page's address. */
export function FlowUsesPage() {
  const [search, setSearch] = useSearchParams()
  const list = useAnswer(flows.listFlowUses)
  const about = search.get('about')
  const all = list.data?.items ?? []
  const shown = about === null ? all : all.filter((flow) => namesOf(flow, all).includes(about))
  return (
    <Page
      title={texts.title}
      lead={texts.lead}
      back={{ to: '/flows', label: flowTexts.back }}
      width="wide"
      actions={
        about === null ? null : (
          <Button variant="light" onClick={() => setSearch({}, { replace: true })}>
            {texts.showAll}
          </Button>
        )
      }
    >
      {about === null ? null : (
        <p role="status" className={classes['about']}>
          {texts.about(about.replace(/^\w+:/, ''))}
        </p>
      )}
      {list.isPending ? <RowsSkeleton rows={6} /> : null}
      {list.isError ? <Problem error={list.error} onRetry={() => void list.refetch()} /> : null}
      {list.isSuccess && all.length === 0 ? (
        <Empty icon={IconSitemap} title={texts.emptyTitle} text={texts.emptyText} />
      ) : null}
      {shown.length === 0 ? null : <UsesTable shown={shown} all={all} />}
    </Page>
  )
}

function UsesTable({ shown, all }: { shown: readonly FlowUses[]; all: readonly FlowUses[] }) {
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
  kind: 'event' | 'flow' | 'table' | 'connection'
  name: string
  icon: Icon
  /** A flow that is not there, a name that is bound to nothing. */
  isBad?: boolean
}

/** Something that flows stand on; it narrows the page to the flows around it. */
function Chip({ kind, name, icon: Mark, isBad = false }: ChipProps) {
  return (
    <Link
      to={`?about=${encodeURIComponent(`${kind}:${name}`)}`}
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

function callersOf({ id }: FlowUses, all: readonly FlowUses[]): FlowUses[] {
  return all.filter(({ calls }) => calls.some(({ flowId }) => flowId === id))
}

/** What a flow has to do with, itself and its callers included. */
function namesOf(flow: FlowUses, all: readonly FlowUses[]): string[] {
  return [
    `flow:${flow.name}`,
    ...(flow.event === null ? [] : [`event:${flow.event}`]),
    ...flow.calls.map(({ name }) => `flow:${name}`),
    ...callersOf(flow, all).map(({ name }) => `flow:${name}`),
    ...flow.tables.map((name) => `table:${name}`),
    ...flow.connections.map(({ name }) => `connection:${name}`),
  ]
}
