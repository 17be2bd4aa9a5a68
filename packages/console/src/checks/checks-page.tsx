import { Button, Group, Menu, Select, Table, TextInput, VisuallyHidden } from '@mantine/core'
import { IconChecklist, IconDownload, IconFilterOff, IconRefresh, IconSearch } from '@tabler/icons-react'
import { Link, useSearchParams } from 'react-router'
import { checks, findings } from '@keyway/api'
import { SeverityMark } from '../alerts/severity-mark.tsx'
import { useAnswer, useSend } from '../app/requests.ts'
import { useMay } from '../app/session.tsx'
import { severityTexts } from '../texts/alerts.ts'
import { checkTexts as texts } from '../texts/checks.ts'
import { orgFactsTexts } from '../texts/org-facts.ts'
import { Empty } from '../ui/empty.tsx'
import { FailedAction } from '../ui/failed-action.tsx'
import { Page } from '../ui/page.tsx'
import { TableFrame } from '../ui/panel.tsx'
import { Problem } from '../ui/problem.tsx'
import { RowsSkeleton } from '../ui/skeletons.tsx'
import { Time } from '../ui/time.tsx'
import {
  checkDomains,
  checkSeverities,
  checkStatuses,
  fitsCheck,
  parseCheckFilters,
  printCheckFilters,
  type CheckFilters,
} from './check-filters.ts'
import { Scores } from './scores.tsx'
import { StatusWord, type CheckSummary } from './status-word.tsx'

const changed = [checks.listChecks, checks.getScores, checks.getCheck, findings.listFindings]

/** All checks, how each stands, and the score of each framework. */
export function ChecksPage() {
  const [search, setSearch] = useSearchParams()
  const filters = parseCheckFilters(search)
  const list = useAnswer(checks.listChecks, { query: {} }, { refetchInterval: 15_000 })
  const change = (next: CheckFilters) => setSearch(printCheckFilters(next), { replace: true })
  const rows = (list.data?.items ?? []).filter((check) => fitsCheck(check, filters))
  const hasOrg = list.data?.items.some(({ states }) => states.length > 0) === true
  return (
    <Page
      title={texts.title}
      lead={texts.lead}
      width="wide"
      actions={<Actions framework={filters.framework} />}
    >
      {list.isPending ? <RowsSkeleton rows={8} /> : null}
      {list.isError ? <Problem error={list.error} onRetry={() => void list.refetch()} /> : null}
      {list.isSuccess && !hasOrg ? (
        <Empty
          icon={IconChecklist}
          title={texts.emptyTitle}
          text={texts.emptyText}
          action={
            <Button component={Link} to="/okta" variant="light">
              {texts.emptyAction}
            </Button>
          }
        />
      ) : null}
      {hasOrg ? (
        <Scores chosen={filters.framework} onChoose={(framework) => change({ ...filters, framework })} />
      ) : null}
      {list.isSuccess ? <Filters filters={filters} onChange={change} /> : null}
      <VisuallyHidden role="status">{list.isSuccess ? texts.count(rows.length) : ''}</VisuallyHidden>
      {list.isSuccess && rows.length === 0 ? (
        <Empty
          icon={IconFilterOff}
          title={texts.noMatchTitle}
          text={texts.noMatchText}
          action={
            <Button variant="light" onClick={() => setSearch({}, { replace: true })}>
              {texts.clear}
            </Button>
          }
        />
      ) : null}
      {rows.length === 0 ? null : <CheckTable rows={rows} />}
    </Page>
  )
}

