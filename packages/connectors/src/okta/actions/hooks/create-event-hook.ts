import { field, path, z } from '@keyway/sdk'
import { optional, requiredText, withDefault } from '../../../input.ts'
import { defineCreation } from '../../define/creation.ts'
import { eventTypes, hookAddress } from '../../event-hooks.ts'
import { eventHookKind } from '../../kinds/event-hook.ts'

export const createEventHook = defineCreation({
  id: 'okta.create_event_hook',
  title: 'Create event hook',
  description:
    'Creates an event hook. It receives nothing until it is verified. Taken back, it is deactivated.',
  scopes: ['okta.eventHooks.manage'],
  input: z.object({
    name: field(requiredText(), { title: 'Name' }),
    description: field(optional(z.string()), { title: 'Description' }),
    url: field(hookAddress, { title: 'URL' }),
    eventTypes: field(eventTypes, { title: 'Event types', description: 'As Okta names them, 300 at most.' }),
    header: field(withDefault(requiredText(), 'Authorization'), {
      title: 'Header',
      description: 'Tells the receiver that it is Okta who calls.',
    }),
    secret: field(requiredText(), { title: 'Value of the header', secret: true }),
  }),
  kind: eventHookKind,
  within: () => ({ path: path`/api/v1/eventHooks` }),
  body: ({ name, description, url, header, secret, ...input }) => ({
    name,
    ...(description === undefined ? {} : { description }),
    events: { type: 'EVENT_TYPE', items: input.eventTypes },
    channel: {
      type: 'HTTP',
      version: '1.0.0',
      config: { uri: url, authScheme: { type: 'HEADER', key: header, value: secret } },
    },
  }),
  // Okta never shows the secret again, and writes the header in its own way.
  known: ({ name, url, ...input }) => ({
    name,
    events: { items: input.eventTypes },
    channel: { config: { uri: url } },
  }),
  inverse: { action: 'okta.deactivate_event_hook', input: ({ id }) => ({ eventHook: id }) },
})
