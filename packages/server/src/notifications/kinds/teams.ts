import { field, z, type Json } from '@keyway/sdk'
import { linesOf, titleOf } from '../wording.ts'
import { defineKind } from './kind.ts'

/** A card of Teams has to stay below 28 KB. */
const mostSubjects = 20

export const teams = defineKind({
  id: 'teams',
  title: 'Microsoft Teams',
  description: 'A channel, by the URL of its workflow "When a Teams webhook request is received".',
  connection: z.object({
    webhookUrl: field(z.url({ protocol: /^https?$/ }), { title: 'URL of the workflow', secret: true }),
  }),
  async send({ webhookUrl }, message, { http }) {
    const body: Json[] = [
      { type: 'TextBlock', text: titleOf(message), weight: 'Bolder', size: 'Medium', wrap: true },
      ...message.subjects.slice(0, mostSubjects).map((subject): Json => ({
        type: 'TextBlock',
        text: linesOf(subject).slice(0, -1).join('\n\n').slice(0, 1200),
        wrap: true,
        separator: true,
      })),
    ]
    const url = message.subjects[0]?.url ?? ''
    const content: Json = {
      $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
      type: 'AdaptiveCard',
      version: '1.4',
      body,
      actions: [{ type: 'Action.OpenUrl', title: 'Open in Keyway', url }],
    }
    const attachments: Json = [{ contentType: 'application/vnd.microsoft.card.adaptive', content }]
    await http.request({
      method: 'POST',
      path: { absolute: webhookUrl },
      body: { type: 'message', attachments },
      accept: 'text',
    })
  },
})
