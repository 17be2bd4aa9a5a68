import { Badge, Button, Menu, ActionIcon, SegmentedControl } from '@mantine/core'
import {
  IconAlertTriangle,
  IconArrowBackUp,
  IconArrowsDiff,
  IconDots,
  IconHistory,
  IconTrash,
} from '@tabler/icons-react'
import { useMemo, useState } from 'react'
import { Link, useNavigate, useParams, useSearchParams } from 'react-router'
import { flows } from '@keyway/api'
import type { Flow } from '@keyway/engine'
import type { z } from '@keyway/sdk'
import { useAnswer, useSend } from '../app/requests.ts'
import { useMay } from '../app/session.tsx'
import { FlowDesigner } from '../designer/flow-designer.tsx'
import { DesignerProvider } from '../designer/model/use-designer.tsx'
import { layoutFlow } from '../strip/layout.ts'
import type { StepProblem } from '../strip/strip-context.ts'
import { Strip } from '../strip/strip.tsx'
import { useCatalogIndex } from '../strip/use-catalog.ts'
import { flowTexts } from '../texts/flows.ts'
import { versionTexts } from '../texts/versions.ts'
import { TriggerPanel } from '../trigger/trigger-panel.tsx'
import { Confirm } from '../ui/confirm.tsx'
import { Notice } from '../ui/notice.tsx'
import { Page } from '../ui/page.tsx'
import { Problem } from '../ui/problem.tsx'
import { StripSkeleton } from '../ui/skeletons.tsx'
import { Bindings } from './bindings.tsx'
import { Endpoint } from './endpoint.tsx'
import { FlowSwitch } from './flow-switch.tsx'
import classes from './flows.module.css'
import { Limits } from './limits.tsx'
import { MoveFlow, MoveItem } from './move-flow.tsx'
import { OrderPanel } from './order-panel.tsx'
import { PublishButton } from './publish-button.tsx'
import { RunButton } from './run-dialog.tsx'

export type FlowDetail = z.output<typeof flows.flowDetail>

/** One flow: its cards, what it is bound to, and its switch. */
export function FlowPage() {
  const { flowId = '' } = useParams()
  const mayBuild = useMay('builder')
  const answer = useAnswer(flows.getFlow, { params: { flowId } })
  const back = { to: '/flows', label: flowTexts.back }
  if (answer.isPending) {
    return (
      <Page title={flowTexts.title} back={back}>
        <StripSkeleton />
      </Page>
    )
  }
  if (answer.isError) {
    return (
      <Page title={flowTexts.title} back={back}>
        <Problem error={answer.error} onRetry={() => void answer.refetch()} />
      </Page>
    )
  }
  return mayBuild ? (
    <DesignerProvider key={flowId} detail={answer.data}>
      <FlowView flow={answer.data} />
    </DesignerProvider>
  ) : (
    <FlowView flow={answer.data} />
  )
}

function FlowView({ flow }: { flow: FlowDetail }) {
  const [search, setSearch] = useSearchParams()
  const mayBuild = useMay('builder')
  const isPublishedShown = search.get('version') === 'published' && flow.published !== null
  const shown = isPublishedShown && flow.published !== null ? flow.published : flow.draft
  const isEdited = mayBuild && !isPublishedShown
  return (
    <Page
      title={flow.name}
      back={{ to: '/flows', label: flowTexts.back }}
      lead={flow.draft.description ?? flowTexts.kinds[flow.kind]}
      actions={<FlowActions flow={flow} />}
      width="wide"
    >
      {isEdited ? null : <Problems flow={flow} />}
      {flow.published !== null && flow.hasUnpublishedChanges ? (
        <SegmentedControl
          size="xs"
          mb={8}
          aria-label={flowTexts.showing}
          value={isPublishedShown ? 'published' : 'draft'}
          onChange={(version) => setSearch({ version }, { replace: true })}
          data={[
            { value: 'draft', label: flowTexts.draft },
            { value: 'published', label: flowTexts.version(flow.publishedVersion) },
          ]}
        />
      ) : null}
      <div className={classes['stripArea']}>
        {isEdited ? <FlowDesigner flow={flow} /> : <FlowStrip flow={shown} problems={flow.problems} />}
      </div>
      <div className={classes['below']}>
        <TriggerPanel flow={flow} />
        <Bindings flow={flow} />
        <Endpoint flow={flow} />
        <OrderPanel flow={flow} />
        <Limits flow={shown} />
      </div>
    </Page>
  )
}

