import type { FormInput } from '@keyway/engine'
import { toText, type Json, type JsonObject } from '@keyway/sdk'

/** What the page of a flow shows. */
export interface FormPage {
  title: string
  lead: string | null
  fields: readonly FormInput[]
  /** What was typed so far, or the defaults. */
  values: JsonObject
  /** Makes a form that is sent twice one submission. */
  submission: string
  /** What is wrong with what was sent. */
  problem: string | null
}

const style = `
  :root { color-scheme: light dark; --line: #8a8f98; --accent: #0f5a66; --soft: #5b616b; }
  @media (prefers-color-scheme: dark) { :root { --accent: #6fc3d0; --soft: #a7adb7; } }
  body { font: 16px/1.5 system-ui, sans-serif; margin: 0 auto; padding: 32px 16px; max-width: 560px; }
  h1 { font-size: 24px; margin: 0 0 8px; }
  .lead { color: var(--soft); white-space: pre-line; }
  .problem { border-inline-start: 4px solid #c92a2a; padding: 8px 12px; }
  .field { margin-block: 18px; }
  label { display: block; font-weight: 600; margin-block-end: 4px; }
  .check label { display: inline; }
  input:not([type=checkbox]), select { box-sizing: border-box; width: 100%; padding: 9px; font: inherit;
    border: 1px solid var(--line); border-radius: 8px; background: Canvas; color: CanvasText; }
  button { padding: 10px 18px; font: inherit; font-weight: 600; border: 0; border-radius: 8px;
    background: var(--accent); color: Canvas; cursor: pointer; }
  :focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }`

/** A page of its own without any script, so that what it shows can do nothing. */
export function renderForm({ title, lead, fields, values, submission, problem }: FormPage): string {
  const shown = fields.map((field, at) => renderField(field, { id: `f${at}`, value: valueOf(values, field) }))
  return renderPage(
    title,
    `<h1>${escapeHtml(title)}</h1>
    ${lead === null ? '' : `<p class="lead">${escapeHtml(lead)}</p>`}
    ${problem === null ? '' : `<p class="problem" role="alert">${escapeHtml(problem)}</p>`}
    <form method="post">
      <input type="hidden" name="_submission" value="${escapeHtml(submission)}">
      ${shown.join('\n')}
      <button type="submit">Send</button>
    </form>`,
  )
}

/** A page with a sentence: that the form was sent, or who may open it. */
export function renderNotice(title: string, text: string): string {
  return renderPage(
    title,
    `<h1>${escapeHtml(title)}</h1><p class="lead" role="status">${escapeHtml(text)}</p>`,
  )
}

function renderField(field: FormInput, { id, value }: { id: string; value: Json }): string {
  const { key, title = key, type = 'text', required = false, options } = field
  const name = `name="${escapeHtml(key)}" id="${id}"`
  const label = `<label for="${id}">${escapeHtml(title)}${required ? ' *' : ''}</label>`
  const must = required ? ' required' : ''
  if (type === 'boolean') {
    const checked = value === true ? ' checked' : ''
    return `<div class="field check"><input type="checkbox" value="true" ${name}${checked}> ${label}</div>`
  }
  const text = value === null ? '' : toText(value)
  if (options !== undefined) {
    const choices = ['', ...options].map(
      (option) =>
        `<option value="${escapeHtml(option)}"${option === text ? ' selected' : ''}>${escapeHtml(option)}</option>`,
    )
    return `<div class="field">${label}<select ${name}${must}>${choices.join('')}</select></div>`
  }
  const kind = type === 'number' ? 'number" step="any' : type === 'date' ? 'date' : 'text'
  return `<div class="field">${label}<input type="${kind}" ${name} value="${escapeHtml(text)}"${must}></div>`
}

function valueOf(values: JsonObject, { key, default: start = null }: FormInput): Json {
  return Object.hasOwn(values, key) ? (values[key] ?? null) : start
}

function renderPage(title: string, body: string): string {
  return `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>${escapeHtml(title)}</title>
    <style>${style}</style>
  </head>
  <body><main>${body}</main></body>
</html>
`
}

function escapeHtml(text: string): string {
  const signs: Readonly<Record<string, string>> = {
    '&': '&amp;',
    '<': '&lt;',
    '>': '&gt;',
    '"': '&quot;',
    "'": '&#39;',
  }
  return text.replace(/[&<>"']/g, (sign) => signs[sign] ?? sign)
}
