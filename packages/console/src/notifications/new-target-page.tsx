import { Select, Stack } from '@mantine/core'
import { useState } from 'react'
import { useNavigate, useSearchParams } from 'react-router'
import { notifications } from '@keyway/api'
import { useAnswer, useSend } from '../app/requests.ts'
import { notificationTexts } from '../texts/notifications.ts'
import { Page } from '../ui/page.tsx'
import { Panel } from '../ui/panel.tsx'
import { Problem } from '../ui/problem.tsx'
import { TargetForm } from './target-form.tsx'

/** First the kind, then its fields; saving tests at once. */
export function NewTargetPage() {
  const [search, setSearch] = useSearchParams()
  const list = useAnswer(notifications.listKinds)
  const kinds = list.data?.items ?? []
  const kind = kinds.find(({ id }) => id === (search.get('kind') ?? 'webhook'))
  const create = useSend(notifications.createTarget, [notifications.listTargets])
  const test = useSend(notifications.testTarget, [notifications.listTargets])
  const navigate = useNavigate()
  const [name, setName] = useState('')
  return (
    <Page
      title={notificationTexts.create}
      back={{ to: '/notifications', label: notificationTexts.back }}
      lead={kind?.description}
    >
      <Panel title={notificationTexts.settings}>
        {list.isError ? <Problem error={list.error} onRetry={() => void list.refetch()} /> : null}
        <Stack gap="md">
          <Select
            label={notificationTexts.chooseKind}
            data={kinds.map(({ id, title }) => ({ value: id, label: title }))}
            value={kind?.id ?? null}
            onChange={(id) => setSearch({ kind: id ?? 'webhook' }, { replace: true })}
            allowDeselect={false}
            maw={560}
          />
          {kind === undefined ? null : (
            <TargetForm
              key={kind.id}
              kind={kind.id}
              schema={kind.schema}
              name={name}
              onName={setName}
              start={{}}
              secretsSet={[]}
              action={notificationTexts.add}
              isBusy={create.isPending || test.isPending}
              error={create.error}
              onSend={(values) =>
                create.mutate(
                  { body: { name, kind: kind.id, values } },
                  {
                    onSuccess: ({ id }) =>
                      test.mutate(
                        { params: { targetId: id } },
                        // The outcome, good or bad, is on the page of the target.
                        { onSettled: () => void navigate(`/notifications/${id}`) },
                      ),
                  },
                )
              }
            />
          )}
        </Stack>
      </Panel>
    </Page>
  )
}
