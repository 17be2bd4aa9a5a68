import { Button, Group, Modal, Stack, Text, Title } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useState, type SyntheticEvent } from 'react'
import { flows } from '@keyway/api'
import type { EventTrigger } from '@keyway/engine'
import { useSend } from '../app/requests.ts'
import type { FlowDetail } from '../flows/flow-page.tsx'
import { commonTexts } from '../texts/common.ts'
import { triggerTexts } from '../texts/trigger.ts'
import { Problem } from '../ui/problem.tsx'
import { ConditionForm, faultOf } from './condition-form.tsx'
import { EventPicker } from './event-picker.tsx'
import { toTrigger, toTriggerDraft } from './trigger-draft.ts'
import { TriggerPreview } from './trigger-preview.tsx'

export interface TriggerDialogProps {
  flow: FlowDetail
  isOpen: boolean
  onClose: () => void
}

/** Chooses the event that starts a flow and its conditions, and shows what they would have taken. */
export function TriggerDialog({ flow, isOpen, onClose }: TriggerDialogProps) {
  return (
    <Modal opened={isOpen} onClose={onClose} title={triggerTexts.dialogTitle(flow.name)} size="xl">
      <TriggerForm flow={flow} onClose={onClose} />
    </Modal>
  )
}

function TriggerForm({ flow, onClose }: Omit<TriggerDialogProps, 'isOpen'>) {
  const before: EventTrigger | undefined = 'event' in flow.draft.trigger ? flow.draft.trigger : undefined
  const [draft, setDraft] = useState(() => toTriggerDraft(before ?? { event: 'okta.event' }))
  const save = useSend(flows.saveDraft, [flows.getFlow, flows.listFlows])
  const trigger = toTrigger(draft, before)
  const [previewed] = useDebouncedValue(JSON.stringify(trigger), 400)
  const isReadable = faultOf(draft.filter) === null
  const submit = (event: SyntheticEvent) => {
    event.preventDefault()
    const document = { ...flow.draft, trigger }
    save.mutate(
      { params: { flowId: flow.id }, body: { document, basedOn: flow.draftNumber } },
      { onSuccess: onClose },
    )
  }
  return (
    <form onSubmit={submit}>
      <Stack gap="lg">
        <EventPicker event={draft.event} onChoose={(event) => setDraft({ ...draft, event })} />
        <section>
          <Title order={3} size="h5">
            {triggerTexts.conditions}
          </Title>
          <Text size="sm" c="var(--kw-text-soft)" mb="sm">
            {triggerTexts.conditionsHelp}
          </Text>
          <ConditionForm draft={draft} onChange={setDraft} />
        </section>
        <section>
          <Title order={3} size="h5" mb="xs">
            {triggerTexts.preview}
          </Title>
          {isReadable && previewed === JSON.stringify(trigger) ? (
            <TriggerPreview flowId={flow.id} trigger={trigger} show={8} />
          ) : (
            <Text size="sm">{isReadable ? triggerTexts.previewing : triggerTexts.none}</Text>
          )}
        </section>
        {save.error === null ? null : <Problem error={save.error} />}
        <Group justify="flex-end" gap="sm">
          <Button variant="default" onClick={onClose}>
            {commonTexts.cancel}
          </Button>
          <Button type="submit" loading={save.isPending} disabled={!isReadable}>
            {triggerTexts.save}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
