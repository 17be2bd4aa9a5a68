import { Button, Group, Stack, Switch } from '@mantine/core'
import { IconPlugConnected } from '@tabler/icons-react'
import { useState } from 'react'
import { useNavigate, useParams } from 'react-router'
import { notifications } from '@keyway/api'
import { useAnswer, useSend } from '../app/requests.ts'
import { useMay } from '../app/session.tsx'
import { notificationTexts } from '../texts/notifications.ts'
import { DeleteAction } from '../ui/delete-action.tsx'
import { NotFound } from '../ui/not-found.tsx'
import { Notice } from '../ui/notice.tsx'
import { Page } from '../ui/page.tsx'
import { Panel } from '../ui/panel.tsx'
import { Problem } from '../ui/problem.tsx'
import { PageSkeleton } from '../ui/skeletons.tsx'
import { formatAbsolute } from '../values/time.ts'
import { Deliveries } from './deliveries.tsx'
import { describeWishes } from './describe-wishes.ts'
import { TargetForm } from './target-form.tsx'
import type { Target, TargetKind } from './target-kinds.ts'
import { WishesForm } from './wishes-form.tsx'

/** One target: whether it works, what it hears of, where it goes, and its messages. */
export function TargetPage() {
  const { targetId = '' } = useParams()
  const list = useAnswer(notifications.listTargets)
  const kinds = useAnswer(notifications.listKinds)
  if (list.isPending || kinds.isPending) return <PageSkeleton />
  if (list.isError) return <Problem error={list.error} onRetry={() => void list.refetch()} isPage />
  if (kinds.isError) return <Problem error={kinds.error} onRetry={() => void kinds.refetch()} isPage />
  const target = list.data.items.find(({ id }) => id === targetId)
  const kind = kinds.data.items.find(({ id }) => id === target?.kind)
  if (target === undefined || kind === undefined) return <NotFound />
  return <TargetDetails key={target.id} target={target} kind={kind} />
}

function TargetDetails({ target, kind }: { target: Target; kind: TargetKind }) {
  const mayManage = useMay('admin')
  const refreshed = [notifications.listTargets]
  const change = useSend(notifications.changeTarget, refreshed)
  const [name, setName] = useState(target.name)
  const params = { targetId: target.id }
  return (
    <Page
      title={target.name}
      back={{ to: '/notifications', label: notificationTexts.back }}
      lead={`${target.kindTitle} · ${describeWishes(target.wants)}`}
      actions={<TargetActions target={target} />}
    >
      <Stack gap="md">
        <TestNotice target={target} />
        <Panel
          title={notificationTexts.wantsTitle}
          aside={
            <Switch
              label={notificationTexts.switch}
              checked={target.isOn}
              disabled={!mayManage}
              onChange={(event) => change.mutate({ params, body: { isOn: event.currentTarget.checked } })}
            />
          }
        >
          <WishesForm
            start={target.wants}
            isBusy={change.isPending}
            isLocked={!mayManage}
            onSend={(wants) => change.mutate({ params, body: { wants } })}
          />
        </Panel>
        {change.error === null ? null : <Problem error={change.error} />}
        {mayManage ? (
          <Panel title={notificationTexts.settings}>
            <TargetForm
              kind={kind.id}
              schema={kind.schema}
              name={name}
              onName={setName}
              start={target.settings}
              secretsSet={target.secretsSet}
              action={notificationTexts.save}
              isBusy={change.isPending}
              error={null}
              onSend={(values) => change.mutate({ params, body: { name, values } })}
            />
          </Panel>
        ) : null}
        <Deliveries targetId={target.id} />
      </Stack>
    </Page>
  )
}

function TestNotice({ target: { test } }: { target: Target }) {
  if (test === null) return null
  const at = formatAbsolute(test.at)
  return (
    <Notice
      tone={test.ok ? 'good' : 'bad'}
      title={test.ok ? `${notificationTexts.works} · ${at}` : `${notificationTexts.testFailed} · ${at}`}
      role="status"
    >
      {test.message}
    </Notice>
  )
}

function TargetActions({ target }: { target: Target }) {
  const navigate = useNavigate()
  const mayManage = useMay('admin')
  const mayTest = useMay('operator')
  const test = useSend(notifications.testTarget, [notifications.listTargets])
  const remove = useSend(notifications.deleteTarget, [notifications.listTargets])
  const params = { targetId: target.id }
  return (
    <Group gap="xs">
      {mayTest ? (
        <Button
          leftSection={<IconPlugConnected size={16} aria-hidden />}
          loading={test.isPending}
          onClick={() => test.mutate({ params })}
        >
          {notificationTexts.test}
        </Button>
      ) : null}
      {mayManage ? (
        <DeleteAction
          label={notificationTexts.deleteLabel}
          title={notificationTexts.deleteTitle(target.name)}
          text={notificationTexts.deleteText}
          action={notificationTexts.deleteLabel}
          isBusy={remove.isPending}
          error={remove.error}
          onConfirm={() => remove.mutate({ params }, { onSuccess: () => void navigate('/notifications') })}
        />
      ) : null}
    </Group>
  )
}
