import { Button, Checkbox, Group, MultiSelect, NumberInput, Select, Stack, TextInput } from '@mantine/core'
import { useState } from 'react'
import { detections } from '@keyway/api'
import { severities } from '../alerts/severity-mark.tsx'
import { useAnswer } from '../app/requests.ts'
import { severityTexts } from '../texts/alerts.ts'
import { notificationTexts } from '../texts/notifications.ts'
import type { Wishes } from './target-kinds.ts'

export interface WishesFormProps {
  start: Wishes
  isBusy: boolean
  isLocked: boolean
  onSend: (wants: Wishes) => void
}

const topics = ['alert', 'finding'] as const
const changes = ['opened', 'closed'] as const
const whenKinds = ['at_once', 'digest', 'daily'] as const

/** What a target hears of, and when. */
export function WishesForm({ start, isBusy, isLocked, onSend }: WishesFormProps) {
  const [wants, setWants] = useState(start)
  const rules = useAnswer(detections.listDetections)
  const titles = new Map((rules.data?.items ?? []).map(({ id, title }) => [id, title]))
  // Rules that are gone, and checks, stay chosen by their id.
  for (const id of wants.rules ?? []) if (!titles.has(id)) titles.set(id, id)
  return (
    <fieldset disabled={isLocked} style={{ border: 0, margin: 0, padding: 0 }}>
      <Stack gap="md" maw={560}>
        <Checkbox.Group
          label={notificationTexts.topics}
          value={wants.topics}
          onChange={(chosen) => setWants({ ...wants, topics: topics.filter((one) => chosen.includes(one)) })}
        >
          <Group mt={6}>
            {topics.map((value) => (
              <Checkbox key={value} value={value} label={notificationTexts.topic[value]} />
            ))}
          </Group>
        </Checkbox.Group>
        <Checkbox.Group
          label={notificationTexts.changes}
          value={wants.changes}
          onChange={(chosen) =>
            setWants({ ...wants, changes: changes.filter((one) => chosen.includes(one)) })
          }
        >
          <Group mt={6}>
            {changes.map((value) => (
              <Checkbox key={value} value={value} label={notificationTexts.change[value]} />
            ))}
          </Group>
        </Checkbox.Group>
        <Select
          label={notificationTexts.severity}
          data={severities.map((value) => ({ value, label: severityTexts[value] }))}
          value={wants.severity}
          onChange={(value) =>
            setWants({ ...wants, severity: severities.find((known) => known === value) ?? wants.severity })
          }
          allowDeselect={false}
        />
        <MultiSelect
          label={notificationTexts.rules}
          description={notificationTexts.rulesHelp}
          placeholder={wants.rules === null ? notificationTexts.rulesAll : ''}
          data={[...titles].map(([value, label]) => ({ value, label }))}
          value={wants.rules ?? []}
          onChange={(chosen) => setWants({ ...wants, rules: chosen.length === 0 ? null : chosen })}
          searchable
          clearable
        />
        <When when={wants.when} onChange={(when) => setWants({ ...wants, when })} />
        <Group>
          <Button loading={isBusy} onClick={() => onSend(wants)}>
            {notificationTexts.save}
          </Button>
        </Group>
      </Stack>
    </fieldset>
  )
}

function When({ when, onChange }: { when: Wishes['when']; onChange: (when: Wishes['when']) => void }) {
  const choose = (value: string | null) => {
    const kind = whenKinds.find((known) => known === value) ?? 'at_once'
    if (kind === 'at_once') onChange({ kind })
    else if (kind === 'digest') onChange({ kind, minutes: 60 })
    else onChange({ kind, time: '08:00', timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone })
  }
  return (
    <>
      <Select
        label={notificationTexts.when}
        data={whenKinds.map((value) => ({ value, label: notificationTexts.whenKinds[value] }))}
        value={when.kind}
        onChange={choose}
        allowDeselect={false}
      />
      {when.kind === 'digest' ? (
        <NumberInput
          label={notificationTexts.digestMinutes}
          value={when.minutes}
          min={1}
          max={1440}
          onChange={(minutes) => onChange({ ...when, minutes: Number(minutes) || 1 })}
        />
      ) : null}
      {when.kind === 'daily' ? (
        <Group gap="sm" grow>
          <TextInput
            label={notificationTexts.dailyTime}
            type="time"
            value={when.time}
            onChange={(event) => onChange({ ...when, time: event.currentTarget.value })}
          />
          <TextInput
            label={notificationTexts.dailyZone}
            value={when.timeZone}
            onChange={(event) => onChange({ ...when, timeZone: event.currentTarget.value })}
            spellCheck={false}
          />
        </Group>
      ) : null}
    </>
  )
}
