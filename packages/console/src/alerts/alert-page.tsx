import { Accordion, Button, Group, Stack, Text, Textarea } from '@mantine/core'
import { useState } from 'react'
import { Link, useParams } from 'react-router'
import { alerts, type AnswerOf } from '@keyway/api'
import type { Json } from '@keyway/sdk'
import { useAnswer, useSend } from '../app/requests.ts'
import { useMay } from '../app/session.tsx'
import { alertTexts } from '../texts/alerts.ts'
import { JsonView } from '../ui/json-view.tsx'
import { Page } from '../ui/page.tsx'
import { Panel } from '../ui/panel.tsx'
import { Problem } from '../ui/problem.tsx'
import { PageSkeleton } from '../ui/skeletons.tsx'
import { Time } from '../ui/time.tsx'
import { isObject } from '../values/kind.ts'
import { formatAbsolute } from '../values/time.ts'
import { AlertActions } from './alert-actions.tsx'
import classes from './alerts.module.css'
import { stateOf } from './alerts-page.tsx'
import { Remedies } from './remedies.tsx'
import { SeverityMark } from './severity-mark.tsx'

type Alert = AnswerOf<typeof alerts.getAlert>

/** One alert: whom it is about, why it was raised, what happened, and what was done. */
export function AlertPage() {
  const { alertId = '' } = useParams()
  const answer = useAnswer(alerts.getAlert, { params: { alertId } })
  if (answer.isPending) return <PageSkeleton />
  if (answer.isError) return <Problem error={answer.error} onRetry={() => void answer.refetch()} isPage />
  const alert = answer.data
  return (
    <Page
      title={alert.title}
      back={{ to: '/alerts', label: alertTexts.back }}
      lead={alert.description}
      actions={
        <AlertActions
          alertIds={[alert.id]}
          canAcknowledge={alert.state === 'open'}
          canClose={alert.state !== 'closed'}
          onDone={() => undefined}
        />
      }
    >
      <Stack gap="md">
        <Facts alert={alert} />
        <Timeline events={alert.events} />
        <Deeds alert={alert} />
      </Stack>
    </Page>
  )
}

function Facts({ alert }: { alert: Alert }) {
  const { subject, evidence } = alert
  return (
    <Panel title={alertTexts.why} aside={<SeverityMark severity={alert.severity} />}>
      <dl className={classes['facts']}>
        <dt>{alertTexts.filterState}</dt>
        <dd>{stateOf(alert)}</dd>
        <dt>{alertTexts.about}</dt>
        <dd>
          {subject === null ? (
            alertTexts.aboutNobody
          ) : (
            <Link className="kw-link" to={`/events?who=${encodeURIComponent(subject.id)}`}>
              {subject.name ?? subject.login ?? subject.id} ({alertTexts.kinds[subject.kind] ?? subject.kind})
            </Link>
          )}
        </dd>
        {Object.entries(evidence).map(([name, value]) => (
          <Fact key={name} name={name} value={value} />
        ))}
        <dt>{alertTexts.firstSeen}</dt>
        <dd>{formatAbsolute(alert.firstSeen)}</dd>
        <dt>{alertTexts.lastSeen}</dt>
        <dd>
          {formatAbsolute(alert.lastSeen)} · {alertTexts.findings(alert.findings)}
        </dd>
        <dt>{alertTexts.detection}</dt>
        <dd>
          <Link to={`/detections/${encodeURIComponent(alert.detectionId)}`} className="kw-link">
            {alert.detectionId}
          </Link>
        </dd>
        <dt>{alertTexts.remedyTemplates}</dt>
        <dd>
          <Remedies ids={alert.remedies} />
        </dd>
      </dl>
    </Panel>
  )
}

function Fact({ name, value }: { name: string; value: Json }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>{Array.isArray(value) ? value.map(print).join(', ') : print(value)}</dd>
    </>
  )
}

function print(value: Json): string {
  return typeof value === 'string' ? value : JSON.stringify(value)
}

function Timeline({ events }: { events: Alert['events'] }) {
  return (
    <Panel
      title={alertTexts.evidence}
      aside={
        <Text size="sm" c="var(--kw-text-soft)">
          {alertTexts.evidenceLead(events.length)}
        </Text>
      }
    >
      {events.length === 0 ? <Text size="sm">{alertTexts.noEvents}</Text> : null}
      <ol className={classes['timeline']}>
        {events.map((event) => (
          <li key={event.id} className={classes['moment']}>
            <Group gap="sm" wrap="wrap">
              <Text component="span" size="sm" c="var(--kw-text-soft)" className="kw-number">
                {formatAbsolute(event.occurredAt)}
              </Text>
              <Link to={`/events/${event.id}`} className="kw-link">
                {event.type}
              </Link>
              <Text component="span" size="sm">
                {summaryOf(event.payload)}
              </Text>
            </Group>
            <Accordion variant="default" chevronPosition="left">
              <Accordion.Item value="raw">
                <Accordion.Control fz="xs">{alertTexts.raw}</Accordion.Control>
                <Accordion.Panel>
                  <JsonView value={event.payload} reference={null} />
                </Accordion.Panel>
              </Accordion.Item>
            </Accordion>
          </li>
        ))}
      </ol>
    </Panel>
  )
}

/** Who, from where, and how it went: what tells one event of a sequence from the next. */
function summaryOf(payload: Json): string {
  const paths = [
    ['actor', 'alternateId'],
    ['client', 'ipAddress'],
    ['client', 'geographicalContext', 'country'],
    ['outcome', 'result'],
    ['outcome', 'reason'],
  ]
  return paths
    .map((path) => textAt(payload, path))
    .filter((part) => part !== '')
    .join(' · ')
}

function textAt(value: Json | undefined, [key, ...rest]: readonly string[]): string {
  if (key === undefined) return typeof value === 'string' ? value : ''
  return isObject(value) ? textAt(value[key], rest) : ''
}

function Deeds({ alert }: { alert: Alert }) {
  const mayAct = useMay('operator')
  const [text, setText] = useState('')
  const note = useSend(alerts.noteAlert, [alerts.getAlert])
  return (
    <Panel title={alertTexts.deeds}>
      <Stack gap="sm">
        {alert.deeds.length === 0 ? <Text size="sm">{alertTexts.noDeeds}</Text> : null}
        {alert.deeds.map((deed) => (
          <div key={deed.id}>
            <Text size="sm">
              <b>{deed.actor}</b> {alertTexts.deed[deed.what]} <Time at={deed.at} />
            </Text>
            {deed.detail === null ? null : (
              <Text size="sm" c="var(--kw-text-soft)" style={{ whiteSpace: 'pre-wrap' }}>
                {deed.detail}
              </Text>
            )}
          </div>
        ))}
        {mayAct ? (
          <Group align="flex-end" gap="sm">
            <Textarea
              label={alertTexts.note}
              value={text}
              onChange={(event) => setText(event.currentTarget.value)}
              autosize
              minRows={1}
              maxLength={4000}
              style={{ flex: 1 }}
            />
            <Button
              variant="default"
              disabled={text.trim() === ''}
              loading={note.isPending}
              onClick={() =>
                note.mutate(
                  { params: { alertId: alert.id }, body: { text: text.trim() } },
                  { onSuccess: () => setText('') },
                )
              }
            >
              {alertTexts.addNote}
            </Button>
          </Group>
        ) : null}
        {note.error === null ? null : <Problem error={note.error} />}
      </Stack>
    </Panel>
  )
}
