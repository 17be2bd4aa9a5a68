import { flows } from '@keyway/api'
import type { Command } from 'commander'
import { connect } from '../connect.ts'
import { findFlow } from '../find-flow.ts'
import { print, printJson } from '../output/print.ts'
import { formatTable } from '../output/table.ts'
import { withServer, type ServerOptions } from '../server-options.ts'
import { addCheckFlows } from './check-flows.ts'
import { addFlowVersions } from './flow-versions.ts'

/** `keyway flows list|on|off|versions|diff|rollback|check`. */
export function addFlows(program: Command): void {
  const group = program.command('flows').description('flows, switching them on and off, and their versions')
  const listCommand = group.command('list').description('all flows').option('--json', 'as one JSON document')
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
  addCheckFlows(group)
}

async function list({ json, ...server }: ServerOptions & { json?: true }): Promise<void> {
  const { items } = await connect(server)(flows.listFlows)
  if (json === true) return printJson({ items })
  if (items.length === 0) return print('No flows. "keyway import FILE" brings some in.')
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
