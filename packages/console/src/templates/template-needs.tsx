import { IconPlugConnected, IconRoute, IconTable } from '@tabler/icons-react'
import { catalog } from '@keyway/api'
import { useAnswer } from '../app/requests.ts'
import { templateTexts as texts } from '../texts/templates.ts'
import type { Template } from './find-templates.ts'
import classes from './templates.module.css'

/** How a template starts, and what has to be there before it can run. */
export function TemplateNeeds({ template }: { template: Template }) {
  const { data } = useAnswer(catalog.getCatalog)
  const titleOf = (id: string) => data?.connectors.find((connector) => connector.id === id)?.title ?? id
  return (
    <ul className={classes['needs']} aria-label={texts.needs}>
      <li>
        <IconRoute size={16} aria-hidden /> {texts.kinds[template.kind]}
      </li>
      {template.connectors.map((connector) => (
        <li key={connector}>
          <IconPlugConnected size={16} aria-hidden /> {texts.needsConnection(titleOf(connector))}
        </li>
      ))}
      {template.tables.map(({ name, columns }) => (
        <li key={name}>
          <IconTable size={16} aria-hidden /> {texts.needsTable(name, columns)}
        </li>
      ))}
    </ul>
  )
}
