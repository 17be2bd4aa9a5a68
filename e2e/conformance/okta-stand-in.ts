import { isJsonObject, type Json } from '@keyway/sdk'
import type { OktaSim } from '@keyway/okta-sim'
import { startStandIn, type Answer, type Request, type StandIn } from './http-stand-in.ts'
import type { Known } from './values.ts'

/** Answers of the org's API beyond what the simulator has. */
export interface OktaExtras {
  known: Known
  /** Body for an endpoint that the simulator does not know. */
  invent: (request: { method: string; path: string }) => Json
}

/**
 * The simulated org as flows of strangers need it: ids of their authors' users, groups and applications stand for ones
 * that exist, and endpoints that the simulator does not have answer something believable.
 */
export async function startOktaStandIn(sim: OktaSim, extras: OktaExtras): Promise<StandIn> {
  const own = { url: '' }
  const standIn = await startStandIn(async (request) => {
    const direct = await forward(sim, request)
    const answer = isMissing(direct) ? await retried(sim, request, extras) : direct
    return { ...answer, ...withOwnUrl(answer, sim.url, own.url) }
  })
  own.url = standIn.url
  return standIn
}

async function retried(sim: OktaSim, request: Request, extras: OktaExtras): Promise<Answer> {
  const url = withKnownIds(request.url, extras.known)
  const again = await forward(sim, { ...request, url })
  if (!isUnknownEndpoint(again)) return again
  const [path = ''] = request.url.split('?')
  return { status: 200, body: JSON.stringify(extras.invent({ method: request.method, path })) }
}

async function forward(sim: OktaSim, { method, url, headers, body }: Request): Promise<Answer> {
  const kept = ['authorization', 'content-type', 'accept', 'if-match', 'if-none-match']
  const response = await fetch(sim.url + url, {
    method,
    headers: Object.fromEntries(kept.flatMap((name) => (headers[name] ? [[name, headers[name]]] : []))),
    ...(body === '' ? {} : { body }),
  })
  const skipped = ['content-length', 'transfer-encoding', 'connection', 'content-encoding', 'keep-alive']
  return {
    status: response.status,
    headers: Object.fromEntries([...response.headers].filter(([name]) => !skipped.includes(name))),
    body: await response.text(),
  }
}

function isMissing({ status }: Answer): boolean {
  return status === 404 || status === 405
}

function isUnknownEndpoint({ status, body }: Answer): boolean {
  if (status !== 404 && status !== 405) return false
  const answer: unknown = body === '' ? null : JSON.parse(body)
  return isJsonObject(answer) && (answer.errorCode === 'E0000008' || answer.errorCode === 'E0000022')
}

function withKnownIds(url: string, { userId, groupId, appId }: Known): string {
  return url
    .replaceAll(/\b00u[A-Za-z0-9]{17}\b/g, userId)
    .replaceAll(/\b00g[A-Za-z0-9]{17}\b/g, groupId)
    .replaceAll(/\b0oa[A-Za-z0-9]{17}\b/g, appId)
    .replaceAll(/(?<=\/users\/)[^/?]*@acme\.test/g, userId)
}

function withOwnUrl(
  { headers = {}, body }: Answer,
  from: string,
  to: string,
): Pick<Answer, 'headers' | 'body'> {
  const renamed = Object.entries(headers).map(([name, value]) => [name, value.replaceAll(from, to)])
  return { headers: Object.fromEntries(renamed), body: body.replaceAll(from, to) }
}
