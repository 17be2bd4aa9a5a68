import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { exports, type AnswerOf } from '@keyway/api'
import { Option, type Command } from 'commander'
import { CommandError } from '../command-error.ts'
import { connect } from '../connect.ts'
import { findFlow } from '../find-flow.ts'
import { print } from '../output/print.ts'
import { withServer, type ServerOptions } from '../server-options.ts'

interface ExportOptions extends ServerOptions {
  format: (typeof exports.exportFormats)[number]
  out?: string
  published?: true
}

type ExportedFile = AnswerOf<typeof exports.exportFlows>['files'][number]

/** `keyway export`: flows as files that `keyway import` reads back. */
export function addExport(program: Command): void {
  const command = program
    .command('export')
    .description('write flows as files; comments in files that are there already are kept')
    .argument('<flow...>', 'ids or names')
    .addOption(
      new Option(
        '--format <format>',
        'one YAML file for each flow, or one Okta Workflows export with the helper flows they call',
      )
        .choices(exports.exportFormats)
        .default('yaml'),
    )
    .option('--out <dir>', 'directory to write to; without it one file is printed')
    .option('--published', 'what is published, not the draft')
  withServer(command).action(exportFlows)
}

async function exportFlows(flows: string[], options: ExportOptions): Promise<void> {
  if (options.out === undefined && flows.length > 1 && options.format === 'yaml') {
    throw new CommandError(`${flows.length} flows do not fit on the screen. Name a directory with --out.`)
  }
  const call = connect(options)
  const flowIds: string[] = []
  for (const flow of flows) flowIds.push((await findFlow(call, flow)).id)
  const { files, adapted } = await call(exports.exportFlows, {
    body: { flowIds, format: options.format, of: options.published === true ? 'published' : 'draft' },
  })
  // Beside the file, not in it: without --out it is printed.
  for (const change of adapted) process.stderr.write(`adapted  ${change}\n`)
  if (options.out === undefined) return print(files.map(({ content }) => content.trimEnd()).join('\n'))
  mkdirSync(options.out, { recursive: true })
  for (const file of files) await write(path.join(options.out, file.name), file)
}

async function write(target: string, { content }: ExportedFile): Promise<void> {
  const text = target.endsWith('.yaml') && existsSync(target) ? await merge(target, content) : content
  writeFileSync(target, text)
  print(target)
}

/** A file that people keep in Git has comments of theirs: it is changed, not replaced. */
async function merge(target: string, content: string): Promise<string> {
  const { mergeFlowYaml } = await import('@keyway/server')
  try {
    return mergeFlowYaml(readFileSync(target, 'utf8'), content)
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause)
    throw new CommandError(
      `${target} is there and cannot be changed: ${why} Move it away, or choose another --out.`,
      {
        cause,
      },
    )
  }
}
