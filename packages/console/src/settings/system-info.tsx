import { DataList, Text } from '@mantine/core'
import { system } from '@keyway/api'
import type { z } from '@keyway/sdk'
import { useAnswer } from '../app/requests.ts'
import { settingsTexts } from '../texts/settings.ts'
import { Panel } from '../ui/panel.tsx'
import { Problem } from '../ui/problem.tsx'
import { RowsSkeleton } from '../ui/skeletons.tsx'
import { Time } from '../ui/time.tsx'

/** Version, storage, and what the process counted. */
export function SystemInfo() {
  const answer = useAnswer(system.getSystem, {}, { refetchInterval: 10_000 })
  return (
    <Panel title={settingsTexts.systemTitle}>
      {answer.isPending ? <RowsSkeleton rows={3} /> : null}
      {answer.isError ? <Problem error={answer.error} onRetry={() => void answer.refetch()} /> : null}
      {answer.isSuccess ? <Facts system={answer.data} /> : null}
    </Panel>
  )
}

type System = z.output<typeof system.getSystem.answer>

function Facts({
  system: { version, storage, publicUrl, startedAt, executions, counters },
}: {
  system: System
}) {
  const now = [
    `${executions.running} ${settingsTexts.running}`,
    `${executions.waiting} ${settingsTexts.waiting}`,
    `${executions.queued} ${settingsTexts.queued}`,
    `${executions.inDoubt} ${settingsTexts.inDoubt}`,
  ].join(', ')
  const facts = [
    [settingsTexts.version, version],
    [settingsTexts.storage, settingsTexts.storages[storage]],
    [settingsTexts.publicUrl, publicUrl],
    [settingsTexts.startedAt, <Time key="started" at={startedAt} />],
    [settingsTexts.now, now],
  ] as const
  const counted = Object.entries(counters).toSorted(([a], [b]) => a.localeCompare(b))
  return (
    <>
      <DataList orientation="horizontal">
        {facts.map(([label, value]) => (
          <DataList.Item key={label}>
            <DataList.ItemLabel>{label}</DataList.ItemLabel>
            <DataList.ItemValue>{value}</DataList.ItemValue>
          </DataList.Item>
        ))}
      </DataList>
      <Text component="h3" size="sm" fw={620} mt="lg" mb="xs">
        {settingsTexts.counters}
      </Text>
      {counted.length === 0 ? (
        <Text size="sm" c="var(--kw-text-soft)">
          {settingsTexts.noCounters}
        </Text>
      ) : (
        <DataList orientation="horizontal" size="sm">
          {counted.map(([name, count]) => (
            <DataList.Item key={name}>
              <DataList.ItemLabel>
                <code>{name}</code>
              </DataList.ItemLabel>
              <DataList.ItemValue className="kw-number">{count.toLocaleString('en')}</DataList.ItemValue>
            </DataList.Item>
          ))}
        </DataList>
      )}
    </>
  )
}
