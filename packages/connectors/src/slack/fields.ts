import { anyObject, field, isJsonObject, path, z } from '@keyway/sdk'
import type { ActionContext, JsonObject, Option } from '@keyway/sdk'
import { optional, requiredText, textOf, withDefault } from '../input.ts'
import type { RawPage } from '../listing.ts'
import { readSlackPage, type SlackList } from './listing.ts'

const maximumPages = 20

export async function searchUsers(context: ActionContext, search: string): Promise<Option[]> {
  const members = readAll(context, { path: path`/users.list`, items: 'members', limit: undefined })
  return pick(members, (user) => {
    const name = textOf(user['real_name']) || textOf(user['name'])
    return user['deleted'] !== true && matches(name, search) ? name : undefined
  })
}

async function searchChannels(context: ActionContext, search: string): Promise<Option[]> {
  const channels = readAll(context, {
    path: path`/conversations.list`,
    items: 'channels',
    query: { exclude_archived: true, types: 'public_channel,private_channel' },
    limit: undefined,
  })
  return pick(channels, (channel) => {
    const name = textOf(channel['name'])
    return matches(name, search.replace(/^#/, '')) ? `#${name}` : undefined
  })
}

/** Slack has no search for these lists, so all pages are read until enough match. */
async function* readAll(context: ActionContext, list: SlackList): AsyncIterable<JsonObject> {
  let place: string | null = null
  for (let page = 0; page < maximumPages; page += 1) {
    const { items, next }: RawPage = await readSlackPage(context, list, {
      place,
      size: Number.POSITIVE_INFINITY,
    })
    yield* items.filter(isJsonObject)
    if (next === null) return
    place = next
  }
}

async function pick(
  items: AsyncIterable<JsonObject>,
  label: (item: JsonObject) => string | undefined,
): Promise<Option[]> {
  const options: Option[] = []
  for await (const item of items) {
    const text = label(item)
    if (text !== undefined && typeof item['id'] === 'string') options.push({ value: item['id'], label: text })
    if (options.length === 50) break
  }
  return options
}

function matches(name: string, search: string): boolean {
  return name.toLowerCase().includes(search.toLowerCase())
}

export const user = field(requiredText(), {
  title: 'User',
  description: 'Id, like U012AB3CD.',
  options: searchUsers,
})

export const channel = field(requiredText(), {
  title: 'Channel',
  description: 'Id, like C012AB3CD. The app must be a member of a private channel.',
  options: searchChannels,
})

/** What both kinds of message have in common. */
export const messageFields = {
  text: field(optional(z.string()), {
    title: 'Text',
    description: 'With blocks it is what notifications show.',
    multiline: true,
  }),
  blocks: field(optional(z.array(anyObject)), {
    title: 'Blocks',
    description: 'Block Kit; 50 blocks at most.',
  }),
  thread: field(optional(z.string()), {
    title: 'Thread timestamp',
    description: 'Timestamp of the message to answer in its thread.',
  }),
  linkNames: field(withDefault(z.boolean(), true), {
    title: 'Link names',
    description: 'Turns @name and #channel into links.',
  }),
}
