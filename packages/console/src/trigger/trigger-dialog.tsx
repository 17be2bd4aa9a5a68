import { Button, Group, Modal, Select, Stack, Text, Title } from '@mantine/core'
import { useDebouncedValue, useMediaQuery } from '@mantine/hooks'
import { useState, type SyntheticEvent } from 'react'
import type { Condition, Trigger } from '@keyway/engine'
import { useChangeFlow } from '../designer/model/use-change-flow.ts'
import type { FlowDetail } from '../flows/flow-page.tsx'
import { commonTexts } from '../texts/common.ts'
import { conditionTexts } from '../texts/conditions.ts'
import { triggerTexts } from '../texts/trigger.ts'
import { wayTexts } from '../texts/ways-in.ts'
import { Problem } from '../ui/problem.tsx'
import { ComparedSide } from '../designer/fields/compared-side.tsx'
import { TriggerScope } from '../designer/fields/trigger-scope.tsx'
import { ConditionEditor } from './condition-editor.tsx'
import type { OverValues } from './condition-editing.ts'
import { fromRoot, isGroup, membersOf, toRoot, type Group as ConditionRoot } from './condition-tree.ts'
import { faultOf } from './filter-fault.ts'
import { ownTimeZone } from './own-time-zone.ts'
import { TriggerFields } from './trigger-fields.tsx'
import { isIncomplete, newTrigger, triggerKindOf, triggerKinds, type TriggerKind } from './trigger-kinds.ts'
import { TriggerPreview } from './trigger-preview.tsx'
import { useEventFields } from './use-event-fields.ts'

export interface TriggerDialogProps {
  flow: FlowDetail
  onClose: () => void
}

/** Chooses what starts a flow, under which conditions, and shows what they would have taken. */
export function TriggerDialog({ flow, onClose }: TriggerDialogProps) {
  const isPhone = useMediaQuery('(max-width: 48em)')
  return (
    <Modal
      opened
      onClose={onClose}
      title={triggerTexts.dialogTitle(flow.name)}
      size="xl"
      fullScreen={isPhone}
    >
      <TriggerForm flow={flow} onClose={onClose} />
    </Modal>
  )
}

function TriggerForm({ flow, onClose }: TriggerDialogProps) {
  const before = flow.draft.trigger
  const [kind, setKind] = useState(() => triggerKindOf(before))
  // Each way keeps what was chosen for it, so that a look at another one costs nothing.
  const [typed, setTyped] = useState<Partial<Record<TriggerKind, Trigger>>>({ [kind]: before })
  const [root, setRoot] = useState(() => toRoot('when' in before ? before.when : undefined))
  const save = useChangeFlow()
  const base = typed[kind] ?? newTrigger(kind, ownTimeZone())
  const trigger = withConditions(base, root)
  const isReadable = hasReadableFilters(root)

  const submit = (event: SyntheticEvent) => {
    event.preventDefault()
    save.mutate((now) => ({ ...now, trigger }), { onSuccess: onClose })
  }
  return (
    <form onSubmit={submit}>
      <Stack gap="lg">
        <Select
          label={wayTexts.kind}
          description={wayTexts.kinds[kind].help}
          data={triggerKinds.map((value) => ({ value, label: wayTexts.kinds[value].label }))}
          value={kind}
          onChange={(value) => setKind(triggerKinds.find((known) => known === value) ?? kind)}
          allowDeselect={false}
          maxDropdownHeight={420}
          maw={440}
        />
        <TriggerFields
          kind={kind}
          trigger={base}
          title={flow.name}
          onChange={(changed) => setTyped({ ...typed, [kind]: changed })}
        />
        {takesConditions(base) ? (
          <Conditions
            flowId={flow.id}
            trigger={trigger}
            root={root}
            onChange={setRoot}
            isReadable={isReadable}
          />
        ) : null}
        {save.error === null ? null : <Problem error={save.error} />}
        <Group justify="flex-end" gap="sm">
          <Button variant="default" onClick={onClose}>
            {commonTexts.cancel}
          </Button>
          <Button type="submit" loading={save.isPending} disabled={!isReadable || isIncomplete(trigger)}>
            {triggerTexts.save}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}

/** Comparisons that look at more than a field: they are made in YAML, and changed here, too. */
const overEvent: OverValues = { Side: ComparedSide, words: null }

interface ConditionsProps {
  flowId: string
  trigger: Trigger
  root: ConditionRoot
  isReadable: boolean
  onChange: (root: ConditionRoot) => void
}

/** Conditions of an event, and what they would have taken. */
function Conditions({ flowId, trigger, root, isReadable, onChange }: ConditionsProps) {
  const { fields, events } = useEventFields(trigger)
  const [previewed] = useDebouncedValue(JSON.stringify(trigger), 400)
  const isSettled = isReadable && !isIncomplete(trigger) && previewed === JSON.stringify(trigger)
  return (
    <>
      <section>
        <Title order={3} size="h5">
          {conditionTexts.title}
        </Title>
        <Text size="sm" c="var(--kw-text-soft)" mb="sm">
          {conditionTexts.help} {conditionTexts.fieldsFrom(events)}
        </Text>
        <TriggerScope trigger={trigger}>
          <ConditionEditor
            root={root}
            fields={fields}
            takesFilters={'event' in trigger && trigger.event.startsWith('okta.')}
            values={overEvent}
            onChange={onChange}
          />
        </TriggerScope>
      </section>
      <section>
        <Title order={3} size="h5" mb="xs">
          {triggerTexts.preview}
        </Title>
        {isSettled ? (
          <TriggerPreview flowId={flowId} trigger={trigger} show={8} />
        ) : (
          <Text size="sm">{isReadable ? triggerTexts.previewing : triggerTexts.none}</Text>
        )}
      </section>
    </>
  )
}

function takesConditions(trigger: Trigger): boolean {
  return 'event' in trigger || 'source' in trigger || 'table' in trigger
}

function withConditions(trigger: Trigger, root: ConditionRoot): Trigger {
  if (!('event' in trigger || 'source' in trigger || 'table' in trigger)) return trigger
  const when = fromRoot(root)
  const { when: _, ...rest } = trigger
  return when === undefined ? rest : { ...rest, when }
}

function hasReadableFilters(condition: Condition): boolean {
  if (isGroup(condition)) return membersOf(condition).every(hasReadableFilters)
  return !('okta' in condition) || faultOf(condition.okta) === null
}
