import { defineConnector } from '@keyway/sdk'
import { send } from './actions/send.ts'
import { withSession } from './client.ts'
import { connection } from './connection.ts'

export const email = defineConnector({
  id: 'email',
  title: 'E-mail (SMTP)',
  description: 'A mail server, by SMTP with STARTTLS or TLS.',
  connection,
  async test(context) {
    const settings = connection.parse(context.connection)
    await withSession({ connection: settings, context }, () => Promise.resolve())
    const signedIn = settings.username === undefined ? 'without signing in' : `as ${settings.username}`
    const encryption = settings.secure || settings.requireTls ? 'encrypted' : 'maybe in the clear'
    return { ok: true, message: `${settings.host}:${settings.port} answered ${signedIn}, ${encryption}.` }
  },
  actions: [send],
})
