import { flowVersions } from '@keyway/api'
import type { Command } from 'commander'
import { connect } from '../connect.ts'
import { findFlow } from '../find-flow.ts'
import { formatChanges } from '../output/changes.ts'
import { print, printJson } from '../output/print.ts'
import { formatTable } from '../output/table.ts'
import { formatTime } from '../output/time.ts'
import { withServer, type ServerOptions } from '../server-options.ts'
import { parseCount, parseSide } from './parse-option.ts'

type Side = ReturnType<typeof parseSide>

interface DiffOptions extends ServerOptions {
  from: Side
  to: Side
  json?: true
}

/** `keyway flows versions|diff|rollback`. */
export function addFlowVersions(group: Command): void {
  const versionsCommand = group
    .command('versions')
    .description('published versions of a flow, newest first')
    .argument('<flow>', 'id or name')
    .option('--json', 'as one JSON document')
  withServer(versionsCommand).action(versions)
  const diffCommand = group
    .command('diff')
    .description('what differs between two versions of a flow')
    .argument('<flow>', 'id or name')
    .option('--from <version>', 'number of a version, published or draft', parseSide, 'published')
    .option('--to <version>', 'number of a version, published or draft', parseSide, 'draft')
    .option('--json', 'as one JSON document, with both flows')
  withServer(diffCommand).action(diff)
  const rollbackCommand = group
    .command('rollback')
    .description('publish an earlier version again, as a new version')
    .argument('<flow>', 'id or name')
    .argument('<number>', 'number of the version', parseCount)
    .option('-m, --message <text>', 'why')
  withServer(rollbackCommand).action(rollBack)
}

async function versions(flow: string, { json, ...server }: ServerOptions & { json?: true }): Promise<void> {
  const call = connect(server)
  const { id, name } = await findFlow(call, flow)
  const { items } = await call(flowVersions.listVersions, { params: { flowId: id } })
  if (json === true) return printJson({ items })
  if (items.length === 0) return print(`"${name}" was never published.`)
  const rows = items.map(({ number, createdAt, createdBy, isPublished, message }) => [
    number,
    formatTime(createdAt),
    createdBy,
    isPublished ? 'published' : '',
    message,
  ])
  print(formatTable(['version', 'created', 'by', 'state', 'message'], rows))
}

async function diff(flow: string, { from, to, json, ...server }: DiffOptions): Promise<void> {
  const call = connect(server)
  const { id } = await findFlow(call, flow)
  const answer = await call(flowVersions.diffVersions, { params: { flowId: id }, query: { from, to } })
  if (json === true) return printJson(answer)
  print(formatChanges(answer))
}

async function rollBack(
  flow: string,
  number: number,
  { message, ...server }: ServerOptions & { message?: string },
): Promise<void> {
  const call = connect(server)
  const { id, name } = await findFlow(call, flow)
  const { publishedVersion } = await call(flowVersions.rollBack, {
    params: { flowId: id },
    body: { number, ...(message === undefined ? {} : { message }) },
  })
  print(`Version ${publishedVersion ?? '–'} of "${name}" is published; it is the same as version ${number}.`)
}
