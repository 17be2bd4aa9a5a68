import { triggers } from '@keyway/api'
import type { Command } from 'commander'
import { connect } from '../connect.ts'
import { findFlow } from '../find-flow.ts'
import { print, printJson } from '../output/print.ts'
import { formatTable } from '../output/table.ts'
import { formatTime } from '../output/time.ts'
import { readFlow } from '../read-flow.ts'
import { withServer, type ServerOptions } from '../server-options.ts'
import { parseCount } from './parse-option.ts'

/** `keyway flows preview`. */
export function addFlowPreview(group: Command): void {
  const command = group
    .command('preview')
    .description("which of the latest events would have started a flow, by its draft's trigger")
    .argument('<flow>', 'id or name')
    .option('--file <file>', 'by the trigger of this file instead, or of - for the standard input')
    .option('--last <count>', 'how many events of its source are tested, at most 5000', parseCount, 500)
    .option('--show <count>', 'how many of those that match are listed, at most 500', parseCount, 20)
    .option('--json', 'as one JSON document')
  withServer(command).action(preview)
}

interface PreviewOptions extends ServerOptions {
  file?: string
  last: number
  show: number
  json?: true
}

async function preview(flow: string, { file, last, show, json, ...server }: PreviewOptions): Promise<void> {
  const call = connect(server)
  const { id } = await findFlow(call, flow)
  const { parseFlowYaml } = await import('@keyway/server')
  const given = file === undefined ? {} : { trigger: toJson(readFlow(parseFlowYaml, file).trigger) }
  const found = await call(triggers.previewTrigger, {
    params: { flowId: id },
    body: { ...given, limit: last, show },
  })
  if (json === true) return printJson(found)
  for (const warning of found.warnings) print(`Warning: ${warning}`)
  if (found.tested === 0) return print(`There are no events of ${found.source} yet.`)
  const events = found.tested === 1 ? 'event' : `${found.tested} events`
  print(
    `Would have matched ${found.matched} of the last ${events} of ${found.source}; ${found.ofType} are of its types.`,
  )
  if (found.events.length === 0) return
  const rows = found.events.map(({ id: event, type, subject, receivedAt }) => [
    formatTime(receivedAt),
    type,
    subject,
    event,
  ])
  print(formatTable(['received', 'type', 'subject', 'event'], rows))
}

/** A flow document is JSON; its types only name the shapes. */
function toJson(trigger: object) {
  return JSON.parse(JSON.stringify(trigger))
}
