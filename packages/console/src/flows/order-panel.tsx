import {
  Autocomplete,
  Button,
  Group,
  Modal,
  NumberInput,
  Radio,
  Select,
  Stack,
  Switch,
  Text,
} from '@mantine/core'
import { IconListNumbers } from '@tabler/icons-react'
import { useState, type SyntheticEvent } from 'react'
import { useMay } from '../app/session.tsx'
import { useChangeFlow } from '../designer/model/use-change-flow.ts'
import { commonTexts } from '../texts/common.ts'
import { orderTexts as texts } from '../texts/order.ts'
import { triggerTexts } from '../texts/trigger.ts'
import { useEventFields } from '../trigger/use-event-fields.ts'
import { Panel } from '../ui/panel.tsx'
import { Problem } from '../ui/problem.tsx'
import type { FlowDetail } from './flow-page.tsx'
import { orderChoices, priorities, toOrderDraft, withOrder, type OrderDraft } from './order-draft.ts'

/** Which executions of a flow wait for each other, and how many may. */
export function OrderPanel({ flow }: { flow: FlowDetail }) {
  const [isOpen, setOpen] = useState(false)
  const mayBuild = useMay('builder')
  const close = () => setOpen(false)
  return (
    <Panel
      title={texts.title}
      aside={
        mayBuild ? (
          <Button
            variant="default"
            size="xs"
            leftSection={<IconListNumbers size={14} aria-hidden />}
            onClick={() => setOpen(true)}
          >
            {texts.change}
          </Button>
        ) : null
      }
    >
      <Lines draft={toOrderDraft(flow.draft)} />
      <Modal opened={isOpen} onClose={close} title={texts.dialogTitle(flow.name)} size="lg">
        <OrderForm flow={flow} onClose={close} />
      </Modal>
    </Panel>
  )
}

function Lines({ draft: { choice, key, atOnce, queue, priority } }: { draft: OrderDraft }) {
  const lines = [
    texts.line(choice, key),
    ...(atOnce === 1 ? [] : [texts.lineAtOnce(atOnce)]),
    ...(queue === null ? [] : [texts.lineQueue(queue.most, texts.whenFulls[queue.whenFull])]),
    ...(priority === 'usual' ? [] : [texts.linePriority(texts.priorities[priority])]),
  ]
  return lines.map((line) => (
    <Text key={line} size="sm" mb={4}>
      {line}
    </Text>
  ))
}

function OrderForm({ flow, onClose }: { flow: FlowDetail; onClose: () => void }) {
  const [draft, setDraft] = useState(() => toOrderDraft(flow.draft))
  const save = useChangeFlow()
  const hasLine = draft.choice !== 'usual' && draft.choice !== 'unordered'
  const submit = (event: SyntheticEvent) => {
    event.preventDefault()
    save.mutate((now) => withOrder(now, draft), { onSuccess: onClose })
  }
  return (
    <form onSubmit={submit}>
      <Stack gap="md">
        <Radio.Group
          label={texts.choice}
          value={draft.choice}
          onChange={(value) =>
            setDraft({ ...draft, choice: orderChoices.find((known) => known === value) ?? draft.choice })
          }
        >
          <Stack gap="xs" mt={6}>
            {orderChoices.map((choice) => (
              <Radio
                key={choice}
                value={choice}
                label={texts.choices[choice].label}
                description={texts.choices[choice].help}
              />
            ))}
          </Stack>
        </Radio.Group>
        {draft.choice === 'key' ? <KeyField flow={flow} draft={draft} onChange={setDraft} /> : null}
        {hasLine ? <LineFields draft={draft} onChange={setDraft} /> : null}
        <Select
          label={texts.priority}
          data={(['usual', ...priorities] as const).map((value) => ({
            value,
            label: texts.priorities[value],
          }))}
          value={draft.priority}
          onChange={(value) =>
            setDraft({ ...draft, priority: priorities.find((known) => known === value) ?? 'usual' })
          }
          allowDeselect={false}
        />
        {save.error === null ? null : <Problem error={save.error} />}
        <Group justify="flex-end" gap="sm">
          <Button variant="default" onClick={onClose}>
            {commonTexts.cancel}
          </Button>
          <Button
            type="submit"
            loading={save.isPending}
            disabled={draft.choice === 'key' && draft.key.trim() === ''}
          >
            {triggerTexts.save}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}

interface FieldsProps {
  draft: OrderDraft
  onChange: (draft: OrderDraft) => void
}

function KeyField({ flow, draft, onChange }: FieldsProps & { flow: FlowDetail }) {
  const { fields } = useEventFields(flow.draft.trigger)
  return (
    <Autocomplete
      label={texts.key}
      description={texts.keyHelp}
      data={fields.map(({ path }) => path)}
      value={draft.key}
      onChange={(key) => onChange({ ...draft, key })}
      maxLength={500}
      limit={100}
      required
    />
  )
}

function LineFields({ draft, onChange }: FieldsProps) {
  const { queue } = draft
  return (
    <>
      <NumberInput
        label={texts.atOnce}
        description={texts.atOnceHelp}
        min={1}
        max={1_000}
        clampBehavior="strict"
        value={draft.atOnce}
        onChange={(value) => onChange({ ...draft, atOnce: Number(value) || 1 })}
      />
      <Switch
        label={texts.hasQueue}
        checked={queue !== null}
        onChange={({ currentTarget }) =>
          onChange({
            ...draft,
            queue: currentTarget.checked ? { most: 100, whenFull: 'cancel newest' } : null,
          })
        }
      />
      {queue === null ? null : (
        <Group grow align="flex-start">
          <NumberInput
            label={texts.most}
            min={0}
            max={1_000_000}
            clampBehavior="strict"
            value={queue.most}
            onChange={(value) => onChange({ ...draft, queue: { ...queue, most: Number(value) || 0 } })}
          />
          <Select
            label={texts.whenFull}
            data={Object.entries(texts.whenFulls).map(([value, label]) => ({ value, label }))}
            value={queue.whenFull}
            onChange={(value) =>
              onChange({
                ...draft,
                queue: { ...queue, whenFull: value === 'cancel oldest' ? value : 'cancel newest' },
              })
            }
            allowDeselect={false}
          />
        </Group>
      )}
    </>
  )
}
