import { Button, Stack, Text } from '@mantine/core'
import { IconCircleCheck, IconPlugConnected, IconPlugConnectedX } from '@tabler/icons-react'
import { connections } from '@keyway/api'
import { useSend } from '../app/requests.ts'
import { connectionTexts } from '../texts/connections.ts'
import { Notice } from '../ui/notice.tsx'
import { Panel } from '../ui/panel.tsx'
import { Problem } from '../ui/problem.tsx'
import { Time } from '../ui/time.tsx'
import type { Connection } from './connections-page.tsx'
import classes from './connections.module.css'

/** Whether a connection works, and what keeps it from working. */
export function ConnectionTest({ connection }: { connection: Connection }) {
  const test = useSend(connections.testConnection, [connections.listConnections])
  return (
    <Panel title={connectionTexts.testTitle}>
      <Stack gap="sm">
        <TestOutcome test={connection.test} />
        {test.error === null ? null : <Problem error={test.error} />}
        <Button
          variant="light"
          leftSection={<IconPlugConnected size={16} aria-hidden />}
          loading={test.isPending}
          onClick={() => test.mutate({ params: { connectionId: connection.id } })}
          w="fit-content"
        >
          {connectionTexts.test}
        </Button>
        <Text size="xs" c="var(--kw-text-soft)">
          {connectionTexts.testHelp}
        </Text>
      </Stack>
    </Panel>
  )
}

function TestOutcome({ test }: { test: Connection['test'] }) {
  if (test === null) {
    return (
      <Text size="sm" c="var(--kw-text-soft)">
        {connectionTexts.testNever}
      </Text>
    )
  }
  return (
    <Notice
      tone={test.ok ? 'good' : 'bad'}
      role="status"
      title={test.ok ? connectionTexts.works : connectionTexts.fails}
      icon={
        test.ok ? <IconCircleCheck size={18} aria-hidden /> : <IconPlugConnectedX size={18} aria-hidden />
      }
    >
      <Text size="sm" className={classes['findings'] ?? ''}>
        {test.message}
      </Text>
      <Text size="xs" c="var(--kw-text-soft)" mt={4}>
        <Time at={test.at} />
      </Text>
    </Notice>
  )
}
