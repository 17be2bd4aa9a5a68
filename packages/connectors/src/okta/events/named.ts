import type { EventDeclaration } from '@keyway/sdk'
import { fieldsAbout, type Subject } from './fields.ts'
import { logEvent } from './log-event.ts'

interface Named {
  /** Without the connector: `user_created`. */
  id: string
  title: string
  /** The type of the System Log, or several that mean the same to whoever reacts. */
  type: string | readonly string[]
  description: string
  /** The event card of Okta Workflows that it stands for. */
  card?: string
}

/** Declares events that are about the same things. */
export function named(about: readonly Subject[], events: readonly Named[]): EventDeclaration[] {
  const fields = fieldsAbout(about)
  return events.map(({ id, title, type, description, card }) => ({
    id: `okta.${id}`,
    title,
    description,
    types: typeof type === 'string' ? [type] : type,
    output: logEvent,
    fields,
    ...(card === undefined ? {} : { standsFor: [`okta-workflows:${card}`] }),
  }))
}
