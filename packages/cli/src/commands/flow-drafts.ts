import { flows, type Call } from '@keyway/api'
import type { Command } from 'commander'
import { connect } from '../connect.ts'
import { findFlow } from '../find-flow.ts'
import { formatFlow } from '../output/flow.ts'
import { print, printJson } from '../output/print.ts'
import { withServer, type ServerOptions } from '../server-options.ts'
import { collect } from './parse-option.ts'

/** `keyway flows show|publish|discard|move|set`. */
export function addFlowDrafts(group: Command): void {
  const showCommand = group
    .command('show')
    .description('one flow: state, versions, connections, problems')
    .argument('<flow>', 'id or name')
    .option('--json', 'as one JSON document, with the flow itself')
  withServer(showCommand).action(show)
  const publishCommand = group
    .command('publish')
    .description('make the draft the version that events and callers use')
    .argument('<flow>', 'id or name')
    .option('-m, --message <text>', 'what is new in this version')
  withServer(publishCommand).action(publish)
  const discardCommand = group
    .command('discard')
    .description('throw the draft away: what is published is the draft again')
    .argument('<flow>', 'id or name')
  withServer(discardCommand).action(discard)
  const moveCommand = group
    .command('move')
    .description('move flows to a folder, which is made where it is missing')
    .argument('<flow...>', 'ids or names')
    .requiredOption('--to <folder>', 'path of the folder, such as "Joiners/EMEA"; / for none')
  withServer(moveCommand).action(move)
  const setCommand = group
    .command('set')
    .description('change owner and tags of a flow; no new version comes of it')
    .argument('<flow>', 'id or name')
    .option('--owner <name>', 'who is asked about it; "" for nobody')
    .option('--tag <tag>', 'tags it has from now on; may be repeated', collect)
    .option('--no-tags', 'take all tags away')
  withServer(setCommand).action(set)
}

async function show(flow: string, { json, ...server }: ServerOptions & { json?: true }): Promise<void> {
  const call = connect(server)
  const detail = await call(flows.getFlow, { params: await paramsOf(call, flow) })
  if (json === true) return printJson(detail)
  print(formatFlow(detail))
}

async function publish(
  flow: string,
  { message, ...server }: ServerOptions & { message?: string },
): Promise<void> {
  const call = connect(server)
  const before = await call(flows.getFlow, { params: await paramsOf(call, flow) })
  if (!before.hasUnpublishedChanges) return print(`"${before.name}" has nothing to publish.`)
  const { publishedVersion } = await call(flows.publishFlow, {
    params: { flowId: before.id },
    body: { basedOn: before.draftNumber, ...(message === undefined ? {} : { message }) },
  })
  print(`Version ${publishedVersion ?? '–'} of "${before.name}" is published.`)
}

async function discard(flow: string, server: ServerOptions): Promise<void> {
  const call = connect(server)
  const { name, publishedVersion } = await call(flows.discardDraft, { params: await paramsOf(call, flow) })
  print(`The draft of "${name}" is version ${publishedVersion ?? '–'} again.`)
}

async function move(names: string[], { to, ...server }: ServerOptions & { to: string }): Promise<void> {
  const call = connect(server)
  const folder = to.replaceAll('/', '').trim() === '' ? null : to
  const found = []
  for (const name of names) found.push(await findFlow(call, name))
  for (const { id, name } of found) {
    const moved = await call(flows.changeDetails, { params: { flowId: id }, body: { folder } })
    print(`"${name}" is in ${moved.folder === null ? 'no folder' : `"${moved.folder}"`}.`)
  }
}

async function set(
  flow: string,
  { owner, tag, tags, ...server }: ServerOptions & { owner?: string; tag?: string[]; tags: boolean },
): Promise<void> {
  const call = connect(server)
  const wanted = tags ? tag : []
  const changed = await call(flows.changeDetails, {
    params: await paramsOf(call, flow),
    body: {
      ...(owner === undefined ? {} : { owner: owner === '' ? null : owner }),
      ...(wanted === undefined ? {} : { tags: wanted }),
    },
  })
  print(`"${changed.name}": owner ${changed.owner ?? 'nobody'}, tags ${changed.tags.join(', ') || 'none'}.`)
}

async function paramsOf(call: Call, flow: string): Promise<{ flowId: string }> {
  return { flowId: (await findFlow(call, flow)).id }
}
