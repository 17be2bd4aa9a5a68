import { Badge, Group, Table, Text } from '@mantine/core'
import { oktaSourceTexts as texts } from '../texts/okta-sources.ts'
import { Panel, TableFrame } from '../ui/panel.tsx'
import { formatDuration } from '../values/time.ts'
import { MeterBar } from './meter-bar.tsx'
import type { OktaSource } from './org-sentence.ts'

/** What came by which way, by event type. */
export function MeterTable({ meter }: { meter: OktaSource['meter'] }) {
  const { meterColumns: columns } = texts
  return (
    <Panel title={texts.meter}>
      <Text size="sm" c="var(--kw-text-soft)" mb="sm">
        {meter.types.length === 0 ? texts.meterEmpty : texts.meterText(meter.days)}
      </Text>
      <MeterBar meter={meter} />
      {meter.types.length === 0 ? null : (
        <TableFrame>
          <Table verticalSpacing="xs" horizontalSpacing="md" miw={720} aria-label={texts.meter}>
            <Table.Thead>
              <Table.Tr>
                <Table.Th scope="col">{columns.type}</Table.Th>
                {[columns.hook, columns.log, columns.both, columns.onlyLog, columns.p50, columns.p95].map(
                  (title) => (
                    <Table.Th key={title} scope="col" ta="end">
                      {title}
                    </Table.Th>
                  ),
                )}
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {meter.types.map((line) => (
                <Table.Tr key={line.type}>
                  <Table.Th scope="row" fw={400}>
                    <Group gap={6}>
                      <code>{line.type}</code>
                      {line.isHookEligible ? null : (
                        <Badge color="gray" variant="light" title={texts.neverByHookHelp}>
                          {texts.neverByHook}
                        </Badge>
                      )}
                      {line.filtered === 0 ? null : (
                        <Badge color="gray" variant="light" title={texts.filteredHelp}>
                          {texts.filtered(line.filtered)}
                        </Badge>
                      )}
                    </Group>
                  </Table.Th>
                  {[line.byHook, line.byLog, line.both, line.onlyLog].map((count, at) => (
                    <Table.Td key={at} ta="end" className="kw-number">
                      {count.toLocaleString('en')}
                    </Table.Td>
                  ))}
                  {[line.delayP50Ms, line.delayP95Ms].map((delay, at) => (
                    <Table.Td key={at} ta="end" className="kw-number">
                      {delay === null ? '–' : formatDuration(delay)}
                    </Table.Td>
                  ))}
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </TableFrame>
      )}
    </Panel>
  )
}
