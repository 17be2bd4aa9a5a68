import { Button } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useMemo, useState } from 'react'
import { useParams } from 'react-router'
import { templates } from '@keyway/api'
import { useAnswer } from '../app/requests.ts'
import { useMay } from '../app/session.tsx'
import { layoutFlow } from '../strip/layout.ts'
import { Strip } from '../strip/strip.tsx'
import { useCatalogIndex } from '../strip/use-catalog.ts'
import { templateTexts as texts } from '../texts/templates.ts'
import { NotFound } from '../ui/not-found.tsx'
import { Page } from '../ui/page.tsx'
import { Problem } from '../ui/problem.tsx'
import { PageSkeleton } from '../ui/skeletons.tsx'
import type { Template } from './find-templates.ts'
import { TemplateNeeds } from './template-needs.tsx'
import classes from './templates.module.css'
import { UseTemplate } from './use-template.tsx'

/** One template: what it does and needs, drawn as cards, and the way to a draft of it. */
export function TemplatePage() {
  const { templateId = '' } = useParams()
  const list = useAnswer(templates.listTemplates)
  if (list.isPending) return <PageSkeleton />
  if (list.isError) return <Problem error={list.error} onRetry={() => void list.refetch()} isPage />
  const template = list.data.items.find(({ id }) => id === templateId)
  return template === undefined ? <NotFound /> : <OneTemplate key={template.id} template={template} />
}

function OneTemplate({ template }: { template: Template }) {
  const catalog = useCatalogIndex()
  const items = useMemo(() => layoutFlow(template.document, catalog), [template, catalog])
  const mayBuild = useMay('builder')
  const [isUsing, setUsing] = useState(false)
  return (
    <Page
      title={template.title}
      lead={template.description}
      back={{ to: '/templates', label: texts.back }}
      width="full"
      actions={
        mayBuild ? (
          <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setUsing(true)}>
            {texts.use}
          </Button>
        ) : null
      }
    >
      <TemplateNeeds template={template} />
      <section className={classes['preview']} aria-label={texts.preview}>
        <Strip items={items} painting={null} />
      </section>
      {isUsing ? <UseTemplate template={template} onClose={() => setUsing(false)} /> : null}
    </Page>
  )
}
