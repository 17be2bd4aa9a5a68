import { readFileSync } from 'node:fs'
import path from 'node:path'
import type { Command } from 'commander'
import { CommandError } from './command-error.ts'

/** Where `keyway start` listens unless told otherwise. */
export const defaultPort = 8377
export const defaultDataDirectory = '.keyway'

/** How a command finds the server and proves who it is. */
export interface ServerOptions {
  url?: string
  token?: string
  data?: string
}

export interface ServerAddress {
  url: string
  token: string
  /** Where the token was found, for messages. */
  tokenOrigin: string
}

/** Adds the options that every command which talks to a server has. */
export function withServer(command: Command): Command {
  return command
    .option('--url <url>', `address of Keyway (KEYWAY_URL; default http://127.0.0.1:${defaultPort})`)
    .option('--token <token>', 'API token (KEYWAY_TOKEN; default: the one in the data directory)')
    .option(
      '--data <dir>',
      `data directory of a Keyway on this machine (KEYWAY_DATA; default ./${defaultDataDirectory})`,
    )
}

/**
 * Finds the server's address and an API token: options, then environment, then the token that a server on this machine
 * keeps in its data directory.
 *
 * @throws {CommandError} when there is no token anywhere
 */
export function readServerAddress(options: ServerOptions, env: NodeJS.ProcessEnv): ServerAddress {
  const url = (options.url ?? env['KEYWAY_URL'] ?? `http://127.0.0.1:${defaultPort}`).replace(/\/+$/, '')
  if (!/^https?:\/\//.test(url))
    throw new CommandError(`The address "${url}" does not begin with http:// or https://.`)
  if (options.token !== undefined) return { url, token: options.token, tokenOrigin: '--token' }
  const fromEnvironment = env['KEYWAY_TOKEN']
  if (fromEnvironment !== undefined && fromEnvironment !== '') {
    return { url, token: fromEnvironment, tokenOrigin: 'KEYWAY_TOKEN' }
  }
  const file = path.resolve(options.data ?? env['KEYWAY_DATA'] ?? defaultDataDirectory, 'cli-token')
  return { url, token: readTokenFile(file), tokenOrigin: file }
}

function readTokenFile(file: string): string {
  try {
    return readFileSync(file, 'utf8').trim()
  } catch (cause) {
    const why =
      cause instanceof Error && 'code' in cause && cause.code === 'EACCES'
        ? 'may not be read'
        : 'is not there'
    throw new CommandError(
      `No API token: ${file} ${why}. Name the data directory of the server with --data, or give a token with --token or KEYWAY_TOKEN.`,
      { cause },
    )
  }
}
