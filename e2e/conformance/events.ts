import { oktaHooks, type AnswerOf } from '@keyway/api'
import type { Flow } from '@keyway/engine'
import { isJsonObject, type JsonObject } from '@keyway/sdk'
import { postToHook } from '../fixtures/okta-delivery.ts'
import { fulfilObject } from './values.ts'
import { emptyWish, mergeWish, type Wish, type WishBook } from './wishes.ts'
import type { World } from './world.ts'

type Hook = AnswerOf<typeof oktaHooks.createOktaHook>

/** An event that starts flows: its type, and the application that their triggers ask for. */
interface Occasion {
  type: string
  appId: string | null
  wish: Wish
}

/** Delivers one event for each type that a flow waits for, by the event hook, as Okta does. */
export async function deliverEvents(
  world: World,
  wishBook: WishBook,
  documents: readonly Flow[],
): Promise<void> {
  const hook = await world.call(oktaHooks.createOktaHook, { body: { name: 'Conformance' } })
  for (const occasion of occasionsOf(wishBook, documents)) await deliver(hook, makeEvent(world, occasion))
}

function occasionsOf(wishBook: WishBook, documents: readonly Flow[]): Occasion[] {
  const found = new Map<string, Occasion>()
  for (const document of documents) {
    const { trigger } = document
    if (!('event' in trigger)) continue
    const type = trigger.event.replace(/^okta\./, '')
    const { when } = trigger
    const appId = when !== undefined && 'to' in when && typeof when.to === 'string' ? when.to : null
    const key = `${type} ${appId}`
    const occasion = found.get(key) ?? { type, appId, wish: emptyWish() }
    mergeWish(occasion.wish, wishBook.of(document).get('trigger') ?? emptyWish())
    found.set(key, occasion)
  }
  // Flows that ask for one application get theirs; the others get whatever comes.
  return [...found.values()]
}

function makeEvent({ okta, known }: World, { type, appId, wish }: Occasion): JsonObject {
  const { userId, email, groupId, groupName } = known
  const person = { id: userId, type: 'User', alternateId: email, displayName: 'Person' }
  const event = okta.org.emit({
    eventType: type,
    actor: person,
    target: [
      person,
      { id: groupId, type: 'UserGroup', alternateId: 'unknown', displayName: groupName },
      {
        id: appId ?? known.appId,
        type: 'AppInstance',
        alternateId: 'Conformance',
        displayName: 'Conformance',
      },
      { id: `0ua${userId.slice(3)}`, type: 'AppUser', alternateId: email, displayName: 'Person' },
    ],
  })
  const { request, client, ...rest } = event
  const { debugContext } = fulfilObject(wish, known)
  const debugData = isJsonObject(debugContext) ? (debugContext.debugData ?? {}) : {}
  // A hook's payload has the chain of addresses in the client.
  const payload = { ...rest, client: { ...client, ipChain: request.ipChain }, debugContext: { debugData } }
  const plain: JsonObject = JSON.parse(JSON.stringify(payload))
  return plain
}

async function deliver(hook: Hook, event: JsonObject): Promise<void> {
  const response = await postToHook(hook, {
    eventType: 'com.okta.event_hook',
    eventTypeVersion: '1.0',
    cloudEventsVersion: '0.1',
    source: 'https://acme.okta.test/api/v1/eventHooks/who1',
    eventId: event.uuid,
    eventTime: event.published,
    contentType: 'application/json',
    data: { events: [event] },
  })
  if (response.status !== 204)
    throw new Error(`The hook answered ${response.status}: ${await response.text()}`)
}
