import { Stack, Timeline, Text } from '@mantine/core'
import { IconCheck } from '@tabler/icons-react'
import { useParams } from 'react-router'
import { oktaHooks } from '@keyway/api'
import { useAnswer } from '../app/requests.ts'
import { useMay } from '../app/session.tsx'
import { oktaTexts } from '../texts/okta.ts'
import { NotFound } from '../ui/not-found.tsx'
import { Page } from '../ui/page.tsx'
import { Panel } from '../ui/panel.tsx'
import { Problem } from '../ui/problem.tsx'
import { PageSkeleton } from '../ui/skeletons.tsx'
import { Time } from '../ui/time.tsx'
import { HookActions } from './hook-actions.tsx'
import { HookState } from './hook-state.tsx'
import { OktaSteps } from './okta-steps.tsx'
import classes from './okta.module.css'
import type { OktaHook } from './okta-page.tsx'

/** One receiver: what to paste into Okta, and whether it arrived. */
export function HookPage() {
  const { hookId = '' } = useParams()
  const mayManage = useMay('admin')
  const list = useAnswer(oktaHooks.listOktaHooks, {}, { refetchInterval: 3_000 })
  if (list.isPending) return <PageSkeleton />
  if (list.isError) return <Problem error={list.error} onRetry={() => void list.refetch()} isPage />
  const hook = list.data.items.find((candidate) => candidate.id === hookId)
  if (hook === undefined) return <NotFound />
  return (
    <Page
      title={hook.name}
      back={{ to: '/okta', label: oktaTexts.back }}
      lead={
        <span role="status" aria-live="polite">
          <HookState hook={hook} />
        </span>
      }
      actions={mayManage ? <HookActions hook={hook} /> : null}
    >
      <div className={classes['columns']}>
        <OktaSteps hook={hook} />
        <Stack gap="md">
          <Progress hook={hook} />
          <Counters hook={hook} />
        </Stack>
      </div>
    </Page>
  )
}

function Progress({ hook }: { hook: OktaHook }) {
  const { timeline } = oktaTexts
  const reached = hook.lastDeliveryAt !== null ? 2 : hook.verifiedAt !== null ? 1 : 0
  return (
    <Panel title={oktaTexts.columns.state}>
      <Timeline active={reached} bulletSize={20} lineWidth={2}>
        <Timeline.Item
          title={timeline.created}
          bullet={reached >= 0 ? <IconCheck size={12} stroke={3} aria-hidden /> : null}
        >
          <Text size="sm" c="var(--kw-text-soft)">
            <Time at={hook.createdAt} />
          </Text>
        </Timeline.Item>
        <Timeline.Item
          title={timeline.verified}
          bullet={reached >= 1 ? <IconCheck size={12} stroke={3} aria-hidden /> : null}
        >
          <Text size="sm" c="var(--kw-text-soft)">
            {hook.verifiedAt === null ? oktaTexts.notVerified : <Time at={hook.verifiedAt} />}
          </Text>
        </Timeline.Item>
        <Timeline.Item
          title={timeline.delivered}
          bullet={reached >= 2 ? <IconCheck size={12} stroke={3} aria-hidden /> : null}
        >
          <Text size="sm" c="var(--kw-text-soft)">
            <Time at={hook.lastDeliveryAt} />
          </Text>
        </Timeline.Item>
      </Timeline>
    </Panel>
  )
}

function Counters({ hook }: { hook: OktaHook }) {
  return (
    <Panel title={oktaTexts.deliveries}>
      <dl className={classes['counters']}>
        {[
          [oktaTexts.deliveries, hook.deliveries],
          [oktaTexts.events, hook.events],
          [oktaTexts.refused, hook.refused],
        ].map(([label, count]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{count?.toLocaleString('en')}</dd>
          </div>
        ))}
      </dl>
      {hook.refused === 0 ? null : (
        <Text size="xs" c="var(--kw-text-soft)" mt="sm">
          {oktaTexts.refusedHelp}
        </Text>
      )}
    </Panel>
  )
}
