import { Button, Group, Modal } from '@mantine/core'
import { useState } from 'react'
import { checks } from '@keyway/api'
import { useSend } from '../app/requests.ts'
import { useMay } from '../app/session.tsx'
import { ReasonForm } from '../findings/reason-form.tsx'
import { checkTexts as texts } from '../texts/checks.ts'
import { FailedAction } from '../ui/failed-action.tsx'

const changed = [checks.getCheck, checks.listChecks, checks.getScores]

/** Mutes a check in an org for a reason and a time, or ends that. */
export function MuteButton({ checkId, org, isMuted }: { checkId: string; org: string; isMuted: boolean }) {
  const mayAct = useMay('operator')
  const [isOpen, setOpen] = useState(false)
  const mute = useSend(checks.muteCheck, changed)
  const unmute = useSend(checks.unmuteCheck, changed)
  const params = { checkId, org }
  if (!mayAct) return null
  return (
    <Group gap="xs" mt={4}>
      {isMuted ? (
        <Button
          variant="default"
          size="compact-sm"
          loading={unmute.isPending}
          onClick={() => unmute.mutate({ params })}
        >
          {texts.unmute}
        </Button>
      ) : (
        <Button variant="default" size="compact-sm" onClick={() => setOpen(true)}>
          {texts.mute}
        </Button>
      )}
      <Modal opened={isOpen} onClose={() => setOpen(false)} title={texts.muteTitle}>
        <ReasonForm
          text={texts.muteText}
          action={texts.mute}
          error={mute.error}
          isSending={mute.isPending}
          onCancel={() => setOpen(false)}
          onSend={(body) => mute.mutate({ params, body }, { onSuccess: () => setOpen(false) })}
        />
      </Modal>
      <FailedAction error={unmute.error} onClose={unmute.reset} />
    </Group>
  )
}