function FlowStrip({ flow, problems }: { flow: Flow; problems: FlowDetail['problems'] }) {
  const catalog = useCatalogIndex()
  const items = useMemo(() => layoutFlow(flow, catalog), [flow, catalog])
  const byStep = useMemo(() => {
    const found = new Map<string, StepProblem[]>()
    for (const { step, message, severity } of problems) {
      if (step !== null) found.set(step, [...(found.get(step) ?? []), { message, severity }])
    }
    return found
  }, [problems])
  return <Strip items={items} painting={null} problems={byStep} />
}

function Problems({ flow }: { flow: FlowDetail }) {
  if (flow.problems.length === 0) return null
  const isBlocked = flow.problems.some((problem) => problem.severity === 'error')
  return (
    <Notice
      tone={isBlocked ? 'bad' : 'doubt'}
      mb="md"
      icon={<IconAlertTriangle size={18} aria-hidden />}
      title={isBlocked ? flowTexts.problemsTitle : flowTexts.warningsTitle}
    >
      <ul className={classes['problems']}>
        {flow.problems.map(({ step, message }) => (
          <li key={`${step ?? ''} ${message}`}>
            {message}{' '}
            {step === null ? null : (
              <Link to={`?card=${encodeURIComponent(step)}`} className="kw-link" replace>
                {flowTexts.goToCard}
              </Link>
            )}
          </li>
        ))}
      </ul>
    </Notice>
  )
}

function FlowActions({ flow }: { flow: FlowDetail }) {
  const mayBuild = useMay('builder')
  return (
    <>
      <FlowSwitch flow={flow} />
      <Badge
        component={Link}
        to={`/flows/${flow.id}/versions`}
        variant="light"
        color={flow.hasUnpublishedChanges ? 'brass' : 'gray'}
        style={{ cursor: 'pointer' }}
      >
        {flow.hasUnpublishedChanges && flow.publishedVersion !== null
          ? flowTexts.unpublished
          : flowTexts.version(flow.publishedVersion)}
      </Badge>
      <Button
        component={Link}
        to={`/executions?flow=${flow.id}`}
        variant="default"
        leftSection={<IconHistory size={16} aria-hidden />}
      >
        {flowTexts.executions}
      </Button>
      <RunButton flow={flow} />
      {mayBuild && flow.hasUnpublishedChanges ? <PublishButton flow={flow} /> : null}
      {mayBuild ? <MoreActions flow={flow} /> : null}
    </>
  )
}

function MoreActions({ flow }: { flow: FlowDetail }) {
  const [open, setOpen] = useState<'delete' | 'discard' | 'move' | null>(null)
  const close = () => setOpen(null)
  const discard = useSend(flows.discardDraft, [flows.getFlow, flows.listFlows])
  const remove = useSend(flows.deleteFlow, [flows.listFlows])
  const navigate = useNavigate()
  return (
    <>
      <Menu position="bottom-end" shadow="md">
        <Menu.Target>
          <ActionIcon size="lg" aria-label={flowTexts.more}>
            <IconDots size={18} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item
            component={Link}
            to={`/flows/${flow.id}/versions`}
            leftSection={<IconArrowsDiff size={16} aria-hidden />}
          >
            {versionTexts.open}
          </Menu.Item>
          <MoveItem onClick={() => setOpen('move')} />
          {flow.publishedVersion !== null && flow.hasUnpublishedChanges ? (
            <Menu.Item
              leftSection={<IconArrowBackUp size={16} aria-hidden />}
              onClick={() => setOpen('discard')}
            >
              {flowTexts.discard}
            </Menu.Item>
          ) : null}
          <Menu.Item
            color="red"
            leftSection={<IconTrash size={16} aria-hidden />}
            onClick={() => setOpen('delete')}
          >
            {flowTexts.delete}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {open === 'move' ? <MoveFlow flow={flow} onClose={close} /> : null}
      <Confirm
        isOpen={open === 'discard'}
        title={flowTexts.discardTitle}
        text={flowTexts.discardText}
        action={flowTexts.discard}
        isDangerous
        isBusy={discard.isPending}
        error={discard.error}
        onConfirm={() => discard.mutate({ params: { flowId: flow.id } }, { onSuccess: close })}
        onClose={close}
      />
      <Confirm
        isOpen={open === 'delete'}
        title={flowTexts.deleteTitle(flow.name)}
        text={flowTexts.deleteText}
        action={flowTexts.delete}
        isDangerous
        isBusy={remove.isPending}
        error={remove.error}
        onConfirm={() =>
          remove.mutate({ params: { flowId: flow.id } }, { onSuccess: () => void navigate('/flows') })
        }
        onClose={close}
      />
    </>
  )
}
