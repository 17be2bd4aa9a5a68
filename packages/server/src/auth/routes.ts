import { account } from '@keyway/api'
import { appendAudit } from '../audit/store.ts'
import type { Database } from '../db/database.ts'
import { NotFoundError } from '../errors.ts'
import { HttpProblem } from '../http/problem.ts'
import type { HttpServer } from '../http/server.ts'
import { createAttemptLimit } from './attempt-limit.ts'
import { issueApiToken } from './api-tokens.ts'
import { toActor } from './caller.ts'
import { startSession, toCookie } from './sessions.ts'
import { completeSetup } from './setup.ts'
import { checkPassword } from './sign-in.ts'
import { deleteSession, hasUsers, listApiTokens, revokeApiToken } from './store.ts'

export interface AccountDeps {
  database: Database
  /** https makes the session cookie Secure. */
  publicUrl: string
}

const tenMinutes = 10 * 60_000

/** Mounts set-up, sign-in, session and API tokens. */
export function mountAccount(server: HttpServer, { database, publicUrl }: AccountDeps): void {
  mountSetupAndSignIn(server, { database, publicUrl })
  mountApiTokens(server, database)
}

function mountSetupAndSignIn(server: HttpServer, { database, publicUrl }: AccountDeps): void {
  const { kysely } = database
  const cookie = { isHttps: publicUrl.startsWith('https:') }
  // Per person and place, so that nobody locks another out; and per place, against lists of emails.
  const perEmail = createAttemptLimit({ limit: 10, windowMs: tenMinutes, maxKeys: 10_000 })
  const perAddress = createAttemptLimit({ limit: 100, windowMs: tenMinutes, maxKeys: 10_000 })
  const limited = (limit: typeof perEmail, key: string) => {
    const waitMs = limit.count(key, Date.now())
    if (waitMs === 0) return
    throw new HttpProblem(429, 'too_many_requests', {
      headers: { 'retry-after': String(Math.ceil(waitMs / 1000)) },
    })
  }

  server.mountOpen(account.getSetup, async () => ({ needed: !(await hasUsers(kysely)) }))

  server.mountOpen(account.completeSetup, async ({ body, context }) => {
    limited(perAddress, context.address)
    const user = await completeSetup(database, body, Date.now())
    context.setCookie(toCookie(await startSession(database, user.id), cookie))
    return user
  })

  server.mountOpen(account.signIn, async ({ body, context }) => {
    const key = `${body.email.toLowerCase()} ${context.address}`
    limited(perAddress, context.address)
    limited(perEmail, key)
    const user = await checkPassword(database, body)
    if (user === undefined) throw new HttpProblem(401, 'sign_in_refused')
    perEmail.forget(key)
    const entry = { actor: `user:${user.email}`, action: 'session.started', target: user.id, detail: null }
    await appendAudit(kysely, entry)
    context.setCookie(toCookie(await startSession(database, user.id), cookie))
    return user
  })

  server.mount(account.getSession, ({ caller }) =>
    Promise.resolve(
      caller.kind === 'user'
        ? { id: caller.userId, email: caller.email, name: caller.name, role: caller.role }
        : { id: caller.tokenId, email: '', name: caller.name, role: caller.role },
    ),
  )

  server.mount(account.signOut, async ({ caller, context }) => {
    if (caller.kind === 'user') await deleteSession(kysely, caller.sessionHash)
    context.setCookie(toCookie(undefined, cookie))
  })
}

function mountApiTokens(server: HttpServer, database: Database): void {
  const { kysely } = database
  server.mount(account.listApiTokens, async () => ({ items: await listApiTokens(kysely) }))

  server.mount(account.createApiToken, ({ body, caller }) =>
    issueApiToken(database, { ...body, createdBy: toActor(caller) }),
  )

  server.mount(account.revokeApiToken, async ({ params, caller }) => {
    await kysely.transaction().execute(async (transaction) => {
      if (!(await revokeApiToken(transaction, params.tokenId))) {
        throw new NotFoundError('There is no such API token.')
      }
      const entry = { actor: toActor(caller), action: 'token.revoked', target: params.tokenId, detail: null }
      await appendAudit(transaction, entry)
    })
  })
}
