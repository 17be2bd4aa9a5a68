import { Stack, Text } from '@mantine/core'
import { IconCircleCheck } from '@tabler/icons-react'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { flows } from '@keyway/api'
import { call } from '../app/client.ts'
import { flowTexts } from '../texts/flows.ts'
import { Notice } from '../ui/notice.tsx'
import { Panel } from '../ui/panel.tsx'
import { Problem } from '../ui/problem.tsx'
import { ConnectionSelect } from './bindings.tsx'
import type { ImportAnswer } from './import-page.tsx'

/** After an import: one choice for each connection name, applied to every imported flow that uses it. */
export function ImportBindings({ answer }: { answer: ImportAnswer }) {
  const client = useQueryClient()
  const [chosen, setChosen] = useState<Readonly<Record<string, string | null>>>({})
  const [error, setError] = useState<unknown>(null)
  // The answer names flows; bindings are stored by flow id.
  const idsByName = Map.groupBy(
    answer.files.flatMap((file) => file.flows).filter((flow) => flow.id !== undefined),
    (flow) => flow.name,
  )

  const bind = async (connection: ImportAnswer['connections'][number], connectionId: string | null) => {
    setChosen({ ...chosen, [connection.name]: connectionId })
    setError(null)
    const ids = connection.flows.flatMap((flow) => [
      flow,
      ...(idsByName.get(flow) ?? []).flatMap(({ id }) => (id === undefined ? [] : [id])),
    ])
    const stored = new Set([...idsByName.values()].flat().map((flow) => flow.id))
    const targets = [...new Set(ids)].filter((id) => stored.has(id))
    try {
      for (const flowId of targets) {
        await call(flows.bindConnections, {
          params: { flowId },
          body: { bindings: { [connection.name]: connectionId } },
        })
      }
      await client.invalidateQueries({ queryKey: [flows.getFlow.path] })
    } catch (failure) {
      setError(failure)
    }
  }

  return (
    <Panel title={flowTexts.importedTitle}>
      <Stack gap="md">
        <Notice tone="good" icon={<IconCircleCheck size={18} aria-hidden />} role="status">
          {flowTexts.importedText}
        </Notice>
        {answer.connections.length === 0 ? null : (
          <Text size="sm" c="var(--kw-text-soft)">
            {flowTexts.bindLead}
          </Text>
        )}
        {answer.connections.map((connection) => (
          <ConnectionSelect
            key={`${connection.connector} ${connection.name}`}
            label={`${flowTexts.bindLabel(connection.name, connection.connector)}, ${flowTexts.bindUsedBy(connection.flows.length)}`}
            connector={connection.connector}
            value={chosen[connection.name] ?? null}
            onChange={(connectionId) => void bind(connection, connectionId)}
          />
        ))}
        {error === null ? null : <Problem error={error} />}
      </Stack>
    </Panel>
  )
}
