import { field, path, z } from '@keyway/sdk'
import { withDefault } from '../../input.ts'
import { hasMore, limit } from '../../listing.ts'
import { defineListing } from '../listing.ts'
import { channelRecord, toChannel } from '../records.ts'

export const listChannels = defineListing({
  id: 'slack.list_channels',
  title: 'List channels',
  description: 'Lists the public channels of the workspace, and the private ones that the app is in.',
  scopes: ['channels:read', 'groups:read'],
  input: z.object({
    includeArchived: field(withDefault(z.boolean(), false), { title: 'Include archived channels' }),
    limit,
  }),
  output: z.object({ channels: z.array(channelRecord), hasMore }),
  list: ({ includeArchived, ...input }) => ({
    path: path`/conversations.list`,
    items: 'channels',
    query: { exclude_archived: !includeArchived, types: 'public_channel,private_channel' },
    limit: input.limit,
  }),
  toItem: toChannel,
  toOutput: (channels, more) => ({ channels, hasMore: more }),
})
