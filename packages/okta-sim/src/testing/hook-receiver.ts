import type { IncomingHttpHeaders, ServerResponse } from 'node:http'
import { createServer } from 'node:http'
import { text } from 'node:stream/consumers'
import { listenOnLoopback } from '../http/listen.ts'
import type { HookPayload } from '../delivery/hook-payload.ts'

export type Received = { method: string; headers: IncomingHttpHeaders; payload: HookPayload | undefined }

export type HookReceiver = {
  url: string
  received: Received[]
  posts(): HookPayload[]
  close(): Promise<void>
}

type Answer = (response: ServerResponse, received: Received) => void

/** A real receiver on loopback: echoes the challenge, and answers deliveries as told. */
export async function startHookReceiver(
  answers: { get?: Answer; post?: Answer } = {},
): Promise<HookReceiver> {
  const received: Received[] = []
  const server = createServer((request, response) => {
    void text(request).then((body) => {
      const one: Received = {
        method: request.method ?? '',
        headers: request.headers,
        payload: body === '' ? undefined : JSON.parse(body),
      }
      received.push(one)
      const answer = one.method === 'GET' ? (answers.get ?? echo) : (answers.post ?? ok)
      answer(response, one)
    })
  })
  const port = await listenOnLoopback(server, 0)
  return {
    url: `http://127.0.0.1:${port}/hooks/okta`,
    received,
    posts: () => received.flatMap(({ payload }) => payload ?? []),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

export const echo: Answer = (response, { headers }) => {
  const verification = headers['x-okta-verification-challenge']
  response.setHeader('Content-Type', 'application/json').end(JSON.stringify({ verification }))
}

export const ok: Answer = (response) => {
  response.writeHead(204).end()
}

export const answerWith =
  (status: number): Answer =>
  (response) => {
    response.writeHead(status, { Location: '/elsewhere' }).end()
  }

/** Never answers; the connection ends when the other side gives up. */
export const silence: Answer = () => undefined
