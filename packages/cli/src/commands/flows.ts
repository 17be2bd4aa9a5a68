import { flows } from '@keyway/api'
import type { Command } from 'commander'
import { connect } from '../connect.ts'
import { findFlow } from '../find-flow.ts'
import { print, printJson } from '../output/print.ts'
import { formatTable } from '../output/table.ts'
import { withServer, type ServerOptions } from '../server-options.ts'
import { addCheckFlows } from './check-flows.ts'
import { addFlowDrafts } from './flow-drafts.ts'
import { addFlowFiles } from './flow-files.ts'
import { addFlowPreview } from './flow-preview.ts'
import { addFlowVersions } from './flow-versions.ts'

/** `keyway flows …`: everything about flows but running them. */
export function addFlows(program: Command): void {
  const group = program.command('flows').description('flows: their files, drafts, versions and state')
  const listCommand = group
    .command('list')
    .description('all flows')
    .option('--folder <path>', 'only those in a folder and the folders inside it')
    .option('--tag <tag>', 'only those with a tag')
    .option('--json', 'as one JSON document')
  withServer(listCommand).action(list)
  const onCommand = group.command('on').description('switch a flow on').argument('<flow>', 'id or name')
  withServer(onCommand).action((flow: string, server: ServerOptions) =>
    switchTo(flow, { isOn: true, server }),
  )
  const offCommand = group.command('off').description('switch a flow off').argument('<flow>', 'id or name')
  withServer(offCommand).action((flow: string, server: ServerOptions) =>
    switchTo(flow, { isOn: false, server }),
  )
  addFlowVersions(group)
  addFlowDrafts(group)
  addFlowFiles(group)
  addCheckFlows(group)
  addFlowPreview(group)
}

interface ListOptions extends ServerOptions {
  folder?: string
  tag?: string
  json?: true
}

async function list({ json, folder, tag, ...server }: ListOptions): Promise<void> {
  const { items: all } = await connect(server)(flows.listFlows)
  const isIn = (path: string | null): boolean => path === folder || path?.startsWith(`${folder}/`) === true
  const items = all.filter(
    (flow) => (folder === undefined || isIn(flow.folder)) && (tag === undefined || flow.tags.includes(tag)),
  )
  if (json === true) return printJson({ items })
  if (all.length === 0) return print('No flows. "keyway import FILE" brings some in.')
  const rows = items.map(({ id, name, folder, kind, isOn, steps, publishedVersion }) => [
    id,
    name,
    folder,
    kind,
    isOn ? 'on' : 'off',
    publishedVersion,
    steps,
  ])
  print(formatTable(['id', 'name', 'folder', 'kind', 'state', 'version', 'steps'], rows))
}

async function switchTo(
  flow: string,
  { isOn, server }: { isOn: boolean; server: ServerOptions },
): Promise<void> {
  const call = connect(server)
  const { id, name } = await findFlow(call, flow)
  const { endpoint } = await call(flows.switchFlow, { params: { flowId: id }, body: { isOn } })
  print(`"${name}" is ${isOn ? 'on' : 'off'}.`)
  if (isOn && endpoint !== null) print(`It is called at ${endpoint.url}`)
}
