import { Select, Stack, Text } from '@mantine/core'
import { Link } from 'react-router'
import { connections, flows } from '@keyway/api'
import { useAnswer, useSend } from '../app/requests.ts'
import { useMay } from '../app/session.tsx'
import { flowTexts } from '../texts/flows.ts'
import { Panel } from '../ui/panel.tsx'
import { Problem } from '../ui/problem.tsx'
import type { FlowDetail } from './flow-page.tsx'
import classes from './flows.module.css'

/** Where a problem with a connection leads. */
const bindingsId = 'bindings'

/** Shows where the connections of the flow on this page are chosen, and gives the first of them the focus. */
export function showBindings(): void {
  const list = document.getElementById(bindingsId)
  list?.scrollIntoView({ block: 'center' })
  list?.querySelector('input')?.focus({ preventScroll: true })
}

/** Which connection each name in the flow stands for. */
export function Bindings({ flow }: { flow: FlowDetail }) {
  const bind = useSend(flows.bindConnections, [flows.getFlow, flows.listFlows, connections.listConnections])
  return (
    <Panel title={flowTexts.connectionsTitle}>
      <Stack gap="sm">
        <Text size="sm" c="var(--kw-text-soft)">
          {flow.bindings.length === 0 ? flowTexts.noConnections : flowTexts.connectionsLead}
        </Text>
        <div id={bindingsId} className={classes['bindings']}>
          {flow.bindings.map(({ name, connector, connectionId }) => (
            <ConnectionSelect
              key={`${connector} ${name}`}
              label={flowTexts.bindLabel(name, connector)}
              connector={connector}
              value={connectionId}
              onChange={(chosen) =>
                bind.mutate({ params: { flowId: flow.id }, body: { bindings: { [name]: chosen } } })
              }
            />
          ))}
        </div>
        {bind.error === null ? null : <Problem error={bind.error} />}
      </Stack>
    </Panel>
  )
}

export interface ConnectionSelectProps {
  label: string
  connector: string
  value: string | null
  onChange: (connectionId: string | null) => void
}

/** Chooses among the connections of one connector. */
export function ConnectionSelect({ label, connector, value, onChange }: ConnectionSelectProps) {
  const mayBind = useMay('admin')
  const list = useAnswer(connections.listConnections)
  const fitting = (list.data?.items ?? []).filter((connection) => connection.connector === connector)
  const isMissing = list.isSuccess && fitting.length === 0
  return (
    <Select
      label={label}
      placeholder={flowTexts.unbound}
      description={
        isMissing ? (
          <>
            {flowTexts.noneOfConnector(connector)}{' '}
            <Link to={`/connections/new?connector=${encodeURIComponent(connector)}`} className="kw-link">
              {flowTexts.createConnection}
            </Link>
          </>
        ) : null
      }
      data={fitting.map((connection) => ({ value: connection.id, label: connection.name }))}
      value={value}
      onChange={onChange}
      disabled={!mayBind || isMissing}
      clearable
    />
  )
}
