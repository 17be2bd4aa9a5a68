import { InputError, toText, type Json } from '@keyway/sdk'
import { parseReference, type ParsedReference } from './reference.ts'

/** A text with references in it, cut into what stays and what is filled in. */
export type Template = readonly (string | ParsedReference)[]

/** True when text in a flow document is a template. Text that arrives in data is never asked. */
export function isTemplate(text: string): boolean {
  return text.includes('{{')
}

/** Cuts `Hello {{ user.profile.firstName }}` into parts. Throws InputError for an unclosed or unreadable placeholder. */
export function parseTemplate(text: string): Template {
  const parts: (string | ParsedReference)[] = []
  let at = 0
  while (at < text.length) {
    const open = text.indexOf('{{', at)
    if (open === -1) break
    const close = text.indexOf('}}', open)
    if (close === -1) {
      throw new InputError(
        `A "{{" is never closed in the text "${text.slice(open, open + 60)}". ` +
          'Close it with "}}", or write {"const": …} for text that is not a template.',
        { code: 'template_malformed' },
      )
    }
    if (open > at) parts.push(text.slice(at, open))
    parts.push(parseReference(text.slice(open + 2, close)))
    at = close + 2
  }
  if (at < text.length) parts.push(text.slice(at))
  return parts
}

/** Fills in a template once: what a reference brings is text and is not looked at again. */
export function renderTemplate(template: Template, resolve: (reference: ParsedReference) => Json): string {
  return template.map((part) => (typeof part === 'string' ? part : toText(resolve(part)))).join('')
}
