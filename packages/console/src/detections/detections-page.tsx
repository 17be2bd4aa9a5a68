import { Button, Group, Select, Switch, Table, Text, TextInput } from '@mantine/core'
import { IconFilterOff, IconPlus, IconSearch } from '@tabler/icons-react'
import { useState } from 'react'
import { Link, useSearchParams } from 'react-router'
import { detections } from '@keyway/api'
import { SeverityMark } from '../alerts/severity-mark.tsx'
import { useAnswer, useSend } from '../app/requests.ts'
import { useMay } from '../app/session.tsx'
import { detectionTexts } from '../texts/detections.ts'
import { Empty } from '../ui/empty.tsx'
import { FailedAction } from '../ui/failed-action.tsx'
import { Page } from '../ui/page.tsx'
import { TableFrame } from '../ui/panel.tsx'
import { Problem } from '../ui/problem.tsx'
import { RowsSkeleton } from '../ui/skeletons.tsx'
import { Time } from '../ui/time.tsx'
import {
  detectionStates,
  fits,
  languages,
  parseDetectionFilters,
  printDetectionFilters,
  type Detection,
  type DetectionFilters,
} from './detection-filters.ts'
import { ParametersButton } from './parameters.tsx'
import { ReaderNotice } from './reader-notice.tsx'
import { RuleDialog } from './rule-dialog.tsx'

/** All rules over the System Log, and whether they run. */
export function DetectionsPage() {
  const [search, setSearch] = useSearchParams()
  const filters = parseDetectionFilters(search)
  const mayBuild = useMay('builder')
  const list = useAnswer(detections.listDetections, {}, { refetchInterval: 15_000 })
  const [isAdding, setAdding] = useState(false)
  const rows = (list.data?.items ?? []).filter((one) => fits(one, filters))
  return (
    <Page
      title={detectionTexts.title}
      lead={detectionTexts.lead}
      actions={
        <>
          <ParametersButton />
          {mayBuild ? (
            <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setAdding(true)}>
              {detectionTexts.addRule}
            </Button>
          ) : null}
        </>
      }
    >
      {list.data === undefined ? null : <ReaderNotice reader={list.data.reader} />}
      <Filters
        filters={filters}
        onChange={(next) => setSearch(printDetectionFilters(next), { replace: true })}
      />
      {list.isPending ? <RowsSkeleton rows={8} /> : null}
      {list.isError ? <Problem error={list.error} onRetry={() => void list.refetch()} /> : null}
      {list.isSuccess && rows.length === 0 ? (
        <Empty
          icon={IconFilterOff}
          title={detectionTexts.noMatchTitle}
          text={detectionTexts.noMatch}
          action={
            <Button variant="light" onClick={() => setSearch({}, { replace: true })}>
              {detectionTexts.clear}
            </Button>
          }
        />
      ) : null}
      {rows.length === 0 ? null : <DetectionTable rows={rows} />}
      <RuleDialog isOpen={isAdding} onClose={() => setAdding(false)} start={{ name: '', text: '' }} />
    </Page>
  )
}

function Filters({
  filters,
  onChange,
}: {
  filters: DetectionFilters
  onChange: (next: DetectionFilters) => void
}) {
  return (
    <search aria-label={detectionTexts.filters}>
      <Group gap="sm" mb="md">
        <TextInput
          aria-label={detectionTexts.filterText}
          placeholder={detectionTexts.filterTextPlaceholder}
          leftSection={<IconSearch size={16} aria-hidden />}
          value={filters.text}
          onChange={(event) => onChange({ ...filters, text: event.currentTarget.value })}
          w={280}
        />
        <Select
          aria-label={detectionTexts.filterState}
          data={detectionStates.map((value) => ({ value, label: detectionTexts.states[value] }))}
          value={filters.state}
          onChange={(value) =>
            onChange({ ...filters, state: detectionStates.find((known) => known === value) ?? 'all' })
          }
          allowDeselect={false}
          w={150}
        />
        <Select
          aria-label={detectionTexts.filterLanguage}
          data={languages.map((value) => ({ value, label: detectionTexts.languages[value] }))}
          value={filters.language}
          onChange={(value) =>
            onChange({ ...filters, language: languages.find((known) => known === value) ?? 'all' })
          }
          allowDeselect={false}
          w={190}
        />
      </Group>
    </search>
  )
}

function DetectionTable({ rows }: { rows: readonly Detection[] }) {
  const { columns } = detectionTexts
  const mayBuild = useMay('builder')
  const change = useSend(detections.changeDetection, [detections.listDetections, detections.getDetection])
  return (
    <TableFrame>
      <Table verticalSpacing="xs" horizontalSpacing="md" miw={760} highlightOnHover>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{columns.isOn}</Table.Th>
            <Table.Th>{columns.title}</Table.Th>
            <Table.Th>{columns.severity}</Table.Th>
            <Table.Th>{columns.language}</Table.Th>
            <Table.Th ta="end">{columns.alerts}</Table.Th>
            <Table.Th>{columns.lastSeen}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map((detection) => (
            <Table.Tr key={`${detection.file ?? ''} ${detection.id}`}>
              <Table.Td w={70}>
                <Switch
                  aria-label={detectionTexts.switchOf(detection.title)}
                  checked={detection.isOn}
                  disabled={!mayBuild || detection.status !== 'loaded'}
                  onChange={(event) =>
                    change.mutate({
                      params: { detectionId: detection.id },
                      body: { isOn: event.currentTarget.checked },
                    })
                  }
                />
              </Table.Td>
              <Table.Td>
                <Link to={`/detections/${encodeURIComponent(detection.id)}`} className="kw-link">
                  {detection.title}
                </Link>
                {detection.status === 'loaded' ? null : (
                  <Text size="sm" c="var(--kw-bad)">
                    {detection.status === 'rejected' ? detectionTexts.rejected : detectionTexts.disabled}:{' '}
                    {detection.reason}
                  </Text>
                )}
              </Table.Td>
              <Table.Td>
                <SeverityMark severity={detection.severity} />
              </Table.Td>
              <Table.Td>
                {detection.language === null ? '—' : detectionTexts.languages[detection.language]}
              </Table.Td>
              <Table.Td ta="end" className="kw-number">
                {detection.alerts === 0 ? (
                  '—'
                ) : (
                  <Link
                    to={`/alerts?state=all&detection=${encodeURIComponent(detection.id)}`}
                    className="kw-link"
                  >
                    {detection.alerts.toLocaleString('en')}
                  </Link>
                )}
              </Table.Td>
              <Table.Td>
                <Time at={detection.lastSeen} />
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      <FailedAction error={change.error} onClose={() => change.reset()} />
    </TableFrame>
  )
}
