import { connect as connectTcp, isIP, type Socket } from 'node:net'
import { connect as connectTls } from 'node:tls'
import { ConnectionError, TemporaryError, type ActionContext } from '@keyway/sdk'
import { EgressRefusedError, type EgressGuard } from './egress-guard.ts'

export type DialTarget = Parameters<ActionContext['dial']>[0]

/**
 * Opens a TCP or TLS socket through the egress guard, for protocols other than HTTP.
 *
 * @throws {ConnectionError} for a refused address or an invalid certificate.
 * @throws {TemporaryError} when the other side cannot be reached within `timeoutMs`.
 */
export async function dial(
  guard: EgressGuard,
  target: DialTarget,
  options: { signal: AbortSignal; timeoutMs: number },
): Promise<Socket> {
  options.signal.throwIfAborted()
  const { host, port } = target
  try {
    const addresses = await guard.resolve(host)
    return await connectFirst({ ...target, addresses: addresses.map(({ address }) => address) }, options)
  } catch (error) {
    if (options.signal.aborted) throw options.signal.reason
    if (error instanceof EgressRefusedError) {
      throw new ConnectionError(error.message, { code: error.code, cause: error })
    }
    const code = error instanceof Error && 'code' in error ? String(error.code) : ''
    if (isCertificateError(code)) {
      throw new ConnectionError(`${host}:${port} showed a certificate that is not valid (${code}).`, {
        code: 'certificate_refused',
        cause: error,
      })
    }
    const cause = error instanceof Error ? error.message : String(error)
    throw new TemporaryError(`${host}:${port} could not be reached: ${cause}`, { code: 'unreachable', cause })
  }
}

/** Codes of OpenSSL's verification and of Node's host name check. */
export function isCertificateError(code: string): boolean {
  return /CERT|SELF_SIGNED|UNABLE_TO_(VERIFY|GET_ISSUER)|ERR_TLS_CERT/.test(code)
}

async function connectFirst(
  target: DialTarget & { addresses: readonly string[] },
  options: { signal: AbortSignal; timeoutMs: number },
): Promise<Socket> {
  let lastError: unknown = new Error('no address')
  for (const address of target.addresses) {
    try {
      return await connectTo(address, target, options)
    } catch (error) {
      if (options.signal.aborted) throw error
      lastError = error
    }
  }
  throw lastError
}

function connectTo(
  address: string,
  { host, port, tls }: DialTarget,
  { signal, timeoutMs }: { signal: AbortSignal; timeoutMs: number },
): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const servername = isIP(host) === 0 ? { servername: host } : {}
    const socket = tls
      ? connectTls({ host: address, port, ...servername })
      : connectTcp({ host: address, port })
    const timer = setTimeout(() => socket.destroy(new Error(`no answer within ${timeoutMs} ms`)), timeoutMs)
    const abort = () => socket.destroy(new Error('aborted'))
    const settle = () => {
      clearTimeout(timer)
      signal.removeEventListener('abort', abort)
    }
    const fail = (error: Error) => {
      settle()
      reject(error)
    }
    signal.addEventListener('abort', abort, { once: true })
    socket.once('error', fail)
    socket.once(tls ? 'secureConnect' : 'connect', () => {
      settle()
      socket.removeListener('error', fail)
      resolve(socket)
    })
  })
}
