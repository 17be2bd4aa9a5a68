import { Button, Group, Select, TextInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { IconDownload, IconSearch } from '@tabler/icons-react'
import { useMemo } from 'react'
import { useSearchParams } from 'react-router'
import { checks, findings } from '@keyway/api'
import { useAnswer } from '../app/requests.ts'
import { checkSeverities } from '../checks/check-filters.ts'
import { severityTexts } from '../texts/alerts.ts'
import { checkTexts, findingTexts as texts } from '../texts/checks.ts'
import { Page } from '../ui/page.tsx'
import { FindingList } from './finding-list.tsx'
import {
  parseFindingFilters,
  printFindingFilters,
  states,
  toFindingQuery,
  type FindingFilters,
} from './finding-filters.ts'

/** What checks found wrong. */
export function FindingsPage() {
  const [search, setSearch] = useSearchParams()
  const filters = parseFindingFilters(search)
  const [settled] = useDebouncedValue(search.toString(), 250)
  const query = useMemo(() => toFindingQuery(parseFindingFilters(new URLSearchParams(settled))), [settled])
  const file = (format: string) =>
    `${findings.exportFindings.path}?${new URLSearchParams({ ...query, format }).toString()}`
  return (
    <Page
      title={texts.title}
      lead={texts.lead}
      width="wide"
      actions={
        <>
          {(['csv', 'ocsf'] as const).map((format) => (
            <Button
              key={format}
              component="a"
              href={file(format)}
              download
              variant="default"
              leftSection={<IconDownload size={16} aria-hidden />}
            >
              {format === 'csv' ? texts.exportCsv : texts.exportOcsf}
            </Button>
          ))}
        </>
      }
    >
      <Filters
        filters={filters}
        onChange={(next) => setSearch(printFindingFilters(next), { replace: true })}
      />
      <FindingList filters={query} />
    </Page>
  )
}

function Filters({
  filters,
  onChange,
}: {
  filters: FindingFilters
  onChange: (next: FindingFilters) => void
}) {
  const list = useAnswer(checks.listChecks, { query: {} })
  return (
    <search aria-label={texts.filters}>
      <Group gap="sm" mb="md">
        <Select
          aria-label={texts.state}
          data={states.map((value) => ({ value, label: texts.states[value] }))}
          value={filters.state}
          onChange={(value) =>
            onChange({ ...filters, state: states.find((known) => known === value) ?? 'open' })
          }
          allowDeselect={false}
          w={160}
        />
        <Select
          aria-label={checkTexts.severity}
          placeholder={checkTexts.anySeverity}
          data={checkSeverities.map((value) => ({ value, label: severityTexts[value] }))}
          value={filters.severity}
          onChange={(value) =>
            onChange({ ...filters, severity: checkSeverities.find((known) => known === value) ?? null })
          }
          clearable
          w={150}
        />
        <TextInput
          aria-label={texts.text}
          placeholder={texts.textPlaceholder}
          leftSection={<IconSearch size={16} aria-hidden />}
          value={filters.text}
          onChange={(event) => onChange({ ...filters, text: event.currentTarget.value })}
          w={220}
        />
        <Select
          aria-label={texts.check}
          placeholder={texts.anyCheck}
          data={(list.data?.items ?? []).map(({ id, title }) => ({ value: id, label: `${id} ${title}` }))}
          value={filters.check}
          onChange={(check) => onChange({ ...filters, check })}
          searchable
          clearable
          w={300}
        />
      </Group>
    </search>
  )
}
