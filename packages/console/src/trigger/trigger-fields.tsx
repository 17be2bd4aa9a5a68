import type { Trigger } from '@keyway/engine'
import { DelegatedFields } from './delegated-fields.tsx'
import { EndpointFields } from './endpoint-fields.tsx'
import { EventTriggerFields } from './event-trigger-fields.tsx'
import { InlineHookFields } from './inline-hook-fields.tsx'
import { InputsEditor } from './inputs-editor.tsx'
import { ScheduleFields } from './schedule-fields.tsx'
import { SourceFields, TableFields } from './source-fields.tsx'
import type { TriggerKind } from './trigger-kinds.ts'

export interface TriggerFieldsProps {
  kind: TriggerKind
  trigger: Trigger
  /** Name of the flow. */
  title: string
  onChange: (trigger: Trigger) => void
}

/** What a way of starting asks for, beside its conditions. */
export function TriggerFields({ kind, trigger, title, onChange }: TriggerFieldsProps) {
  if ('event' in trigger) {
    const connector = kind === 'keyway' ? kind : undefined
    return <EventTriggerFields key={kind} trigger={trigger} connector={connector} onChange={onChange} />
  }
  if ('source' in trigger) return <SourceFields trigger={trigger} onChange={onChange} />
  if ('table' in trigger) return <TableFields trigger={trigger} onChange={onChange} />
  if ('endpoint' in trigger) {
    const { endpoint } = trigger
    return (
      <EndpointFields
        endpoint={endpoint}
        onChange={(changed) => onChange({ ...trigger, endpoint: changed })}
      />
    )
  }
  if ('inlineHook' in trigger) {
    const { inlineHook } = trigger
    return (
      <InlineHookFields inlineHook={inlineHook} onChange={(changed) => onChange({ inlineHook: changed })} />
    )
  }
  if ('schedule' in trigger) {
    const { schedule } = trigger
    return <ScheduleFields schedule={schedule} onChange={(changed) => onChange({ schedule: changed })} />
  }
  if ('delegated' in trigger) return <DelegatedFields trigger={trigger} title={title} onChange={onChange} />
  return (
    <InputsEditor
      inputs={trigger.inputs ?? []}
      use="call"
      onChange={(inputs) => onChange({ ...trigger, inputs })}
    />
  )
}
