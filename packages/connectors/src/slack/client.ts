import { ConnectionError, RemoteError, TemporaryError, isJsonObject } from '@keyway/sdk'
import type { Http, HttpRequest, HttpResponse, JsonObject } from '@keyway/sdk'
import { textOf } from '../input.ts'

/** Answers that no other input would change: the token itself must be repaired. */
const accountErrors = new Set([
  'account_inactive',
  'invalid_auth',
  'not_authed',
  'org_login_required',
  'token_expired',
  'token_revoked',
])

/**
 * Calls a method of the Slack Web API. Slack answers 200 to refused calls too, with `ok: false` and the reason. Throws
 * RemoteError, or ConnectionError where the token is at fault, both with code `slack_<reason>`.
 */
export async function callSlack(http: Http, request: HttpRequest): Promise<JsonObject> {
  const { body } = await http.request(request)
  if (isJsonObject(body) && body['ok'] === true) return body
  const reason = readReason(body)
  if (reason === undefined || !isJsonObject(body)) {
    throw new RemoteError('Slack answered with something that is not a Web API answer; check the base URL.', {
      code: 'slack_unexpected_answer',
      body,
    })
  }
  const options = { code: `slack_${reason}`, body }
  const message = explain(reason, body)
  if (accountErrors.has(reason)) throw new ConnectionError(message, options)
  if (reason === 'ratelimited') throw new TemporaryError(message, options)
  throw new RemoteError(message, options)
}

/** Reads `error` of an answer that also has a failing HTTP status. */
export function describeError(response: HttpResponse): { code?: string; message?: string } | undefined {
  const reason = readReason(response.body)
  return reason === undefined ? undefined : { code: `slack_${reason}`, message: `Slack refused: ${reason}.` }
}

function readReason(body: unknown): string | undefined {
  if (typeof body !== 'object' || body === null || !('error' in body)) return undefined
  return typeof body.error === 'string' ? body.error : undefined
}

function explain(reason: string, body: JsonObject): string {
  if (reason === 'missing_scope') {
    return `Slack refused: the token lacks the scope ${textOf(body['needed'])}. Add it to the app and install it again.`
  }
  if (reason === 'invalid_cursor')
    return 'Slack does not go on with the list from where the last page ended. Start the loop again.'
  if (reason === 'not_in_channel')
    return 'Slack refused: the app is not in this channel. Invite it there first.'
  if (accountErrors.has(reason))
    return `Slack refused the token: ${reason}. Enter a new one in the connection.`
  return `Slack refused: ${reason}.`
}
