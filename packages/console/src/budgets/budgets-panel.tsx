import { Group, NumberInput, Select, Stack, Table, Text } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useState } from 'react'
import { Link } from 'react-router'
import { budgets, type AnswerOf } from '@keyway/api'
import { useAnswer } from '../app/requests.ts'
import { budgetTexts as texts } from '../texts/budgets.ts'
import { Panel, TableFrame } from '../ui/panel.tsx'
import { Problem } from '../ui/problem.tsx'
import { formatDuration } from '../values/time.ts'
import classes from './budgets.module.css'

type Budget = AnswerOf<typeof budgets.listBudgets>['items'][number]

/** The rate limits of the system that a connection leads to: what is used, who waits, and how long calls would take. */
export function BudgetsPanel({ connectionId }: { connectionId: string }) {
  const list = useAnswer(budgets.listBudgets, { query: { connectionId } }, { refetchInterval: 5_000 })
  const items = list.data?.items ?? []
  return (
    <Panel title={texts.title}>
      <Text size="sm" c="var(--kw-text-soft)" mb="sm">
        {items.length === 0 ? texts.empty : texts.lead}
      </Text>
      {list.isError ? <Problem error={list.error} onRetry={() => void list.refetch()} /> : null}
      {items.length === 0 ? null : (
        <Stack gap="md">
          <BudgetTable items={items} readAt={list.dataUpdatedAt} />
          <Forecast items={items} />
        </Stack>
      )}
    </Panel>
  )
}

function BudgetTable({ items, readAt }: { items: readonly Budget[]; readAt: number }) {
  const { columns } = texts
  return (
    <TableFrame>
      <Table verticalSpacing="xs" horizontalSpacing="md" miw={600} aria-label={texts.title}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col">{columns.bucket}</Table.Th>
            <Table.Th scope="col">{columns.used}</Table.Th>
            <Table.Th scope="col" ta="end">
              {columns.reserve}
            </Table.Th>
            <Table.Th scope="col" ta="end">
              {columns.waiting}
            </Table.Th>
            <Table.Th scope="col" ta="end">
              {columns.resets}
            </Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {items.map((budget) => (
            <BudgetRow key={budget.bucket} budget={budget} readAt={readAt} />
          ))}
        </Table.Tbody>
      </Table>
    </TableFrame>
  )
}

function BudgetRow({ budget, readAt }: { budget: Budget; readAt: number }) {
  const { bucket, limit, windowSeconds, reservePercent, waiting, resetsAt } = budget
  return (
    <Table.Tr>
      <Table.Th scope="row" fw={400}>
        <code>{bucket}</code>
        <Text size="xs" c="var(--kw-text-soft)">
          {texts.limit(limit, windowSeconds)}
        </Text>
      </Table.Th>
      <Table.Td miw={220}>
        <UseBar budget={budget} />
        <Text size="xs" c="var(--kw-text-soft)">
          {texts.used(budget.usedByFlows, budget.usedByOthers, budget.remaining)}
        </Text>
      </Table.Td>
      <Table.Td ta="end" className="kw-number">
        {texts.reserve(reservePercent)}
      </Table.Td>
      <Table.Td ta="end" className="kw-number">
        {waiting === 0 ? (
          texts.waiting(waiting)
        ) : (
          <Link to="/executions?status=waiting" className="kw-link">
            {texts.waiting(waiting)}
          </Link>
        )}
      </Table.Td>
      <Table.Td ta="end" className="kw-number">
        {resetsAt === null || resetsAt <= readAt ? texts.noWindow : formatDuration(resetsAt - readAt)}
      </Table.Td>
    </Table.Tr>
  )
}

/** Flows and others from the start, the reserve as a line from the end. The figures stand below it in words. */
function UseBar({ budget: { limit, usedByFlows, usedByOthers, reservePercent } }: { budget: Budget }) {
  const part = (count: number) => `${Math.min(100, limit === 0 ? 0 : (count / limit) * 100)}%`
  return (
    <div className={classes['bar']} aria-hidden>
      <span className={classes['flows']} style={{ width: part(usedByFlows) }} />
      <span className={classes['others']} style={{ width: part(usedByOthers) }} />
      <i className={classes['reserve']} style={{ insetInlineEnd: `${reservePercent}%` }} />
    </div>
  )
}

function Forecast({ items }: { items: readonly Budget[] }) {
  const [chosen, setChosen] = useState<string | null>(null)
  const [calls, setCalls] = useState(1_000)
  const [asked] = useDebouncedValue(calls, 400)
  const budget = items.find(({ bucket }) => bucket === chosen) ?? items[0]
  const { org = '', bucket = '' } = budget ?? {}
  const answer = useAnswer(
    budgets.forecastCalls,
    { query: { org, bucket, calls: asked } },
    { enabled: budget !== undefined && asked > 0 },
  )
  return (
    <section aria-label={texts.forecast}>
      <Text size="sm" fw={560} mb={6}>
        {texts.forecast}
      </Text>
      <Group gap="sm" align="flex-end">
        <Select
          label={texts.bucket}
          data={items.map((item) => item.bucket)}
          value={bucket}
          onChange={setChosen}
          allowDeselect={false}
          miw={220}
        />
        <NumberInput
          label={texts.calls}
          min={1}
          max={1_000_000_000}
          thousandSeparator
          value={calls}
          onChange={(value) => setCalls(Number(value) || 0)}
          w={140}
        />
      </Group>
      <Text size="sm" mt="xs" role="status">
        {answer.data === undefined
          ? null
          : texts.outcome(
              answer.data.calls,
              formatDuration(Math.max(0, answer.data.endsAt - answer.dataUpdatedAt)),
              answer.data.perMinute,
            )}
      </Text>
      {answer.isError ? <Problem error={answer.error} /> : null}
    </section>
  )
}
