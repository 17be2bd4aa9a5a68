import { parentPort } from 'node:worker_threads'
import { closing, type OperationsOf, type Request, type Response } from './calls.ts'

/** Answers what `openCalls` asks, one after the other: the last line of a thread's main. */
export function answerCalls<Operations extends OperationsOf<Operations>>(
  operations: Operations,
  onClose: () => void = () => undefined,
): void {
  const port = parentPort
  if (port === null) throw new Error('This file is the main of a thread.')
  const named = new Map<string, (argument: never) => unknown>(Object.entries(operations))

  function answer({ id, name, argument }: Request): Response {
    try {
      const operation = named.get(name)
      if (operation === undefined) throw new Error(`The thread has no operation "${name}".`)
      return { id, ok: true, value: operation(argument as never) }
    } catch (error) {
      const code =
        error instanceof Error && 'errcode' in error && typeof error.errcode === 'number'
          ? error.errcode
          : null
      return { id, ok: false, message: error instanceof Error ? error.message : String(error), code }
    }
  }

  port.on('message', (request: Request | typeof closing) => {
    if (request === closing) {
      onClose()
      port.close()
    } else port.postMessage(answer(request))
  })
}
