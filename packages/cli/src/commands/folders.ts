import { folders, type AnswerOf, type Call } from '@keyway/api'
import type { Command } from 'commander'
import { CommandError } from '../command-error.ts'
import { connect } from '../connect.ts'
import { print, printJson } from '../output/print.ts'
import { formatTable } from '../output/table.ts'
import { withServer, type ServerOptions } from '../server-options.ts'

/** `keyway folders list|new|rename|delete`. */
export function addFolders(program: Command): void {
  const group = program
    .command('folders')
    .description('folders of flows; a path names folders in folders: A/B')
  const listCommand = group
    .command('list')
    .description('all folders')
    .option('--json', 'as one JSON document')
  withServer(listCommand).action(list)
  const newCommand = group.command('new').description('make a folder').argument('<path>', 'such as "A/B"')
  withServer(newCommand).action(create)
  const renameCommand = group
    .command('rename')
    .description('rename or move a folder with everything in it')
    .argument('<path>', 'the folder')
    .argument('<new path>', 'its path from now on')
  withServer(renameCommand).action(rename)
  const deleteCommand = group
    .command('delete')
    .description('delete an empty folder')
    .argument('<path>', 'the folder')
  withServer(deleteCommand).action(remove)
}

type Folder = AnswerOf<typeof folders.listFolders>['items'][number]

async function list({ json, ...server }: ServerOptions & { json?: true }): Promise<void> {
  const { items } = await connect(server)(folders.listFolders)
  if (json === true) return printJson({ items })
  if (items.length === 0) return print('No folders. "keyway folders new NAME" makes one.')
  print(
    formatTable(
      ['folder', 'flows', 'with inner'],
      items.map(({ path, flows, total }) => [path, flows, total]),
    ),
  )
}

async function create(path: string, server: ServerOptions): Promise<void> {
  await connect(server)(folders.createFolder, { body: { path } })
  print(`"${path}" is made.`)
}

async function rename(path: string, to: string, server: ServerOptions): Promise<void> {
  const call = connect(server)
  const { id } = await findFolder(call, path)
  await call(folders.renameFolder, { params: { folderId: id }, body: { path: to } })
  print(`"${path}" is "${to}" now.`)
}

async function remove(path: string, server: ServerOptions): Promise<void> {
  const call = connect(server)
  const { id } = await findFolder(call, path)
  await call(folders.deleteFolder, { params: { folderId: id } })
  print(`"${path}" is deleted.`)
}

async function findFolder(call: Call, path: string): Promise<Folder> {
  const { items } = await call(folders.listFolders)
  const found = items.find((folder) => folder.path === path)
  if (found !== undefined) return found
  throw new CommandError(
    `There is no folder "${path}". "keyway folders list" shows the ${items.length} there are.`,
  )
}
