import type { Command } from 'commander'
import { print, printJson } from '../output/print.ts'
import { formatTable } from '../output/table.ts'

/** `keyway catalog`: what flows can be made of, from the declarations; no server is needed. */
export function addCatalog(program: Command): void {
  program
    .command('catalog')
    .description('List every card, connector, action and event')
    .option('--json', 'with schemas, scopes and what each stands for in other products')
    .action(async ({ json }: { json?: true }) => {
      const { readCatalog } = await import('@keyway/server')
      const catalog = readCatalog()
      if (json === true) return printJson(catalog)
      const headers = ['connector', 'title', 'actions', 'events']
      const rows = catalog.connectors.map(({ id, title, actions, events }) => [
        id,
        title,
        actions.length,
        events.length,
      ])
      print(formatTable(headers, rows))
      print()
      print(
        formatTable(
          ['card', 'title'],
          catalog.cards.map(({ id, title }) => [id, title]),
        ),
      )
    })
}
