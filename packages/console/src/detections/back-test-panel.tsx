import { Button, Group, Progress, Select, Stack, Table, Text, VisuallyHidden } from '@mantine/core'
import { useState } from 'react'
import { Link } from 'react-router'
import { detections, type AnswerOf } from '@keyway/api'
import classes from '../alerts/alerts.module.css'
import { SeverityMark } from '../alerts/severity-mark.tsx'
import { useAnswer, useSend } from '../app/requests.ts'
import { useMay } from '../app/session.tsx'
import { commonTexts } from '../texts/common.ts'
import { detectionTexts } from '../texts/detections.ts'
import { Panel } from '../ui/panel.tsx'
import { Problem } from '../ui/problem.tsx'
import { formatAbsolute } from '../values/time.ts'

type BackTest = AnswerOf<typeof detections.getBackTest>
type Result = BackTest['results'][number]

const dayMs = 86_400_000

/** What a detection would have found; the last look stays until the next one. */
export function BackTestPanel({ detectionId }: { detectionId: string }) {
  const mayRun = useMay('operator')
  const [days, setDays] = useState('7')
  const list = useAnswer(detections.listBackTests, { query: { limit: 50 } })
  const create = useSend(detections.createBackTest, [detections.listBackTests])
  const last = (list.data?.items ?? []).find((one) => one.detections.includes(detectionId))
  const run = () => {
    const to = Date.now()
    create.mutate({ body: { detections: [detectionId], from: to - Number(days) * dayMs, to } })
  }
  return (
    <Panel title={detectionTexts.backTest}>
      <Stack gap="md">
        <Text size="sm" c="var(--kw-text-soft)">
          {detectionTexts.backTestLead}
        </Text>
        {mayRun ? (
          <Group gap="sm" align="flex-end">
            <Select
              label={detectionTexts.backTestTime}
              data={Object.entries(detectionTexts.backTestDays).map(([value, label]) => ({ value, label }))}
              value={days}
              onChange={(value) => setDays(value ?? days)}
              allowDeselect={false}
              w={180}
            />
            <Button variant="default" loading={create.isPending} onClick={run}>
              {detectionTexts.backTestRun}
            </Button>
          </Group>
        ) : null}
        {create.error === null ? null : <Problem error={create.error} />}
        {last === undefined ? null : <Outcome backTestId={last.id} detectionId={detectionId} />}
      </Stack>
    </Panel>
  )
}

function Outcome({ backTestId, detectionId }: { backTestId: string; detectionId: string }) {
  const answer = useAnswer(
    detections.getBackTest,
    { params: { backTestId } },
    { refetchInterval: (query) => (query.state.data?.status === 'running' ? 700 : false) },
  )
  const cancel = useSend(detections.cancelBackTest, [detections.getBackTest])
  if (answer.data === undefined) return null
  const { status, done, total, error, results } = answer.data
  const result = results.find((one) => one.detectionId === detectionId)
  return (
    <Stack gap="sm">
      {status === 'running' ? (
        <Group gap="md">
          <Progress
            value={total === 0 ? 0 : (100 * done) / total}
            aria-label={detectionTexts.backTestProgress(done, total)}
            flex={1}
          />
          <Text size="sm" className="kw-number">
            {detectionTexts.backTestProgress(done, total)}
          </Text>
          <Button
            size="xs"
            variant="default"
            loading={cancel.isPending}
            onClick={() => cancel.mutate({ params: { backTestId } })}
          >
            {commonTexts.cancel}
          </Button>
        </Group>
      ) : null}
      {status === 'cancelled' ? <Text size="sm">{detectionTexts.backTestCancelled}</Text> : null}
      {error === null ? null : <Text size="sm">{error}</Text>}
      {result === undefined ? null : <Found result={result} events={done} isOver={status !== 'running'} />}
    </Stack>
  )
}

function Found({ result, events, isOver }: { result: Result; events: number; isOver: boolean }) {
  const { alerts, findings, examples } = result
  if (findings === 0) {
    return isOver ? <Text role="status">{detectionTexts.backTestNothing(events)}</Text> : null
  }
  return (
    <>
      <Text role="status" fw={600}>
        {detectionTexts.backTestFound(alerts, findings, events)}
      </Text>
      <Chart days={result.days} />
      <Text size="sm" fw={600}>
        {detectionTexts.backTestExamples}
      </Text>
      <Table verticalSpacing="xs">
        <Table.Tbody>
          {examples.map((example) => (
            <Table.Tr key={`${example.key} ${example.at}`}>
              <Table.Td w={110}>
                <SeverityMark severity={example.severity} />
              </Table.Td>
              <Table.Td>
                {example.subject?.login ?? example.subject?.name ?? example.subject?.id ?? example.key}
              </Table.Td>
              <Table.Td>{formatAbsolute(example.at)}</Table.Td>
              <Table.Td ta="end">
                {example.eventIds.slice(-1).map((id) => (
                  <Link key={id} to={`/events/${id}`} className="kw-link">
                    {example.eventIds.length}
                  </Link>
                ))}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </>
  )
}

/** A bar for each day from the first to the last; days without are gaps. */
function Chart({ days }: { days: Result['days'] }) {
  const counts = new Map(days.map(({ day, alerts }) => [day, alerts]))
  const first = Date.parse(days[0]?.day ?? '')
  const last = Date.parse(days.at(-1)?.day ?? '')
  const most = Math.max(1, ...counts.values())
  const every = Array.from({ length: Math.round((last - first) / dayMs) + 1 }, (_, index) =>
    new Date(first + index * dayMs).toISOString().slice(0, 10),
  )
  return (
    <ul className={classes['chart']} aria-label={detectionTexts.backTestChart}>
      {every.map((day) => {
        const alerts = counts.get(day) ?? 0
        const label = detectionTexts.backTestDay(day, alerts)
        return (
          <li
            key={day}
            style={{ height: `${Math.max(1, (100 * alerts) / most)}%`, opacity: alerts === 0 ? 0.25 : 1 }}
            title={label}
          >
            <VisuallyHidden>{label}</VisuallyHidden>
          </li>
        )
      })}
    </ul>
  )
}
