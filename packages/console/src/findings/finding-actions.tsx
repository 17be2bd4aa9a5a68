import { Button, Group, Modal, Select, Stack, Switch, Text } from '@mantine/core'
import { IconEyeOff, IconPlayerPlay } from '@tabler/icons-react'
import { useState } from 'react'
import { checks, findings, flows } from '@keyway/api'
import { useAnswer, useSend } from '../app/requests.ts'
import { useMay } from '../app/session.tsx'
import { findingTexts as texts } from '../texts/checks.ts'
import { commonTexts } from '../texts/common.ts'
import { Problem } from '../ui/problem.tsx'
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
        <RemedyForm findingIds={findingIds} onCancel={close} onDone={done} />
      </Modal>
    </Group>
  )
}

interface RemedyFormProps {
  findingIds: readonly string[]
  onCancel: () => void
  onDone: () => void
}

function RemedyForm({ findingIds, onCancel, onDone }: RemedyFormProps) {
  const list = useAnswer(flows.listFlows)
  const [flowId, setFlowId] = useState<string | null>(null)
  const [dryRun, setDry] = useState(true)
  const remedy = useSend(findings.remediateFindings, changed)
  const published = (list.data?.items ?? []).filter(({ publishedVersion }) => publishedVersion !== null)
  const send = () => {
    const ids = [...findingIds]
    const body = { findingIds: ids, dryRun, confirmed: ids.length, ...(flowId === null ? {} : { flowId }) }
    remedy.mutate({ body }, { onSuccess: onDone })
  }
  return (
    <Stack gap="md">
      <Text size="sm">{texts.remedyText}</Text>
      <Select
        label={texts.remedyFlow}
        description={texts.remedyFlowHelp}
        data={published.map(({ id, name }) => ({ value: id, label: name }))}
        value={flowId}
        onChange={setFlowId}
        searchable
        clearable
        data-autofocus
      />
      <Switch
        label={texts.remedyDry}
        checked={dryRun}
        onChange={(event) => setDry(event.currentTarget.checked)}
      />
      {remedy.error === null ? null : <Problem error={remedy.error} />}
      <Group justify="flex-end" gap="sm">
        <Button variant="default" onClick={onCancel}>
          {commonTexts.cancel}
        </Button>
        <Button loading={remedy.isPending} onClick={send} {...(dryRun ? {} : { color: 'red' })}>
          {dryRun ? texts.remedyDry : texts.remedyRun}
        </Button>
      </Group>
    </Stack>
  )
}
