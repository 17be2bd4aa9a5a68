import { Button, Group, Modal, NumberInput, Select, Stack, Switch, TextInput } from '@mantine/core'
import { IconAdjustments } from '@tabler/icons-react'
import { useState, type SyntheticEvent } from 'react'
import { oktaSources } from '@keyway/api'
import { useSend } from '../app/requests.ts'
import { commonTexts } from '../texts/common.ts'
import { logSettingTexts as texts } from '../texts/okta-sources.ts'
import { Problem } from '../ui/problem.tsx'
import type { OktaSource } from './org-sentence.ts'

type Settings = OktaSource['settings']

/** A button that opens how the System Log of an org is read. */
export function LogSettings({ source }: { source: OktaSource }) {
  const [isOpen, setOpen] = useState(false)
  const close = () => setOpen(false)
  return (
    <>
      <Button
        variant="default"
        size="xs"
        leftSection={<IconAdjustments size={14} aria-hidden />}
        onClick={() => setOpen(true)}
      >
        {texts.change}
      </Button>
      <Modal opened={isOpen} onClose={close} title={texts.title(source.org)} size="lg">
        <SettingsForm source={source} onClose={close} />
      </Modal>
    </>
  )
}

function SettingsForm({ source, onClose }: { source: OktaSource; onClose: () => void }) {
  const [settings, setSettings] = useState(source.settings)
  const save = useSend(oktaSources.updateOktaSource, [oktaSources.listOktaSources])
  const change = (part: Partial<Settings>) => setSettings({ ...settings, ...part })
  const submit = (event: SyntheticEvent) => {
    event.preventDefault()
    // The list is read again and again while this is open: only what was changed here is sent.
    const changed = changedOf(source.settings, settings)
    save.mutate({ params: { org: source.org }, body: { settings: changed } }, { onSuccess: onClose })
  }
  return (
    <form onSubmit={submit}>
      <Stack gap="md">
        <Switch
          label={texts.isOn}
          description={texts.isOnHelp}
          checked={settings.isOn}
          onChange={({ currentTarget }) => change({ isOn: currentTarget.checked })}
        />
        <Group grow align="flex-start">
          <Amount
            label={texts.poll}
            help={texts.pollHelp}
            range={[1, 3600]}
            value={settings.pollSeconds}
            onChange={(pollSeconds) => change({ pollSeconds })}
          />
          <Amount
            label={texts.reconcile}
            help={texts.reconcileHelp}
            range={[1, 3600]}
            value={settings.reconcileSeconds}
            onChange={(reconcileSeconds) => change({ reconcileSeconds })}
          />
        </Group>
        <Group grow align="flex-start">
          <Amount
            label={texts.sweepEvery}
            help={texts.sweepEveryHelp}
            range={[0, 1440]}
            value={settings.sweepEverySeconds / 60}
            onChange={(minutes) => change({ sweepEverySeconds: Math.round(minutes * 60) })}
          />
          <Amount
            label={texts.sweepBack}
            help={texts.sweepBackHelp}
            range={[0.1, 168]}
            value={settings.sweepBackSeconds / 3600}
            onChange={(hours) => change({ sweepBackSeconds: Math.round(hours * 3600) })}
          />
        </Group>
        <Amount
          label={texts.overlap}
          help={texts.overlapHelp}
          range={[1, 1440]}
          value={settings.overlapSeconds / 60}
          onChange={(minutes) => change({ overlapSeconds: Math.round(minutes * 60) })}
        />
        <TextInput
          type="datetime-local"
          label={texts.since}
          description={texts.sinceHelp}
          value={settings.since === null ? '' : toLocalInput(settings.since)}
          onChange={({ currentTarget: { value } }) =>
            change({ since: value === '' ? null : new Date(value).getTime() })
          }
        />
        <Select
          label={texts.hookPolicy}
          data={(['repair', 'report'] as const).map((value) => ({
            value,
            label: texts.hookPolicies[value],
          }))}
          value={settings.hookPolicy}
          onChange={(value) => change({ hookPolicy: value === 'report' ? value : 'repair' })}
          allowDeselect={false}
        />
        {save.error === null ? null : <Problem error={save.error} />}
        <Group justify="flex-end" gap="sm">
          <Button variant="default" onClick={onClose}>
            {commonTexts.cancel}
          </Button>
          <Button type="submit" loading={save.isPending}>
            {commonTexts.save}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}

interface AmountProps {
  label: string
  help: string
  range: readonly [least: number, most: number]
  value: number
  onChange: (value: number) => void
}

function Amount({ label, help, range: [least, most], value, onChange }: AmountProps) {
  return (
    <NumberInput
      label={label}
      description={help}
      min={least}
      max={most}
      value={Math.round(value * 100) / 100}
      onChange={(typed) => onChange(Number(typed))}
    />
  )
}

function changedOf(before: Settings, after: Settings): Partial<Settings> {
  const { pollSeconds, reconcileSeconds, overlapSeconds, sweepEverySeconds, sweepBackSeconds } = after
  return {
    ...(pollSeconds === before.pollSeconds ? {} : { pollSeconds }),
    ...(reconcileSeconds === before.reconcileSeconds ? {} : { reconcileSeconds }),
    ...(overlapSeconds === before.overlapSeconds ? {} : { overlapSeconds }),
    ...(sweepEverySeconds === before.sweepEverySeconds ? {} : { sweepEverySeconds }),
    ...(sweepBackSeconds === before.sweepBackSeconds ? {} : { sweepBackSeconds }),
    ...(after.since === before.since ? {} : { since: after.since }),
    ...(after.isOn === before.isOn ? {} : { isOn: after.isOn }),
    ...(after.hookPolicy === before.hookPolicy ? {} : { hookPolicy: after.hookPolicy }),
  }
}

/** As the input of a browser has it: the reader's clock, without a zone. */
function toLocalInput(at: number): string {
  const date = new Date(at)
  return new Date(at - date.getTimezoneOffset() * 60_000).toISOString().slice(0, 16)
}
