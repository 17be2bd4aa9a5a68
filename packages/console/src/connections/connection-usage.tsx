import { Stack, Text } from '@mantine/core'
import { Link } from 'react-router'
import { flows } from '@keyway/api'
import { useAnswer } from '../app/requests.ts'
import { connectionTexts } from '../texts/connections.ts'
import { Panel } from '../ui/panel.tsx'
import { Problem } from '../ui/problem.tsx'
import { RowsSkeleton } from '../ui/skeletons.tsx'
import type { Connection } from './connections-page.tsx'
import classes from './connections.module.css'

/** Which flows act with a connection, and in which steps: what would stop if it went. */
export function ConnectionUsage({ connection }: { connection: Connection }) {
  const list = useAnswer(flows.listFlowUses)
  const users = (list.data?.items ?? []).flatMap((flow) => {
    const bound = flow.connections.filter(({ connectionId }) => connectionId === connection.id)
    return bound.length === 0 ? [] : [{ ...flow, steps: bound.flatMap(({ steps }) => steps) }]
  })
  return (
    <Panel title={connectionTexts.usageTitle}>
      <Stack gap="sm">
        <Text size="sm">{connectionTexts.usage(connection.usedByFlows)}</Text>
        {list.isPending ? <RowsSkeleton rows={2} /> : null}
        {list.isError ? <Problem error={list.error} onRetry={() => void list.refetch()} /> : null}
        {users.length === 0 ? null : (
          <ul className={classes['usage']}>
            {users.map(({ id, name, isOn, steps }) => (
              <li key={id}>
                <Link to={`/flows/${id}`} className="kw-link">
                  {name}
                </Link>{' '}
                <span>{connectionTexts.usageState(isOn)}</span>
                <small>{connectionTexts.usageSteps(steps)}</small>
              </li>
            ))}
          </ul>
        )}
      </Stack>
    </Panel>
  )
}
