import { Button, Group, Modal } from '@mantine/core'
import { IconEyeOff, IconPlayerPlay } from '@tabler/icons-react'
import { useState } from 'react'
import { checks, findings } from '@keyway/api'
import { useSend } from '../app/requests.ts'
import { useMay } from '../app/session.tsx'
import { RemedyForm } from '../flows/remedy-form.tsx'
import { findingTexts as texts } from '../texts/checks.ts'
import { ReasonForm } from './reason-form.tsx'

const changed = [findings.listFindings, findings.getFinding, checks.getCheck, checks.listChecks]

/** What a person does about one finding or several. */
export function FindingActions({
  findingIds,
  onDone,
}: {
  findingIds: readonly string[]
  onDone: () => void
}) {
  const mayAct = useMay('operator')
  const [open, setOpen] = useState<'remedy' | 'except' | null>(null)
  const except = useSend(findings.exceptFindings, changed)
  if (!mayAct) return null
  const close = () => setOpen(null)
  const done = () => {
    close()
    onDone()
  }
  return (
    <Group gap="xs">
      <Button
        variant="default"
        leftSection={<IconEyeOff size={16} aria-hidden />}
        onClick={() => setOpen('except')}
      >
        {texts.except}
      </Button>
      <Button leftSection={<IconPlayerPlay size={16} aria-hidden />} onClick={() => setOpen('remedy')}>
        {texts.remedy}
      </Button>
      <Modal opened={open === 'except'} onClose={close} title={texts.exceptTitle(findingIds.length)}>
        <ReasonForm
          text={texts.exceptText}
          action={texts.except}
          error={except.error}
          isSending={except.isPending}
          onCancel={close}
          onSend={(said) =>
            except.mutate({ body: { findingIds: [...findingIds], ...said } }, { onSuccess: done })
          }
        />
      </Modal>
      <Modal opened={open === 'remedy'} onClose={close} title={texts.remedyTitle(findingIds.length)}>
        <FindingRemedy findingIds={findingIds} onCancel={close} onDone={done} />
      </Modal>
    </Group>
  )
}

interface FindingRemedyProps {
  findingIds: readonly string[]
  onCancel: () => void
  onDone: () => void
}

function FindingRemedy({ findingIds, onCancel, onDone }: FindingRemedyProps) {
  const remedy = useSend(findings.remediateFindings, changed)
  const ids = [...findingIds]
  return (
    <RemedyForm
      texts={texts}
      error={remedy.error}
      isSending={remedy.isPending}
      onCancel={onCancel}
      onSend={(answer) =>
        remedy.mutate({ body: { findingIds: ids, confirmed: ids.length, ...answer } }, { onSuccess: onDone })
      }
    />
  )
}
