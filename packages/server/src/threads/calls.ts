import { once } from 'node:events'
import type { Worker } from 'node:worker_threads'

/** What a thread can be asked: one name for each operation, with its argument and its answer. */
export type OperationsOf<Operations> = { [Name in keyof Operations]: (argument: never) => unknown }
export type Argument<Operations extends OperationsOf<Operations>, Name extends keyof Operations> = Parameters<
  Operations[Name]
>[0]
export type Answer<Operations extends OperationsOf<Operations>, Name extends keyof Operations> = ReturnType<
  Operations[Name]
>

export interface Request {
  id: number
  name: string
  argument: unknown
}

export type Response =
  { id: number; ok: true; value: unknown } | { id: number; ok: false; message: string; code: number | null }

/** Asks the thread to end by itself, once what was asked before is answered. */
export const closing = 'close'

/** The other side of a thread. */
export interface Calls<Operations extends OperationsOf<Operations>> {
  /** Requests are carried out, and answered, in the order they are sent. */
  call<Name extends keyof Operations & string>(
    name: Name,
    argument: Argument<Operations, Name>,
  ): Promise<Answer<Operations, Name>>
  /** Resolves when the thread is over. What is not answered by then is refused. */
  close(): Promise<void>
}

export interface CallOptions {
  /** How the refusal of an operation is told; `code` is the one that the failure had, if any. */
  toError: (message: string, code: number | null) => Error
  /** What is said to whoever calls when the thread is over. */
  ended: string
  /** Whether it is to be ended where it stands, or by itself. */
  isCutOff: boolean
}

/** Calls into a thread whose main answers with `answerCalls`. */
export function openCalls<Operations extends OperationsOf<Operations>>(
  worker: Worker,
  options: CallOptions,
): Calls<Operations> {
  const waiting = new Map<number, { resolve: (value: unknown) => void; reject: (error: Error) => void }>()
  let lastId = 0
  let ended: Error | undefined

  const end = (error: Error): void => {
    ended ??= error
    for (const { reject } of waiting.values()) reject(ended)
    waiting.clear()
  }
  worker.on('message', (response: Response) => {
    const caller = waiting.get(response.id)
    waiting.delete(response.id)
    if (response.ok) caller?.resolve(response.value)
    else caller?.reject(options.toError(response.message, response.code))
  })
  worker.on('error', (error) => end(error instanceof Error ? error : new Error(String(error))))
  worker.on('exit', () => end(new Error(options.ended)))

  return {
    call(name, argument) {
      if (ended !== undefined) return Promise.reject(ended)
      const request: Request = { id: ++lastId, name, argument }
      const answered = new Promise<unknown>((resolve, reject) => waiting.set(request.id, { resolve, reject }))
      worker.postMessage(request)
      // The thread answers each name with the type that the operations give it.
      return answered as Promise<Answer<Operations, typeof name>>
    },
    async close() {
      if (ended !== undefined) return
      const exited = once(worker, 'exit')
      if (options.isCutOff) await worker.terminate()
      else worker.postMessage(closing)
      await exited.catch(() => undefined)
    },
  }
}
