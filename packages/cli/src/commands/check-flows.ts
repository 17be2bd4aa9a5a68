import type { Command } from 'commander'
import { print, printJson } from '../output/print.ts'
import { readInput } from '../read-input.ts'
import { withServer, type ServerOptions } from '../server-options.ts'
import { yamlFilesAt } from '../yaml-files.ts'
import { askConnections } from './ask-connections.ts'
import { collect } from './parse-option.ts'

/** `keyway flows check`: what is wrong with flows in files, with line and column; no server is needed. */
export function addCheckFlows(group: Command): void {
  const command = group
    .command('check')
    .description('check flows in YAML or JSON files; exits with 1 when there are errors')
    .argument('<file...>', 'files, or directories with .yaml files')
    .option('--json', 'as one JSON document')
    .option(
      '--connection <name>',
      'ask this connection of a running server which attributes it knows, for warnings; may be repeated',
      collect,
    )
  withServer(command).action(check)
}

interface CheckOptions extends ServerOptions {
  json?: true
  connection?: string[]
}

async function check(paths: string[], { json, connection, ...server }: CheckOptions): Promise<void> {
  const { checkFlowFiles } = await import('@keyway/server')
  const sources = paths.flatMap(yamlFilesAt).map((name) => ({ name, content: readInput(name) }))
  const checked = checkFlowFiles(sources)
  const asked = connection === undefined ? undefined : await askConnections(server, connection)
  const files = await Promise.all(
    checked.map(async ({ file, problems: found }, at) => ({
      file,
      problems: [...found, ...((await asked?.(sources[at]?.content ?? '')) ?? [])],
    })),
  )
  const problems = files.flatMap(({ file, problems: found }) =>
    found.map((problem) => ({ file, ...problem })),
  )
  const errors = problems.filter(({ severity }) => severity === 'error').length
  const totals = { files: files.length, errors, warnings: problems.length - errors }
  if (errors > 0) process.exitCode = 1
  if (json === true) return printJson({ files, totals })
  for (const { file, line, column, severity, path: place, message } of problems) {
    print(`${file}:${line}:${column} ${severity} ${place === null ? '' : `${place}: `}${message}`)
  }
  print(
    `${counted(totals.files, 'file')} checked: ${counted(errors, 'error')}, ${counted(totals.warnings, 'warning')}.`,
  )
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`
}
