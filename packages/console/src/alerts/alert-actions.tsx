import { Button, Group, Modal, Radio, Stack, Textarea } from '@mantine/core'
import { IconCheck, IconPlayerPlay, IconX } from '@tabler/icons-react'
import { useState } from 'react'
import { alerts } from '@keyway/api'
import { useSend } from '../app/requests.ts'
import { useMay } from '../app/session.tsx'
import { RemedyForm } from '../flows/remedy-form.tsx'
import { alertTexts } from '../texts/alerts.ts'
import { commonTexts } from '../texts/common.ts'
import { FailedAction } from '../ui/failed-action.tsx'
import { Problem } from '../ui/problem.tsx'

const changed = [alerts.listAlerts, alerts.getAlert, alerts.countAlerts]
const reasons = ['fixed', 'expected', 'false_alarm', 'other'] as const
type Reason = (typeof reasons)[number]

export interface AlertActionsProps {
  alertIds: readonly string[]
  canAcknowledge: boolean
  canClose: boolean
  /** Called when what was asked for is done. */
  onDone: () => void
}

/** What a person does about one alert or several. */
export function AlertActions({ alertIds, canAcknowledge, canClose, onDone }: AlertActionsProps) {
  const mayAct = useMay('operator')
  const acknowledge = useSend(alerts.acknowledgeAlerts, changed)
  const reopen = useSend(alerts.reopenAlerts, changed)
  const [isClosing, setClosing] = useState(false)
  const [isAnswering, setAnswering] = useState(false)
  if (!mayAct) return null
  const ids = [...alertIds]
  return (
    <Group gap="xs">
      {canAcknowledge ? (
        <Button
          variant="default"
          leftSection={<IconCheck size={16} aria-hidden />}
          loading={acknowledge.isPending}
          onClick={() => acknowledge.mutate({ body: { alertIds: ids } }, { onSuccess: onDone })}
        >
          {alertTexts.acknowledge}
        </Button>
      ) : null}
      {canClose ? (
        <Button
          variant="default"
          leftSection={<IconX size={16} aria-hidden />}
          onClick={() => setClosing(true)}
        >
          {alertTexts.close}
        </Button>
      ) : (
        <Button
          variant="default"
          loading={reopen.isPending}
          onClick={() => reopen.mutate({ body: { alertIds: ids } }, { onSuccess: onDone })}
        >
          {alertTexts.reopen}
        </Button>
      )}
      <Button leftSection={<IconPlayerPlay size={16} aria-hidden />} onClick={() => setAnswering(true)}>
        {alertTexts.remedy}
      </Button>
      <Modal opened={isClosing} onClose={() => setClosing(false)} title={alertTexts.closeTitle(ids.length)}>
        <CloseForm alertIds={ids} onCancel={() => setClosing(false)} onDone={onDone} />
      </Modal>
      <Modal
        opened={isAnswering}
        onClose={() => setAnswering(false)}
        title={alertTexts.remedyTitle(ids.length)}
      >
        <AlertRemedy alertIds={ids} onCancel={() => setAnswering(false)} onDone={onDone} />
      </Modal>
      <FailedAction
        error={acknowledge.error ?? reopen.error}
        onClose={() => {
          acknowledge.reset()
          reopen.reset()
        }}
      />
    </Group>
  )
}

interface FormProps {
  alertIds: string[]
  onCancel: () => void
  onDone: () => void
}

function CloseForm({ alertIds, onCancel, onDone }: FormProps) {
  const [reason, setReason] = useState<Reason>('fixed')
  const [note, setNote] = useState('')
  const close = useSend(alerts.closeAlerts, changed)
  const send = () =>
    close.mutate(
      { body: { alertIds, reason, note } },
      {
        onSuccess: () => {
          onCancel()
          onDone()
        },
      },
    )
  return (
    <Stack gap="md">
      <Radio.Group
        label={alertTexts.closeReason}
        value={reason}
        onChange={(value) => setReason(reasons.find((known) => known === value) ?? 'other')}
      >
        <Stack gap={8} mt={6}>
          {reasons.map((value) => (
            <Radio key={value} value={value} label={alertTexts.reasons[value]} />
          ))}
        </Stack>
      </Radio.Group>
      <Textarea
        label={alertTexts.note}
        description={alertTexts.noteHelp}
        value={note}
        onChange={(event) => setNote(event.currentTarget.value)}
        autosize
        minRows={2}
        maxLength={4000}
      />
      {close.error === null ? null : <Problem error={close.error} />}
      <Group justify="flex-end" gap="sm">
        <Button variant="default" onClick={onCancel}>
          {commonTexts.cancel}
        </Button>
        <Button loading={close.isPending} onClick={send}>
          {alertTexts.close}
        </Button>
      </Group>
    </Stack>
  )
}

function AlertRemedy({ alertIds, onCancel, onDone }: FormProps) {
  const remedy = useSend(alerts.remedyAlerts, changed)
  return (
    <RemedyForm
      texts={alertTexts}
      error={remedy.error}
      isSending={remedy.isPending}
      onCancel={onCancel}
      onSend={(answer) =>
        remedy.mutate(
          { body: { alertIds, ...answer } },
          {
            onSuccess: () => {
              onCancel()
              onDone()
            },
          },
        )
      }
    />
  )
}
