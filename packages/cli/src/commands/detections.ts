import path from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { detections, type AnswerOf, type Call } from '@keyway/api'
import type { Command } from 'commander'
import { CommandError } from '../command-error.ts'
import { connect } from '../connect.ts'
import { print, printJson } from '../output/print.ts'
import { formatTable } from '../output/table.ts'
import { readInput } from '../read-input.ts'
import { withServer, type ServerOptions } from '../server-options.ts'
import { yamlFilesAt } from '../yaml-files.ts'
import { collectLists, parseTime } from './parse-option.ts'

type BackTest = AnswerOf<typeof detections.getBackTest>

/** `keyway detections [list]|on|off|keep|backtest|watch|check`: rules over the System Log. */
export function addDetections(program: Command): void {
  const group = program
    .command('detections')
    .description('rules over the System Log: those of Keyway, Sigma, and the catalogue of Okta')
  withServer(
    group
      .command('list', { isDefault: true })
      .description('all detections, whether they run, and how many alerts they raised in 30 days')
      .option('--json', 'as one JSON document'),
  ).action(list)
  for (const isOn of [true, false]) {
    const command = group
      .command(isOn ? 'on' : 'off')
      .description(isOn ? 'switch detections on' : 'switch detections off')
      .argument('<id...>')
    withServer(command).action((ids: string[], server: ServerOptions) =>
      switchDetections(ids, { isOn, server }),
    )
  }
  withServer(
    group
      .command('keep')
      .description('bring files of rules to the server; new rules are off at first')
      .argument('<path...>', 'files, or directories with .yml files')
      .option('--json', 'as one JSON document'),
  ).action(keep)
  withServer(
    group
      .command('backtest')
      .description('what detections would have found in stored events; nobody is told')
      .argument('[id...]', 'detections; without any, all that are switched on')
      .option('--rule <file>', 'a file of rules that is not kept yet')
      .option(
        '--from <time>',
        'events that arrived at this time or later; without it, the last 7 days',
        parseTime,
      )
      .option('--to <time>', 'events that arrived at this time or earlier', parseTime)
      .option('--json', 'the finished back-test as one JSON document'),
  ).action(backTest)
  withServer(
    group
      .command('watch')
      .description('read the System Log of each org as a whole, or only what flows wait for')
      .argument('<which>', 'whole or wanted'),
  ).action(watch)
  group
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

async function list({ json, ...server }: ServerOptions & { json?: true }): Promise<void> {
  const answer = await connect(server)(detections.listDetections)
  if (json === true) return printJson(answer)
  const rows = answer.items.map(({ id, severity, isOn, status, alerts, title, reason }) => [
    id,
    severity,
    status === 'loaded' ? (isOn ? 'on' : 'off') : status,
    alerts,
    status === 'loaded' ? title : `${title} - ${reason}`,
  ])
  print(formatTable(['id', 'severity', 'state', 'alerts', 'title'], rows))
  const { readsWholeLog, behind } = answer.reader
  print(`\n${behind.toLocaleString('en')} stored events are not judged yet.`)
  if (!readsWholeLog) {
    print(
      'Only what hooks and flows bring is judged: "keyway detections watch whole" reads the System Logs as a whole.',
    )
  }
}

async function switchDetections(
  ids: readonly string[],
  { isOn, server }: { isOn: boolean; server: ServerOptions },
): Promise<void> {
  const call = connect(server)
  for (const detectionId of ids) {
    const { title } = await call(detections.changeDetection, { params: { detectionId }, body: { isOn } })
    print(`${title} is ${isOn ? 'on' : 'off'}.`)
  }
}

async function keep(paths: string[], { json, ...server }: ServerOptions & { json?: true }): Promise<void> {
  const call = connect(server)
  const rules: AnswerOf<typeof detections.keepRule>['rules'] = []
  for (const file of paths.flatMap(yamlFilesAt)) {
    const name = path.basename(file)
    rules.push(...(await call(detections.keepRule, { body: { name, text: readInput(file) } })).rules)
  }
  if (rules.some(({ status }) => status === 'rejected')) process.exitCode = 1
  if (json === true) return printJson({ rules })
  for (const { file, status, title, reason } of rules)
    print([`${file}: ${status}`, title, reason].filter((part) => part !== '').join(' - '))
}

interface BackTestOptions extends ServerOptions {
  rule?: string
  from?: number
  to?: number
  json?: true
}

const weekMs = 7 * 86_400_000

async function backTest(ids: string[], { rule, from, to, json, ...server }: BackTestOptions): Promise<void> {
  const call = connect(server)
  const ends = to ?? Date.now()
  const chosen = ids.length > 0 || rule !== undefined ? ids : await idsThatRun(call)
  const draft = rule === undefined ? undefined : { name: path.basename(rule), text: readInput(rule) }
  let test = await call(detections.createBackTest, {
    body: {
      detections: chosen,
      from: from ?? ends - weekMs,
      to: ends,
      ...(draft === undefined ? {} : { draft }),
    },
  })
  while (test.status === 'running') {
    await setTimeout(500)
    test = await call(detections.getBackTest, { params: { backTestId: test.id } })
  }
  if (test.status !== 'done') process.exitCode = 1
  if (json === true) return printJson(test)
  printBackTest(test)
}

async function idsThatRun(call: Call): Promise<string[]> {
  const { items } = await call(detections.listDetections)
  return items.filter(({ isOn }) => isOn).map(({ id }) => id)
}

function printBackTest({ status, done, results }: BackTest): void {
  print(`${done.toLocaleString('en')} events, ${status}.\n`)
  const found = results.filter(({ findings }) => findings > 0)
  if (found.length === 0) return print('Nothing would have been found.')
  const rows = found.map(({ detectionId, alerts, findings, examples }) => [
    detectionId,
    alerts,
    findings,
    examples
      .map(({ subject, key }) => subject?.login ?? subject?.id ?? key)
      .slice(0, 3)
      .join(', '),
  ])
  print(formatTable(['detection', 'alerts', 'findings', 'for instance'], rows))
}

async function watch(which: string, server: ServerOptions): Promise<void> {
  if (which !== 'whole' && which !== 'wanted') throw new CommandError('Say "whole" or "wanted".')
  await connect(server)(detections.readWholeLog, { body: { readsWholeLog: which === 'whole' } })
  print(
    which === 'whole' ? 'System Logs are read as a whole.' : 'System Logs are read for what flows wait for.',
  )
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
