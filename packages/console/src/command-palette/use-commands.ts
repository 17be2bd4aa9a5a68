import { useMemo } from 'react'
import { connections, flows, tables, templates } from '@keyway/api'
import { navigation } from '../app/navigation.ts'
import { useAnswer } from '../app/requests.ts'
import { useMay } from '../app/session.tsx'
import { commandTexts } from '../texts/command-palette.ts'
import type { Command } from './find-commands.ts'

const { actions } = commandTexts

/** Everything the palette can name: pages and actions at once, the rest as soon as it is read. */
export function useCommands(): readonly Command[] {
  const mayBuild = useMay('builder')
  const mayAdminister = useMay('admin')
  const flowList = useAnswer(flows.listFlows).data?.items
  const tableList = useAnswer(tables.listTables).data?.items
  const connectionList = useAnswer(connections.listConnections).data?.items
  const templateList = useAnswer(templates.listTemplates).data?.items
  return useMemo(() => {
    const pages = navigation.flatMap(({ items }) => items.map(({ to, label }) => pageOf(label, to)))
    return [
      ...pages,
      ...actionsOf(mayBuild, mayAdminister),
      ...(flowList ?? []).map(toCommand('flows')),
      ...(tableList ?? []).map(toCommand('tables')),
      ...(connectionList ?? []).map(toCommand('connections')),
      ...(templateList ?? []).map(({ id, title }) => toCommand('templates')({ id, name: title })),
    ]
  }, [mayBuild, mayAdminister, flowList, tableList, connectionList, templateList])
}

/** A thing of a group; the page of it lies under the group's name. */
function toCommand(group: 'flows' | 'tables' | 'connections' | 'templates') {
  return ({ id, name }: { id: string; name: string }): Command => ({
    group,
    label: name,
    to: `/${group}/${id}`,
  })
}

function pageOf(label: string, to: string): Command {
  return { group: 'pages', label, to }
}

function actionsOf(mayBuild: boolean, mayAdminister: boolean): Command[] {
  const action = (label: string, to: string): Command => ({ group: 'actions', label, to })
  return [
    ...(mayBuild
      ? [action(actions.newFlow, '/flows?new'), action(actions.importFlows, '/flows/import')]
      : []),
    ...(mayAdminister
      ? [action(actions.newConnection, '/connections/new'), action(actions.connectOkta, '/okta/connect')]
      : []),
    action(actions.failed, '/executions?status=failed'),
    action(actions.waiting, '/executions?status=waiting'),
    action(actions.uses, '/flows/uses'),
  ]
}
