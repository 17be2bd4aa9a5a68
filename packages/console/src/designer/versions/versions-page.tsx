import { Badge, Button, Group, Select, Text } from '@mantine/core'
import { IconArrowsDiff } from '@tabler/icons-react'
import { useState } from 'react'
import { useParams, useSearchParams } from 'react-router'
import { flows, flowVersions } from '@keyway/api'
import type { z } from '@keyway/sdk'
import { useAnswer } from '../../app/requests.ts'
import { useMay } from '../../app/session.tsx'
import type { FlowDetail } from '../../flows/flow-page.tsx'
import { versionTexts as texts } from '../../texts/versions.ts'
import { Empty } from '../../ui/empty.tsx'
import { Page } from '../../ui/page.tsx'
import { Problem } from '../../ui/problem.tsx'
import { PageSkeleton, RowsSkeleton } from '../../ui/skeletons.tsx'
import { Time } from '../../ui/time.tsx'
import { DiffCards } from './diff-cards.tsx'
import { GoBack } from './go-back.tsx'
import classes from './versions.module.css'

type Version = z.output<typeof flowVersions.listVersions.answer>['items'][number]

/** Every version of a flow, and what is different between any two; the sides are in the page's address. */
export function VersionsPage() {
  const { flowId = '' } = useParams()
  const flow = useAnswer(flows.getFlow, { params: { flowId } })
  const list = useAnswer(flowVersions.listVersions, { params: { flowId } })
  if (flow.isPending || list.isPending) return <PageSkeleton />
  if (flow.isError) return <Problem error={flow.error} onRetry={() => void flow.refetch()} isPage />
  if (list.isError) return <Problem error={list.error} onRetry={() => void list.refetch()} isPage />
  return (
    <Page
      title={texts.title}
      lead={`${flow.data.name}. ${texts.lead}`}
      back={{ to: `/flows/${flowId}`, label: flow.data.name }}
      width="wide"
    >
      {list.data.items.length === 0 ? (
        <Empty icon={IconArrowsDiff} title={texts.none} text={texts.noneText} />
      ) : (
        <Versions flow={flow.data} versions={list.data.items} />
      )}
    </Page>
  )
}

function Versions({ flow, versions }: { flow: FlowDetail; versions: readonly Version[] }) {
  const [search, setSearch] = useSearchParams()
  const mayBuild = useMay('builder')
  const [goingBack, setGoingBack] = useState<Version | null>(null)
  const newest = versions[0]?.number ?? 1
  const fallback = flow.hasUnpublishedChanges
    ? { from: String(newest), to: 'draft' }
    : { from: String(Math.max(1, newest - 1)), to: String(newest) }
  const from = search.get('from') ?? fallback.from
  const to = search.get('to') ?? fallback.to
  const compare = (sides: { from?: string; to?: string }) =>
    setSearch({ from, to, ...sides }, { replace: true })
  return (
    <div className={classes['layout']}>
      <div className={classes['frame']}>
        <ol className={classes['list']} aria-label={texts.title}>
          {flow.hasUnpublishedChanges ? (
            <li className={classes['version']} data-shown={to === 'draft'}>
              <div className={classes['versionHead']}>
                <Text size="sm" fw={620}>
                  {texts.draft}
                </Text>
                <Button
                  size="compact-xs"
                  variant="default"
                  onClick={() => compare({ from: String(newest), to: 'draft' })}
                >
                  {texts.showDraft}
                </Button>
              </div>
              <Text size="xs" c="var(--kw-text-soft)">
                {texts.savedBy(flow.draftSavedBy)} <Time at={flow.draftSavedAt} />
              </Text>
            </li>
          ) : null}
          {versions.map((version) => (
            <VersionRow
              key={version.number}
              version={version}
              isShown={to === String(version.number)}
              onShow={() =>
                compare({ from: String(Math.max(1, version.number - 1)), to: String(version.number) })
              }
              onGoBack={mayBuild && !version.isPublished ? () => setGoingBack(version) : null}
            />
          ))}
        </ol>
      </div>
      <section aria-label={texts.comparison}>
        <Sides
          versions={versions}
          hasDraft={flow.hasUnpublishedChanges}
          from={from}
          to={to}
          onChange={compare}
        />
        <Comparison flowId={flow.id} from={from} to={to} />
      </section>
      {goingBack === null ? null : (
        <GoBack flow={flow} number={goingBack.number} onClose={() => setGoingBack(null)} />
      )}
    </div>
  )
}

interface VersionRowProps {
  version: Version
  isShown: boolean
  onShow: () => void
  onGoBack: (() => void) | null
}

function VersionRow({ version, isShown, onShow, onGoBack }: VersionRowProps) {
  const { number, createdAt, createdBy, message, isPublished } = version
  return (
    <li className={classes['version']} data-shown={isShown}>
      <div className={classes['versionHead']}>
        <Group gap={8}>
          <Text size="sm" fw={620}>
            {texts.version(number)}
          </Text>
          {isPublished ? (
            <Badge variant="light" color="green">
              {texts.published}
            </Badge>
          ) : null}
        </Group>
        <Group gap={6} wrap="nowrap">
          <Button size="compact-xs" variant="default" onClick={onShow} aria-label={texts.showOf(number)}>
            {texts.show}
          </Button>
          {onGoBack === null ? null : (
            <Button
              size="compact-xs"
              variant="default"
              onClick={onGoBack}
              aria-label={texts.goBackTo(number)}
            >
              {texts.goBack}
            </Button>
          )}
        </Group>
      </div>
      {message === null ? null : (
        <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
          {message}
        </Text>
      )}
      <Text size="xs" c="var(--kw-text-soft)">
        {texts.by(createdBy)} <Time at={createdAt} />
      </Text>
    </li>
  )
}

interface SidesProps {
  versions: readonly Version[]
  hasDraft: boolean
  from: string
  to: string
  onChange: (sides: { from?: string; to?: string }) => void
}

function Sides({ versions, hasDraft, from, to, onChange }: SidesProps) {
  const choices = [
    ...(hasDraft ? [{ value: 'draft', label: texts.draft }] : []),
    ...versions.map(({ number }) => ({ value: String(number), label: texts.version(number) })),
  ]
  return (
    <div className={classes['sides']}>
      <Select
        label={texts.from}
        data={choices}
        value={from}
        onChange={(value) => onChange({ from: value ?? from })}
        allowDeselect={false}
      />
      <Select
        label={texts.to}
        data={choices}
        value={to}
        onChange={(value) => onChange({ to: value ?? to })}
        allowDeselect={false}
      />
    </div>
  )
}

function Comparison({ flowId, from, to }: { flowId: string; from: string; to: string }) {
  const diff = useAnswer(flowVersions.diffVersions, {
    params: { flowId },
    query: { from: sideOf(from), to: sideOf(to) },
  })
  if (diff.isPending) return <RowsSkeleton rows={4} />
  if (diff.isError) return <Problem error={diff.error} onRetry={() => void diff.refetch()} />
  return <DiffCards before={diff.data.from.document} after={diff.data.to.document} />
}

function sideOf(side: string): 'draft' | 'published' | number {
  return side === 'draft' || side === 'published' ? side : Number(side)
}
