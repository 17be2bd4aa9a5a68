import { Button, Group, Stack, Text } from '@mantine/core'
import { IconKey } from '@tabler/icons-react'
import { useState } from 'react'
import { connections } from '@keyway/api'
import { useSend } from '../app/requests.ts'
import { useMay } from '../app/session.tsx'
import { keyTexts } from '../texts/connections.ts'
import { CopyField } from '../ui/copy-field.tsx'
import { Notice } from '../ui/notice.tsx'
import { Panel } from '../ui/panel.tsx'
import { Problem } from '../ui/problem.tsx'
import type { Connection } from './connections-page.tsx'

/** The keys that sign for a connection: made here, public halves to copy, another one to follow with an overlap. */
export function KeyPanel({ connection }: { connection: Connection }) {
  const mayChange = useMay('admin')
  const generate = useSend(connections.generateKey, [connections.listConnections])
  const change = useSend(connections.switchKey, [connections.listConnections])
  const params = { connectionId: connection.id }
  const current = connection.keys.find(({ use }) => use === 'current')
  const next = connection.keys.find(({ use }) => use === 'next')
  const [triedAt, setTriedAt] = useState<number | null>(null)
  // What was said of settings that are others by now would only confuse.
  const error = triedAt === connection.updatedAt ? (generate.error ?? change.error) : null
  const send = (action: typeof generate) => {
    setTriedAt(connection.updatedAt)
    action.mutate({ params })
  }
  return (
    <Panel title={keyTexts.title}>
      <Stack gap="sm">
        <Text size="sm">{current === undefined ? keyTexts.none : keyTexts.help}</Text>
        {current === undefined ? null : (
          <CopyField label={keyTexts.current(current.id)} value={JSON.stringify(current.publicKey)} isCut />
        )}
        {next === undefined ? null : (
          <>
            <CopyField label={keyTexts.next(next.id)} value={JSON.stringify(next.publicKey)} isCut />
            <Text size="sm">{keyTexts.nextHelp}</Text>
          </>
        )}
        {change.isSuccess && next === undefined ? (
          <Notice tone="good" role="status" title={keyTexts.switched}>
            <Text size="sm">{keyTexts.switchedHelp}</Text>
          </Notice>
        ) : null}
        {error === null ? null : <Problem error={error} />}
        {mayChange ? (
          <Group gap="sm">
            {next === undefined ? (
              <Button
                variant="light"
                leftSection={<IconKey size={16} aria-hidden />}
                loading={generate.isPending}
                onClick={() => send(generate)}
              >
                {current === undefined ? keyTexts.generate : keyTexts.generateNext}
              </Button>
            ) : (
              <Button variant="light" loading={change.isPending} onClick={() => send(change)}>
                {keyTexts.switch}
              </Button>
            )}
          </Group>
        ) : null}
      </Stack>
    </Panel>
  )
}
