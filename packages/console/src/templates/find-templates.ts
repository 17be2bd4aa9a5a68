import type { AnswerOf, templates } from '@keyway/api'

export type Template = AnswerOf<typeof templates.listTemplates>['items'][number]

export interface TemplateFilter {
  text: string
  category: Template['category'] | null
}

/** Templates that have all the words somewhere: in title, description, or the names of what they act with. */
export function findTemplates(all: readonly Template[], { text, category }: TemplateFilter): Template[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean)
  return all.filter((template) => {
    if (category !== null && template.category !== category) return false
    const { id, title, description, connectors } = template
    const searched = [id, title, description, ...connectors].join(' ').toLowerCase()
    return words.every((word) => searched.includes(word))
  })
}
