import { Button, SegmentedControl, TextInput, VisuallyHidden } from '@mantine/core'
import { IconFilterOff, IconSearch } from '@tabler/icons-react'
import { Link, useSearchParams } from 'react-router'
import { templates } from '@keyway/api'
import { useAnswer } from '../app/requests.ts'
import { CardMark } from '../strip/card-mark.tsx'
import { templateTexts as texts } from '../texts/templates.ts'
import { Empty } from '../ui/empty.tsx'
import { Page } from '../ui/page.tsx'
import { Problem } from '../ui/problem.tsx'
import { RowsSkeleton } from '../ui/skeletons.tsx'
import { findTemplates, type Template } from './find-templates.ts'
import classes from './templates.module.css'

const categories = templates.templateCategories

/** Flows to start from, by category. Words and category are in the page's address. */
export function TemplatesPage() {
  const [search, setSearch] = useSearchParams()
  const list = useAnswer(templates.listTemplates)
  const text = search.get('text') ?? ''
  const category = categories.find((known) => known === search.get('category')) ?? null
  const change = (next: { text: string; category: string | null }) =>
    setSearch(
      {
        ...(next.text === '' ? {} : { text: next.text }),
        ...(next.category === null ? {} : { category: next.category }),
      },
      { replace: true },
    )
  const found = findTemplates(list.data?.items ?? [], { text, category })
  return (
    <Page title={texts.title} lead={texts.lead} width="wide">
      <search aria-label={texts.search} className={classes['filters']}>
        <TextInput
          aria-label={texts.search}
          placeholder={texts.searchPlaceholder}
          leftSection={<IconSearch size={16} aria-hidden />}
          value={text}
          onChange={(event) => change({ text: event.currentTarget.value, category })}
          className={classes['search'] ?? ''}
        />
        <div className={classes['categories']}>
          <SegmentedControl
            aria-label={texts.category}
            value={category ?? ''}
            onChange={(value) => change({ text, category: value === '' ? null : value })}
            data={[
              { value: '', label: texts.all },
              ...categories.map((value) => ({ value, label: texts.categories[value] })),
            ]}
          />
        </div>
      </search>
      <VisuallyHidden role="status">{list.isSuccess ? texts.count(found.length) : ''}</VisuallyHidden>
      {list.isPending ? <RowsSkeleton rows={6} /> : null}
      {list.isError ? <Problem error={list.error} onRetry={() => void list.refetch()} /> : null}
      {list.isSuccess && found.length === 0 ? (
        <Empty
          icon={IconFilterOff}
          title={texts.noMatchTitle}
          text={texts.noMatchText}
          action={
            <Button variant="light" onClick={() => setSearch({}, { replace: true })}>
              {texts.clear}
            </Button>
          }
        />
      ) : null}
      {categories.map((value) => (
        <Category key={value} category={value} items={found.filter((one) => one.category === value)} />
      ))}
    </Page>
  )
}

function Category({ category, items }: { category: Template['category']; items: readonly Template[] }) {
  if (items.length === 0) return null
  return (
    <section aria-labelledby={`category-${category}`} className={classes['category']}>
      <h2 id={`category-${category}`}>{texts.categories[category]}</h2>
      <ul className={classes['cards']}>
        {items.map(({ id, title, description, kind, connectors }) => (
          <li key={id} className={classes['card']}>
            <Link to={`/templates/${id}`} className={classes['cardTitle']}>
              {title}
            </Link>
            <p>{description}</p>
            <div className={classes['cardFoot']}>
              <span>{texts.kinds[kind]}</span>
              {connectors.length === 0 ? null : (
                <span className={classes['marks']} aria-label={connectors.join(', ')} role="img">
                  {connectors.map((connector) => (
                    <CardMark key={connector} use={connector} tone="action" />
                  ))}
                </span>
              )}
            </div>
          </li>
        ))}
      </ul>
    </section>
  )
}
