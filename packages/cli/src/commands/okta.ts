import { InvalidArgumentError, type Command } from 'commander'
import { print, printJson } from '../output/print.ts'
import { formatTable } from '../output/table.ts'
import { addOktaSources } from './okta-sources.ts'
import { parseCount } from './parse-option.ts'

interface OperationOptions {
  method?: string
  limit: number
  json?: true
}

/**
 * `keyway okta operations`: what the custom API actions of Okta can call; no server is needed. The others are about orgs
 * as sources of events.
 */
export function addOkta(program: Command): void {
  const group = program.command('okta').description('what Keyway knows of Okta, and how events of orgs come')
  addOktaSources(group)
  group
    .command('operations')
    .description("search Okta's API by words of the title, path, id or scope, or by a path with real ids")
    .argument('[query...]', 'words that all must be found; without any, everything is listed')
    .option('--method <method>', 'GET, POST, PUT, PATCH or DELETE only', parseMethod)
    .option('--limit <count>', 'at most so many', parseCount, 25)
    .option('--json', 'as one JSON document')
    .action(listOperations)
}

async function listOperations(query: string[], options: OperationOptions): Promise<void> {
  const { readOperations } = await import('@keyway/server')
  const { method, limit, json } = options
  const found = readOperations({ connector: 'okta', search: query.join(' '), method, limit })
  if (json === true) return printJson(found)
  if (found.total === 0) return print('Okta has no operation with all of these words. Try fewer of them.')
  const rows = found.items.map(({ title, method: verb, path, scopes }) => [
    title,
    verb,
    path,
    scopes.length === 0 ? null : scopes.join(' '),
  ])
  print(formatTable(['title', 'method', 'path', 'scopes'], rows))
  if (found.total > rows.length) print(`\n${found.total - rows.length} more; --limit shows them.`)
}

function parseMethod(text: string): string {
  const method = text.toUpperCase()
  if (['GET', 'POST', 'PUT', 'PATCH', 'DELETE'].includes(method)) return method
  throw new InvalidArgumentError('Expected GET, POST, PUT, PATCH or DELETE.')
}
