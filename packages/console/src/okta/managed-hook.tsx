import { Badge, Button, Group, Stack, Text } from '@mantine/core'
import { useState } from 'react'
import { oktaHooks, oktaSources } from '@keyway/api'
import { useSend } from '../app/requests.ts'
import { useMay } from '../app/session.tsx'
import { oktaSourceTexts as texts } from '../texts/okta-sources.ts'
import { Confirm } from '../ui/confirm.tsx'
import { Notice } from '../ui/notice.tsx'
import { Panel } from '../ui/panel.tsx'
import { Problem } from '../ui/problem.tsx'
import { Time } from '../ui/time.tsx'
import { formatAbsolute } from '../values/time.ts'
import type { OktaSource } from './org-sentence.ts'
import { PushedFilters } from './pushed-filters.tsx'
import classes from './okta.module.css'

const colours = { new: 'gray', ok: 'green', drifted: 'brass', failing: 'red' } as const
const refreshed = [oktaSources.listOktaSources, oktaHooks.listOktaHooks]

/** The event hook that Keyway keeps in the org, or the offer to make it. */
export function ManagedHook({ source }: { source: OktaSource }) {
  const mayManage = useMay('admin')
  return (
    <Panel
      title={texts.hook}
      aside={mayManage && source.hooks.length > 0 ? <Actions org={source.org} /> : null}
    >
      {source.hooks.length === 0 ? <Offer org={source.org} mayManage={mayManage} /> : null}
      <Stack gap="md">
        {source.hooks.map((hook) => (
          <Hook key={hook.hookId} hook={hook} />
        ))}
        {source.hooks.length === 0 ? null : <PushedFilters source={source} />}
      </Stack>
    </Panel>
  )
}

function Offer({ org, mayManage }: { org: string; mayManage: boolean }) {
  const setUp = useSend(oktaSources.setUpHook, refreshed)
  return (
    <Stack gap="sm" align="flex-start">
      <Text size="sm">{texts.noHook}</Text>
      <Text size="sm" c="var(--kw-text-soft)">
        {texts.hookByHand}
      </Text>
      {setUp.error === null ? null : <Problem error={setUp.error} />}
      {mayManage ? (
        <Button loading={setUp.isPending} onClick={() => setUp.mutate({ params: { org } })}>
          {texts.setUp}
        </Button>
      ) : null}
    </Stack>
  )
}

function Hook({ hook }: { hook: OktaSource['hooks'][number] }) {
  const facts = [
    [texts.tested, hook.testedAt],
    [texts.checked, hook.checkedAt],
    [texts.delivered, hook.lastDeliveryAt],
  ] as const
  return (
    <Stack gap="sm">
      <Group gap="sm">
        <Text fw={600} size="sm">
          {hook.name}
        </Text>
        <Badge color={colours[hook.status]}>{texts.statuses[hook.status]}</Badge>
        <Text size="sm" c="var(--kw-text-soft)">
          {hook.types.length === 0 ? texts.noTypesYet : texts.hookTypes(hook.types.length)}
        </Text>
      </Group>
      {hook.problems.map(({ code, message }) => (
        <Notice key={code} tone="bad">
          {message}
        </Notice>
      ))}
      {hook.canary === null || hook.problems.length > 0 ? null : (
        <Text size="sm" c="var(--kw-text-soft)">
          {texts.canary(formatAbsolute(hook.canary.at), hook.canary)}
        </Text>
      )}
      {hook.repaired === null ? null : (
        <Text size="sm" c="var(--kw-text-soft)">
          {texts.repaired(formatAbsolute(hook.repaired.at), hook.repaired.what)}
        </Text>
      )}
      <dl className={classes['counters']}>
        {facts.map(([label, at]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>
              <Time at={at} />
            </dd>
          </div>
        ))}
      </dl>
    </Stack>
  )
}

function Actions({ org }: { org: string }) {
  const change = useSend(oktaSources.changeHook, refreshed)
  const remove = useSend(oktaSources.removeHook, refreshed)
  const [isRemoving, setRemoving] = useState(false)
  const step = change.variables?.params?.step
  return (
    <>
      <Group gap="xs">
        {(['check', 'test', 'rotate'] as const).map((name) => (
          <Button
            key={name}
            variant="default"
            size="xs"
            loading={change.isPending && step === name}
            onClick={() => change.mutate({ params: { org, step: name } })}
          >
            {texts[name]}
          </Button>
        ))}
        <Button variant="default" size="xs" onClick={() => setRemoving(true)}>
          {texts.remove}
        </Button>
      </Group>
      {change.error === null ? null : <Problem error={change.error} />}
      <Confirm
        isOpen={isRemoving}
        title={texts.removeTitle}
        text={texts.removeText}
        action={texts.removeAction}
        isDangerous
        isBusy={remove.isPending}
        error={remove.error}
        onConfirm={() => remove.mutate({ params: { org } }, { onSuccess: () => setRemoving(false) })}
        onClose={() => setRemoving(false)}
      />
    </>
  )
}
