import { existsSync, writeFileSync } from 'node:fs'
import { flows } from '@keyway/api'
import type { Command } from 'commander'
import { CommandError } from '../command-error.ts'
import { connect } from '../connect.ts'
import { findFlow } from '../find-flow.ts'
import { print } from '../output/print.ts'
import { readFlow } from '../read-flow.ts'
import { withServer, type ServerOptions } from '../server-options.ts'

/** `keyway flows new|save`. */
export function addFlowFiles(group: Command): void {
  group
    .command('new')
    .description('write a file with a first flow to start from; no server is needed')
    .argument('<name>', 'name of the flow')
    .option('--out <file>', 'file to write; by default the name with .yaml')
    .action(create)
  const saveCommand = group
    .command('save')
    .description('make a file the draft of a flow that is there; "keyway import" brings in new ones')
    .argument('<flow>', 'id or name')
    .argument('<file>', 'YAML or JSON file, or - for standard input')
    .option(
      '--based-on <number>',
      'refuse when the draft is another save by now ("flows show" names it)',
      Number,
    )
  withServer(saveCommand).action(save)
}

async function create(name: string, { out }: { out?: string }): Promise<void> {
  const { newFlowYaml } = await import('@keyway/server')
  const { fileName, content } = newFlowYaml(name)
  const target = out ?? fileName
  if (existsSync(target)) throw new CommandError(`${target} is there already. Name another file with --out.`)
  writeFileSync(target, content)
  print(
    `${target}\nCheck it with "keyway flows check ${target}", and bring it in with "keyway import ${target}".`,
  )
}

async function save(
  flow: string,
  file: string,
  options: ServerOptions & { basedOn?: number },
): Promise<void> {
  const { parseFlowYaml } = await import('@keyway/server')
  const document = readFlow(parseFlowYaml, file)
  const call = connect(options)
  const { id } = await findFlow(call, flow)
  const { basedOn } = options
  const saved = await call(flows.saveDraft, {
    params: { flowId: id },
    body: { document, ...(basedOn === undefined ? {} : { basedOn }) },
  })
  const state = saved.hasUnpublishedChanges
    ? `"keyway flows diff ${id}" shows what differs from what is published`
    : 'it is the same as what is published'
  print(`The draft of "${saved.name}" is saved (save ${saved.draftNumber}); ${state}.`)
  const errors = saved.problems.filter(({ severity }) => severity === 'error')
  for (const { path, message } of errors) print(`  ${path === null ? '' : `${path}: `}${message}`)
}
