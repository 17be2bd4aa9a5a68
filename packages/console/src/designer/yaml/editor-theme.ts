import { HighlightStyle, syntaxHighlighting } from '@codemirror/language'
import { EditorView } from '@codemirror/view'
import { tags } from '@lezer/highlight'

/** The editor speaks with the names of base.css, so both themes are one. */
const look = EditorView.theme({
  '&': { height: '100%', fontSize: '13px', backgroundColor: 'var(--kw-surface)', color: 'var(--kw-text)' },
  // The frame around it shows the focus.
  '&.cm-focused': { outline: 'none' },
  '.cm-scroller': { fontFamily: 'var(--mantine-font-family-monospace)', lineHeight: '1.55' },
  '.cm-content': { caretColor: 'var(--kw-text)', paddingBlock: '12px' },
  '.cm-cursor': { borderLeftColor: 'var(--kw-text)' },
  '.cm-gutters': {
    backgroundColor: 'var(--kw-surface-sunken)',
    color: 'var(--kw-text-soft)',
    borderRight: '1px solid var(--kw-line)',
  },
  '.cm-activeLine, .cm-activeLineGutter': {
    backgroundColor: 'color-mix(in srgb, var(--kw-accent) 6%, transparent)',
  },
  '&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground': {
    backgroundColor: 'color-mix(in srgb, var(--kw-accent) 26%, transparent)',
  },
  '.cm-tooltip': {
    backgroundColor: 'var(--kw-surface)',
    color: 'var(--kw-text)',
    border: '1px solid var(--kw-line-strong)',
    borderRadius: '8px',
    boxShadow: 'var(--kw-shadow)',
  },
  '.cm-tooltip.cm-tooltip-autocomplete > ul': {
    fontFamily: 'var(--mantine-font-family-monospace)',
    maxHeight: '18em',
  },
  '.cm-tooltip.cm-tooltip-autocomplete > ul > li[aria-selected]': {
    backgroundColor: 'var(--kw-accent-soft)',
    color: 'var(--kw-text)',
  },
  '.cm-completionDetail': { color: 'var(--kw-text-soft)', fontStyle: 'normal' },
  '.cm-panels': { backgroundColor: 'var(--kw-surface-sunken)', color: 'var(--kw-text)' },
  '.cm-diagnostic-error': { borderLeftColor: 'var(--kw-bad)' },
  '.cm-diagnostic-warning': { borderLeftColor: 'var(--kw-doubt)' },
  '.cm-foldPlaceholder': {
    backgroundColor: 'var(--kw-neutral-soft)',
    border: 'none',
    color: 'var(--kw-text-soft)',
  },
})

const colours = HighlightStyle.define([
  { tag: [tags.propertyName, tags.definition(tags.propertyName)], color: 'var(--kw-accent)' },
  { tag: tags.comment, color: 'var(--kw-text-soft)', fontStyle: 'italic' },
  { tag: [tags.string, tags.special(tags.string)], color: 'var(--kw-good)' },
  { tag: [tags.number, tags.bool, tags.null, tags.keyword], color: 'var(--kw-busy)' },
  { tag: [tags.punctuation, tags.separator, tags.bracket], color: 'var(--kw-text-soft)' },
])

export const editorTheme = [look, syntaxHighlighting(colours)]
