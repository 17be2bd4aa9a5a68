import { defineConnector, field, isJsonObject, path, z } from '@keyway/sdk'
import { requiredText, textOf, withDefault } from '../input.ts'
import { sendEmail } from './actions/send-email.ts'
import { describeError } from './client.ts'

export const gmail = defineConnector({
  id: 'gmail',
  title: 'Gmail',
  description:
    'A Gmail mailbox, by an OAuth access token. Such a token lasts an hour and is not renewed here; signing in as a service account, which does that, follows later.',
  connection: z.object({
    accessToken: field(
      requiredText().transform((text) => text.trim().replace(/^Bearer\s+/i, '')),
      { title: 'Access token', description: 'With the scope gmail.send.', secret: true },
    ),
    baseUrl: field(withDefault(z.url(), 'https://gmail.googleapis.com'), { title: 'Base URL' }),
  }),
  http: ({ baseUrl, accessToken }) => ({
    baseUrl,
    headers: { Authorization: `Bearer ${accessToken}`, Accept: 'application/json' },
  }),
  describeError,
  async test({ http }) {
    const answer = await http.request({ method: 'GET', path: path`/gmail/v1/users/me/profile`, allow: [403] })
    if (answer.status !== 403) {
      const address = isJsonObject(answer.body) ? textOf(answer.body['emailAddress']) : ''
      return { ok: true, message: `Connected as ${address || 'an unnamed mailbox'}.` }
    }
    // A token that may only send cannot read the profile, which is the least privilege one should ask for.
    const refusal = describeError(answer)
    if (refusal?.code === 'gmail_insufficientPermissions') {
      return {
        ok: true,
        message: 'The token is valid. It may not read the profile, so the mailbox is not known.',
      }
    }
    return { ok: false, message: refusal?.message ?? 'Gmail refused the token with status 403.' }
  },
  actions: [sendEmail],
})
