import type { Trigger } from '@keyway/engine'

/** Ways in which a flow can start, in the order in which they are offered. */
export const triggerKinds = [
  'event',
  'keyway',
  'source',
  'table',
  'endpoint',
  'inlineHook',
  'schedule',
  'delegated',
  'manual',
  'helper',
] as const
export type TriggerKind = (typeof triggerKinds)[number]

const ownEvents = 'keyway.'

export function triggerKindOf(trigger: Trigger): TriggerKind {
  if ('event' in trigger && trigger.event.startsWith(ownEvents)) return 'keyway'
  return triggerKinds.find((kind) => kind in trigger) ?? 'manual'
}

/** How a flow starts that was just given another way to; `timeZone` is that of whoever chooses it. */
export function newTrigger(kind: TriggerKind, timeZone: string): Trigger {
  switch (kind) {
    case 'event':
      return { event: 'okta.event' }
    case 'keyway':
      return { event: `${ownEvents}execution_failed` }
    case 'source':
      return { source: '' }
    case 'table':
      return { table: '' }
    case 'endpoint':
      return { endpoint: { security: 'client-token' } }
    case 'inlineHook':
      return { inlineHook: { type: 'token' } }
    case 'schedule':
      return { schedule: { cron: '0 9 * * 1-5', timeZone } }
    case 'delegated':
      return { delegated: true, form: { access: 'signed-in' } }
    case 'manual':
      return { manual: true }
    case 'helper':
      return { helper: true }
  }
}

/** Whether something that has to be chosen is not chosen yet. */
export function isIncomplete(trigger: Trigger): boolean {
  if ('source' in trigger) return trigger.source === ''
  if ('table' in trigger) return trigger.table === ''
  if ('endpoint' in trigger) {
    const { security, oauth } = trigger.endpoint
    return (
      security === 'oauth' && (oauth === undefined || oauth.issuer.trim() === '' || oauth.scopes.length === 0)
    )
  }
  const inputs = 'inputs' in trigger ? (trigger.inputs ?? []) : []
  return inputs.some(({ key }) => key.trim() === '')
}
