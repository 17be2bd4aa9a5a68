import { ApiError, createClient, createContentClient, type Call, type CallContent } from '@keyway/api'
import { CommandError } from './command-error.ts'
import { readServerAddress, type ServerAddress, type ServerOptions } from './server-options.ts'

/** A client for the server that the options and the environment name. Its errors are fit for the terminal. */
export function connect(options: ServerOptions): Call {
  const address = readServerAddress(options, process.env)
  const call = createClient({ baseUrl: address.url, token: address.token })
  return async (route, input) => {
    try {
      return await call(route, input)
    } catch (error) {
      throw explain(error, address)
    }
  }
}

/** A client for the routes that take or answer a file, with the same errors. */
export function connectContent(options: ServerOptions): CallContent {
  const address = readServerAddress(options, process.env)
  const call = createContentClient({ baseUrl: address.url, token: address.token })
  return async (route, input) => {
    try {
      return await call(route, input)
    } catch (error) {
      throw explain(error, address)
    }
  }
}

function explain(error: unknown, { url, tokenOrigin }: ServerAddress): unknown {
  if (error instanceof ApiError) {
    const { status, issues = [] } = error.problem
    if (status === 401) {
      return new CommandError(
        `Keyway at ${url} refused the API token from ${tokenOrigin}. Give a valid one with --token.`,
        {
          cause: error,
        },
      )
    }
    const details = issues
      .map((issue) => `${issue.path}: ${issue.message}`)
      .filter((text) => !error.message.includes(text))
    return new CommandError([error.message, ...details].join(' '), { cause: error })
  }
  // fetch reports every failure to connect as a TypeError.
  if (error instanceof TypeError) {
    return new CommandError(
      `No Keyway answers at ${url}. Start one with "keyway start", or name another with --url or KEYWAY_URL.`,
      { cause: error },
    )
  }
  return error
}
