import { templates, type AnswerOf } from '@keyway/api'
import type { Command } from 'commander'
import { CommandError } from '../command-error.ts'
import { connect } from '../connect.ts'
import { print, printJson } from '../output/print.ts'
import { formatTable } from '../output/table.ts'
import { withServer, type ServerOptions } from '../server-options.ts'

/** `keyway templates list|show`. */
export function addTemplates(program: Command): void {
  const group = program.command('templates').description('flows to start from')
  const listCommand = group
    .command('list')
    .description('all templates, by category')
    .option('--json', 'as one JSON document')
  withServer(listCommand).action(list)
  const showCommand = group
    .command('show')
    .description('print one as a YAML file, to change and import')
    .argument('<id>', 'such as "joiner-groups"')
  withServer(showCommand).action(show)
}

type Template = AnswerOf<typeof templates.listTemplates>['items'][number]

async function list({ json, ...server }: ServerOptions & { json?: true }): Promise<void> {
  const { items } = await connect(server)(templates.listTemplates)
  if (json === true) return printJson({ items })
  print(
    formatTable(
      ['id', 'category', 'what it does', 'acts with'],
      items.map(({ id, category, title, connectors }) => [id, category, title, connectors.join(', ')]),
    ),
  )
}

async function show(id: string, server: ServerOptions): Promise<void> {
  const { items } = await connect(server)(templates.listTemplates)
  print(findTemplate(items, id).yaml.trimEnd())
}

function findTemplate(items: readonly Template[], id: string): Template {
  const found = items.find((template) => template.id === id)
  if (found !== undefined) return found
  throw new CommandError(`There is no template "${id}". "keyway templates list" shows them.`)
}