function Actions({ framework }: { framework: string }) {
  const mayRun = useMay('operator')
  const run = useSend(checks.runChecks, changed)
  const report = (format: string) =>
    `${checks.getReport.path}?framework=${encodeURIComponent(framework)}&format=${format}`
  return (
    <>
      <Menu>
        <Menu.Target>
          <Button variant="default" leftSection={<IconDownload size={16} aria-hidden />}>
            {texts.report}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item component="a" href={report('html')} download>
            {texts.reportHtml}
          </Menu.Item>
          <Menu.Item component="a" href={report('csv')} download>
            {texts.reportCsv}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <Button component={Link} to="/checks/org" variant="default">
        {orgFactsTexts.open}
      </Button>
      {mayRun ? (
        <Button
          leftSection={<IconRefresh size={16} aria-hidden />}
          loading={run.isPending}
          onClick={() => run.mutate({ body: {} })}
        >
          {texts.run}
        </Button>
      ) : null}
      <FailedAction error={run.error} onClose={run.reset} />
    </>
  )
}

function Filters({ filters, onChange }: { filters: CheckFilters; onChange: (next: CheckFilters) => void }) {
  return (
    <search aria-label={texts.filters}>
      <Group gap="sm" mb="md">
        <TextInput
          aria-label={texts.text}
          placeholder={texts.textPlaceholder}
          leftSection={<IconSearch size={16} aria-hidden />}
          value={filters.text}
          onChange={(event) => onChange({ ...filters, text: event.currentTarget.value })}
          w={220}
        />
        <Select
          aria-label={texts.status}
          placeholder={texts.anyStatus}
          data={checkStatuses.map((value) => ({ value, label: texts.statuses[value] }))}
          value={filters.status}
          onChange={(value) =>
            onChange({ ...filters, status: checkStatuses.find((known) => known === value) ?? null })
          }
          clearable
          w={160}
        />
        <Select
          aria-label={texts.severity}
          placeholder={texts.anySeverity}
          data={checkSeverities.map((value) => ({ value, label: severityTexts[value] }))}
          value={filters.severity}
          onChange={(value) =>
            onChange({ ...filters, severity: checkSeverities.find((known) => known === value) ?? null })
          }
          clearable
          w={150}
        />
        <Select
          aria-label={texts.domain}
          placeholder={texts.anyDomain}
          data={checkDomains.map((value) => ({ value, label: texts.domains[value] }))}
          value={filters.domain}
          onChange={(value) =>
            onChange({ ...filters, domain: checkDomains.find((known) => known === value) ?? null })
          }
          clearable
          w={170}
        />
      </Group>
    </search>
  )
}

function CheckTable({ rows }: { rows: readonly CheckSummary[] }) {
  const { columns } = texts
  const isMany = rows.some(({ states }) => states.length > 1)
  return (
    <TableFrame>
      <Table verticalSpacing="xs" horizontalSpacing="md" miw={760} highlightOnHover>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{columns.id}</Table.Th>
            <Table.Th>{columns.title}</Table.Th>
            <Table.Th>{columns.severity}</Table.Th>
            {isMany ? <Table.Th>{columns.org}</Table.Th> : null}
            <Table.Th>{columns.status}</Table.Th>
            <Table.Th ta="end">{columns.findings}</Table.Th>
            <Table.Th>{columns.evaluated}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.flatMap((check) =>
            check.states.map((state) => (
              <Table.Tr key={`${check.id} ${state.org}`}>
                <Table.Td style={{ whiteSpace: 'nowrap' }}>{check.id}</Table.Td>
                <Table.Td>
                  <Link to={`/checks/${check.id}`} className="kw-link">
                    {check.title}
                  </Link>
                </Table.Td>
                <Table.Td>
                  <SeverityMark severity={check.severity} />
                </Table.Td>
                {isMany ? <Table.Td>{state.org}</Table.Td> : null}
                <Table.Td>
                  <StatusWord status={state.status} />
                </Table.Td>
                <Table.Td ta="end" className="kw-number">
                  {state.findings.toLocaleString('en')}
                </Table.Td>
                <Table.Td>
                  <Time at={state.evaluatedAt} />
                </Table.Td>
              </Table.Tr>
            )),
          )}
        </Table.Tbody>
      </Table>
    </TableFrame>
  )
}
