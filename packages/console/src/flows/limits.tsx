import { DataList, Text } from '@mantine/core'
import type { Flow } from '@keyway/engine'
import { flowTexts } from '../texts/flows.ts'
import { Panel } from '../ui/panel.tsx'
import { formatDuration } from '../values/time.ts'
import { formatSize } from '../values/size.ts'
import { toLimitLines } from './limit-lines.ts'

/** What one execution may use at most, and whether its values are kept. */
export function Limits({ flow }: { flow: Flow }) {
  const lines = toLimitLines(flow.limits ?? {})
  return (
    <Panel title={flowTexts.limitsTitle}>
      {lines.length === 0 ? (
        <Text size="sm" c="var(--kw-text-soft)">
          {flowTexts.noLimits}
        </Text>
      ) : (
        <DataList orientation="horizontal" size="sm">
          {lines.map(({ name, value, unit }) => (
            <DataList.Item key={name}>
              <DataList.ItemLabel>{flowTexts.limits[name]}</DataList.ItemLabel>
              <DataList.ItemValue className="kw-number">{formats[unit](value)}</DataList.ItemValue>
            </DataList.Item>
          ))}
        </DataList>
      )}
      {flow.saveData === false ? (
        <Text size="sm" mt="sm">
          {flowTexts.keepsNoData}
        </Text>
      ) : null}
    </Panel>
  )
}

const formats = {
  seconds: (seconds: number) => formatDuration(seconds * 1_000),
  bytes: formatSize,
  count: (count: number) => count.toLocaleString('en'),
}
