import { field, isJsonObject, path, z } from '@keyway/sdk'
import type { Json, JsonObject } from '@keyway/sdk'
import { optional, requiredText, textOf } from '../../../input.ts'
import { defineReplacement } from '../../define/replacement.ts'
import { eventsOf, eventTypes, hookAddress } from '../../event-hooks.ts'
import { eventHook } from '../../fields.ts'
import { eventHookKind } from '../../kinds/event-hook.ts'

export const updateEventHook = defineReplacement({
  id: 'okta.update_event_hook',
  title: 'Update event hook',
  description:
    'Changes an event hook; what is left out stays as it is. With another address or secret it must be verified anew.',
  scopes: ['okta.eventHooks.manage'],
  input: z.object({
    eventHook,
    name: field(optional(requiredText()), { title: 'Name' }),
    description: field(optional(z.string()), { title: 'Description' }),
    url: field(optional(hookAddress), { title: 'URL' }),
    eventTypes: field(optional(eventTypes), {
      title: 'Event types',
      description: 'All of them, as Okta names them.',
    }),
    secret: field(optional(z.string()), {
      title: 'Value of the header',
      description: 'A new one; Okta does not show the one it has.',
      secret: true,
    }),
  }),
  kind: eventHookKind,
  at: (input) => path`/api/v1/eventHooks/${input.eventHook}`,
  without: ['status', 'verificationStatus'],
  fields: ({ name, description, url, secret, ...input }, found) => ({
    name,
    description,
    events: input.eventTypes === undefined ? undefined : eventsOf(found['events'], input.eventTypes),
    channel:
      url === undefined && secret === undefined ? undefined : channelOf(found['channel'], { url, secret }),
  }),
  restore: ({ name, description, events, channel }, { eventHook: id, ...input }) => {
    // The secret before is known to nobody.
    if (input.secret !== undefined) return undefined
    const { config } = channel
    return {
      eventHook: id,
      name,
      ...(description === null ? {} : { description }),
      url: isJsonObject(config) ? textOf(config['uri']) : '',
      eventTypes: events['items'] ?? [],
    }
  },
})

function channelOf(
  found: Json | undefined,
  { url, secret }: { url: string | undefined; secret: string | undefined },
): JsonObject {
  const channel = isJsonObject(found) ? found : {}
  const config = isJsonObject(channel['config']) ? channel['config'] : {}
  const scheme = isJsonObject(config['authScheme']) ? config['authScheme'] : { type: 'HEADER' }
  return {
    ...channel,
    config: {
      ...config,
      ...(url === undefined ? {} : { uri: url }),
      authScheme: { ...scheme, ...(secret === undefined ? {} : { value: secret }) },
    },
  }
}
