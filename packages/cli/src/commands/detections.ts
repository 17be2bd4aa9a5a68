import type { Command } from 'commander'
import { print, printJson } from '../output/print.ts'
import { readInput } from '../read-input.ts'
import { yamlFilesAt } from '../yaml-files.ts'
import { collectLists } from './parse-option.ts'

/** `keyway detections`: rules over the System Log. */
export function addDetections(program: Command): void {
  program
    .command('detections')
    .description('rules over the System Log: Sigma, and the catalogue of Okta')
    .command('check')
    .description('say which rule files load, and why the others do not; exits with 1 when one is rejected')
    .argument('<path...>', 'files, or directories with .yml files')
    .option('--json', 'as one JSON document')
    .option(
      '--parameter <name=text>',
      'what a placeholder of rules stands for; may be repeated',
      collectLists,
    )
    .action(check)
}

interface CheckOptions {
  json?: true
  parameter?: ReadonlyMap<string, readonly string[]>
}

async function check(paths: string[], { json, parameter = new Map() }: CheckOptions): Promise<void> {
  const { loadRules } = await import('@keyway/server')
  const files = paths.flatMap(yamlFilesAt).map((file) => ({ file, text: readInput(file) }))
  const { reports } = loadRules(files, parameter)
  const totals = { loaded: 0, disabled: 0, rejected: 0 }
  for (const { status } of reports) totals[status] += 1
  if (totals.rejected > 0) process.exitCode = 1
  if (json === true) return printJson({ ...totals, rules: reports })
  for (const { file, title, status, reason } of reports) {
    print([`${file}: ${status}`, title, reason].filter((part) => part !== '').join(' - '))
  }
  print(`${totals.loaded} loaded, ${totals.disabled} disabled, ${totals.rejected} rejected.`)
}
