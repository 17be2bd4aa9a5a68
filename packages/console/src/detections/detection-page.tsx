import { Anchor, Button, Code, Group, List, Stack, Switch, Text } from '@mantine/core'
import { useState } from 'react'
import { Link, useNavigate, useParams } from 'react-router'
import { detections, type AnswerOf } from '@keyway/api'
import classes from '../alerts/alerts.module.css'
import { Remedies } from '../alerts/remedies.tsx'
import { SeverityMark } from '../alerts/severity-mark.tsx'
import { useAnswer, useSend } from '../app/requests.ts'
import { useMay } from '../app/session.tsx'
import { detectionTexts } from '../texts/detections.ts'
import { DeleteAction } from '../ui/delete-action.tsx'
import { Notice } from '../ui/notice.tsx'
import { Page } from '../ui/page.tsx'
import { Panel } from '../ui/panel.tsx'
import { Problem } from '../ui/problem.tsx'
import { PageSkeleton } from '../ui/skeletons.tsx'
import { formatDuration } from '../values/time.ts'
import { BackTestPanel } from './back-test-panel.tsx'
import { ExceptionsPanel } from './exceptions-panel.tsx'
import { RuleDialog } from './rule-dialog.tsx'
import { SettingsPanel } from './settings-panel.tsx'

export type DetectionDetail = AnswerOf<typeof detections.getDetection>

/** One detection: what it looks for, how it is set, what it would have found. */
export function DetectionPage() {
  const { detectionId = '' } = useParams()
  const mayBuild = useMay('builder')
  const answer = useAnswer(detections.getDetection, { params: { detectionId } })
  const change = useSend(detections.changeDetection, [detections.listDetections, detections.getDetection])
  if (answer.isPending) return <PageSkeleton />
  if (answer.isError) return <Problem error={answer.error} onRetry={() => void answer.refetch()} isPage />
  const detection = answer.data
  return (
    <Page
      title={detection.title}
      back={{ to: '/detections', label: detectionTexts.back }}
      lead={
        <Group gap="md">
          <SeverityMark severity={detection.severity} />
          <span>{detection.id}</span>
          <Link to={`/alerts?state=all&detection=${encodeURIComponent(detection.id)}`} className="kw-link">
            {detectionTexts.alertsOfIt}
          </Link>
        </Group>
      }
      actions={
        <Switch
          label={detectionTexts.isOn}
          size="md"
          checked={detection.isOn}
          disabled={!mayBuild || detection.status !== 'loaded'}
          onChange={(event) =>
            change.mutate({ params: { detectionId }, body: { isOn: event.currentTarget.checked } })
          }
        />
      }
    >
      <Stack gap="md">
        {change.error === null ? null : <Problem error={change.error} />}
        {detection.reason === '' ? null : (
          <Notice tone={detection.status === 'rejected' ? 'bad' : 'doubt'}>{detection.reason}</Notice>
        )}
        <LooksFor detection={detection} />
        {detection.status === 'loaded' ? (
          <>
            <BackTestPanel detectionId={detection.id} />
            <SettingsPanel key={detection.id} detection={detection} />
            <ExceptionsPanel detection={detection} />
          </>
        ) : null}
        <RulePanel detection={detection} />
      </Stack>
    </Page>
  )
}

function LooksFor({ detection }: { detection: DetectionDetail }) {
  const { description, withinMs, eventTypes, groupBy, tags, falsePositives, references, author } = detection
  const techniques = tags.filter((tag) => tag.startsWith('attack.')).map((tag) => tag.slice('attack.'.length))
  return (
    <Panel title={detectionTexts.looksFor}>
      <Stack gap="sm">
        {description === '' ? null : <Text style={{ whiteSpace: 'pre-wrap' }}>{description}</Text>}
        <Text size="sm">
          {withinMs === null
            ? `${detectionTexts.singleEvent} ${detectionTexts.groupedBy(groupBy.join(' / '))}`
            : detectionTexts.window(formatDuration(withinMs))}
        </Text>
        <dl className={classes['facts']}>
          <dt>{detectionTexts.techniques}</dt>
          <dd>{techniques.length === 0 ? detectionTexts.noTechniques : <Techniques names={techniques} />}</dd>
          <dt>{detectionTexts.types}</dt>
          <dd>
            {eventTypes === null ? (
              detectionTexts.everyType
            ) : (
              <Group gap={6}>
                {eventTypes.map((type) => (
                  <Code key={type}>{type}</Code>
                ))}
              </Group>
            )}
          </dd>
          <dt>{detectionTexts.remedies}</dt>
          <dd>
            <Remedies ids={detection.remedies} />
          </dd>
          {author === '' ? null : (
            <>
              <dt>{detectionTexts.author}</dt>
              <dd>
                {author}
                {detection.license === null ? '' : ` (${detection.license})`}
              </dd>
            </>
          )}
        </dl>
        <Lines title={detectionTexts.falsePositives} lines={falsePositives} />
        <Lines title={detectionTexts.references} lines={references} />
      </Stack>
    </Panel>
  )
}

/** Techniques lead to their pages; names that nobody knows yet are shown as they are. */
function Techniques({ names }: { names: readonly string[] }) {
  return (
    <Group gap="sm">
      {names.map((name) => {
        const id = /^t\d{4}(\.\d{3})?$/i.test(name) ? name.toUpperCase() : undefined
        if (id === undefined) return <span key={name}>{name.replaceAll('-', ' ')}</span>
        const url = `https://attack.mitre.org/techniques/${id.replace('.', '/')}/`
        return (
          <Anchor key={name} href={url} target="_blank" rel="noreferrer" size="sm">
            {id}
          </Anchor>
        )
      })}
    </Group>
  )
}

function Lines({ title, lines }: { title: string; lines: readonly string[] }) {
  if (lines.length === 0) return null
  return (
    <div>
      <Text size="sm" fw={600}>
        {title}
      </Text>
      <List size="sm">
        {lines.map((line) => (
          <List.Item key={line} style={{ overflowWrap: 'anywhere' }}>
            {line}
          </List.Item>
        ))}
      </List>
    </div>
  )
}

function RulePanel({ detection }: { detection: DetectionDetail }) {
  const { file, text } = detection
  const mayBuild = useMay('builder')
  const navigate = useNavigate()
  const [isEditing, setEditing] = useState(false)
  const remove = useSend(detections.removeRule, [detections.listDetections])
  if (file === null || text === null) return null
  const name = file.replace(/#\d+$/, '')
  return (
    <Panel
      title={`${detectionTexts.ruleOfFile}: ${file}`}
      aside={
        mayBuild && !file.startsWith('directory/') ? (
          <Group gap="xs">
            <Button variant="default" onClick={() => setEditing(true)}>
              {detectionTexts.ruleEdit}
            </Button>
            <DeleteAction
              label={detectionTexts.ruleDelete}
              title={detectionTexts.ruleDeleteTitle(name)}
              text={detectionTexts.ruleDeleteText}
              action={detectionTexts.ruleDelete}
              isBusy={remove.isPending}
              error={remove.error}
              onConfirm={() =>
                remove.mutate({ query: { name } }, { onSuccess: () => void navigate('/detections') })
              }
            />
          </Group>
        ) : null
      }
    >
      <Code block tabIndex={0}>
        {text}
      </Code>
      <RuleDialog isOpen={isEditing} onClose={() => setEditing(false)} start={{ name, text }} />
    </Panel>
  )
}
