import type { AnswerOf, catalog as catalogContract } from '@keyway/api'
import type { Command } from 'commander'
import { print, printJson } from '../output/print.ts'
import { formatTable } from '../output/table.ts'

/** `keyway catalog`: what flows can be made of, from the declarations; no server is needed. */
export function addCatalog(program: Command): void {
  program
    .command('catalog')
    .description('List every card, connector, action and event')
    .option('--json', 'with schemas, scopes and what each stands for in other products')
    .option(
      '--events [words]',
      'only events that can start flows: those with these words in title, id or category',
    )
    .action(async ({ json, events }: { json?: true; events?: string | true }) => {
      const { findEvents, readCatalog } = await import('@keyway/server')
      if (events !== undefined) return printEvents(findEvents(events === true ? '' : events), json === true)
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

function printEvents(found: AnswerOf<typeof catalogContract.searchEvents>, isJson: boolean): void {
  if (isJson) return printJson(found)
  const rows = found.items.map(({ event, title, category, delivery }) => [
    event,
    title,
    category,
    delivery === 'hook' ? 'hook and log' : 'log',
  ])
  print(formatTable(['event', 'title', 'category', 'arrives by'], rows))
  if (found.items.length === 0) print('No event has all of these words.')
}
